"""A picture of a page read: prepared, seen by an engine, cleaned, kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from vanban_parser.readers.handwriting.nouns import Filled
from vanban_parser.readers.ocr import cells, closing, urgency
from vanban_parser.readers.ocr.anchors import anchored
from vanban_parser.readers.ocr.beside import stamped_beside
from vanban_parser.readers.ocr.cache import Cache, key_of
from vanban_parser.readers.ocr.clean import cleaned, without_echoes
from vanban_parser.readers.ocr.days import with_days
from vanban_parser.readers.ocr.filled import unfilled
from vanban_parser.readers.ocr.fillings import by_digits_alone, with_fillings
from vanban_parser.readers.ocr.first_look import look_first, prepared_as
from vanban_parser.readers.ocr.notations import with_notations
from vanban_parser.readers.ocr.nouns import (
    Engine,
    EngineError,
    Picture,
    Read,
    Seen,
)
from vanban_parser.readers.ocr.numerals import with_numerals
from vanban_parser.readers.ocr.packing import (
    packed,
    packed_fillings,
    packed_readings,
    unpacked,
    unpacked_fillings,
    unpacked_readings,
)
from vanban_parser.readers.ocr.signing import with_signing

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.prepare import Prepared

VERSION = 1
"""Counts changes of what is kept of a page; cached words depend on it."""


Look = Callable[[Callable[[], "Prepared"], Read], Sequence[Filled]]
"""Looks again at the pixels of a page for what a hand put into the header's blanks.

It is given the page's pixels, for which it asks only if it needs them, and what the
engine saw, not yet cleaned; boxes are in the points of `Read`: the pixels of `Prepared`
times 72 / dpi.
"""


class Guard(Protocol):
    """Looks at a page before anything of it is kept; it may raise to stop there.

    `name` counts changes of what it lets pass: pages are kept under it.
    """

    name: str

    def __call__(self, prepared: Prepared, read: Read) -> None: ...


@dataclass(frozen=True, slots=True)
class _Again:
    """A page to be looked at again, and what its words depend on."""

    picture: Picture
    makers: Sequence[str]
    seen: Read
    prepared: Prepared | None

    def shown(self) -> Prepared:
        """Return the pixels as the engine was shown them."""
        return self.prepared or prepared_as(self.picture, self.seen)

    def key(self, *names: str) -> str:
        """Return what a further look is kept under."""
        return key_of(self.picture, *self.makers, *names)


class Recogniser:
    """Reads pictures of pages with one engine; what it read it finds in the cache.

    Args:
        engine: Sees the words.
        cache: Where they are kept, or None.
        looks: What looks again at each page, by name and version.
        guard: What may stop at a page, or None.
    """

    def __init__(
        self,
        engine: Engine,
        cache: Cache | None = None,
        looks: Sequence[tuple[str, Look]] = (),
        guard: Guard | None = None,
    ) -> None:
        self._guard = guard
        self._engine = engine
        self._cache = cache
        self._looks = looks

    @property
    def is_substitute(self) -> bool:
        """Whether pages are read by an engine that stands in for a better one."""
        return self._engine.is_substitute

    def read(self, picture: Picture) -> Read | None:
        """Return what `picture` says; None where the engine failed on it."""
        from vanban_parser.readers.ocr import prepare

        makers = [str(prepare.VERSION), str(VERSION), self._engine.name]
        makers += [self._guard.name] if self._guard else []
        key = key_of(picture, *makers)
        seen = unpacked(self._kept(key))
        prepared = None
        if seen is None:
            try:
                prepared, seen = look_first(self._engine, picture)
            except EngineError:
                return None
            if self._guard is not None:
                self._guard(prepared, finished(seen))
            self._keep(key, packed(seen))
        look = _Again(picture, makers, seen, prepared)
        seen = self._celled(look, seen)
        found = self._fillings(look, seen)
        read = filled_in(seen, found, is_substitute=self._engine.is_substitute)
        read = self._marked(look, self._signed(look, read))
        return replace(read, words=with_numerals(read.words))

    def _kept(self, key: str) -> object | None:
        return self._cache.get(key) if self._cache else None

    def _keep(self, key: str, value: object) -> None:
        if self._cache:
            self._cache.put(key, value)

    def _celled(self, look: _Again, seen: Read) -> Read:
        """Return what was seen, tables that were read across their columns mended."""
        poor = cells.poor_cells(seen) if seen.strokes else ()
        if not poor:
            return seen
        (again,) = self._readings(
            look,
            f"cells {cells.VERSION}",
            lambda: [cells.read_cells(self._engine, look.shown, poor)],
        )
        return replace(seen, words=cells.with_cells(seen.words, poor, again))

    def _fillings(self, look: _Again, seen: Read) -> tuple[Filled, ...]:
        """Return what stands in the header's blanks.

        Kept apart from what the engine saw: who looks again better needs no OCR.
        """
        if not self._looks:
            return ()
        key = look.key(*(name for name, _ in self._looks))
        found = unpacked_fillings(self._kept(key))
        if found is None:
            found = tuple(
                one for _, eye in self._looks for one in eye(look.shown, seen)
            )
            self._keep(key, packed_fillings(found))
        return found

    def _signed(self, look: _Again, read: Read) -> Read:
        """Return `read` with the signature as further looks at it say."""
        here = closing.region(read.words, read.width, read.height)
        if here is None:
            return read
        own = here.own(read.words)
        readings = self._readings(
            look,
            here.name,
            lambda: closing.look_again(self._engine, look.shown, here, own),
        )
        return replace(read, words=with_signing(read.words, own, readings))

    def _marked(self, look: _Again, read: Read) -> Read:
        """Return `read` with stamps beside the header told from the letter's words."""
        words = stamped_beside(read.words, read.width, read.height)
        if not urgency.has_header(words, read.height):
            return replace(read, words=words)
        (found,) = self._readings(
            look,
            f"urgency {urgency.VERSION}",
            lambda: [urgency.look_for_urgency(self._engine, look.shown, words)],
        )
        line = 1 + max((word.line for word in words), default=0)
        marks = [replace(mark, line=line, stamped=True) for mark in found]
        # What the first look made of the same ink is worse.
        kept_words = (word for word in words if not urgency.is_within(word, marks))
        return replace(read, words=(*kept_words, *marks))

    def _readings(
        self,
        look: _Again,
        name: str,
        seen_by: Callable[[], Sequence[Sequence[Seen]]],
    ) -> Sequence[Sequence[Seen]]:
        """Return what further looks saw: from the cache, or by looking."""
        key = look.key(name)
        readings: Sequence[Sequence[Seen]] | None = unpacked_readings(self._kept(key))
        if readings is None:
            readings = seen_by()
            self._keep(key, packed_readings(readings))
        return readings


def finished(seen: Read) -> Read:
    """Return what an engine saw without what is no print."""
    words = without_echoes(cleaned(seen.words))
    words = with_notations(words, seen.width, seen.height)
    words = unfilled(words)
    words = with_days(anchored(words, seen.width, seen.height), seen.height)
    return replace(seen, words=words)


def filled_in(
    seen: Read, fillings: Sequence[Filled], *, is_substitute: bool = False
) -> Read:
    """Return what `finished` does, and the header's blanks filled as they were read."""
    read = finished(seen)
    words = read.words
    if is_substitute:
        words, fillings = by_digits_alone(words, fillings)
    words, unread = with_fillings(words, fillings, seen.words)
    return replace(read, words=words, unread=unread)
