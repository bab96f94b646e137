"""`Gate`: asked by readers, it raises where a letter must not be read on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vanban_parser.errors import (
    SecrecyUncheckedError,
    SecretLetterError,
    SuspectedSecretError,
)
from vanban_parser.gate.marks import (
    begins_document,
    goes_on,
    is_legible,
    mark_of,
    mark_of_name,
    mark_of_properties,
    resembles_mark,
    stamp_mark,
)
from vanban_parser.gate.words import Placed, begins_page, page_mark
from vanban_parser.settings import Settings

# So many paragraphs are a header with its title, where there are no pages.
_HEADER_PARAGRAPHS = 25


def passed(settings: Settings, sha256: str) -> Settings | None:
    """Return `settings` with an open gate for a file that a person let pass, or None.

    What a person said of a file holds for these bytes only.
    """
    if sha256 not in settings.not_secret:
        return None
    return settings.model_copy(update={"allow_secret_letters": True})


class Gate:
    """Open on a machine that is set apart for secrets, else on the watch.

    Each method raises `SecretLetterError` at a mark and otherwise does nothing.
    """

    def __init__(self, settings: Settings) -> None:
        self.is_open = settings.allow_secret_letters

    def name(self, filename: str) -> None:
        """Look at the name of the file."""
        self._stop(mark_of_name(filename))

    def properties(self, properties: Mapping[str, str]) -> None:
        """Look at what the document says of itself, by name."""
        self._stop(mark_of_properties(properties))

    def page(
        self,
        words: Sequence[Placed],
        height: float,
        *,
        first: bool,
        recognised: bool = False,
    ) -> None:
        """Look at the words of a page; see `words.page_mark`."""
        if not self.is_open:
            self._stop(page_mark(words, height, first=first, recognised=recognised))

    def paragraphs(self, lines: Iterable[str]) -> None:
        """Look at the first lines of each document in a text without pages.

        A mark is looked for below the start of the text and below each motto.
        """
        left, before = _HEADER_PARAGRAPHS, ""
        for line in lines:
            if begins_document([line]):
                left = _HEADER_PARAGRAPHS
            if left > 0 and not goes_on(before):
                self._stop(mark_of(line))
            left, before = left - bool(line.strip()), line

    def unread(self, pages: Sequence[int], filename: str) -> tuple[int, ...]:
        """Return the pages, of those that nobody could look at, that leave a doubt.

        Args:
            pages: Numbers, from 1, of pages whose picture was not read.
            filename: Names the file in the error.

        Raises:
            SecrecyUncheckedError: the first is among them, where marks stand.
        """
        if self.is_open:
            return ()
        if 1 in pages:
            raise SecrecyUncheckedError(filename, "page 1")
        return tuple(pages)

    def begins(self, words: Sequence[Placed], height: float) -> bool:
        """Tell whether a document begins on a page with these words."""
        return begins_page(words, height)

    def stamp(self, readings: Sequence[str], *, is_framed: bool) -> None:
        """Look at what a red stamp was read as, in one or more ways.

        Args:
            readings: Its words each time, empty where none was legible.
            is_framed: Whether it has a frame, as marks of secrecy have.

        Raises:
            SuspectedSecretError: it may be a mark and cannot be read: a person must
                look.
        """
        if self.is_open:
            return
        for reading in readings:
            self._stop(stamp_mark(reading))
        if any(map(resembles_mark, readings)) or (
            is_framed and not any(map(is_legible, readings))
        ):
            raise SuspectedSecretError

    def _stop(self, level: str | None) -> None:
        if level is not None and not self.is_open:
            raise SecretLetterError(detail=level)
