"""The words of a PDF page with their fonts, from what MuPDF says of lines and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from vanban_parser.layout import Ink

# A digit set this much smaller than its line is a footnote's mark.
_RAISED = 0.75
_SUPERSCRIPT, _ITALIC, _BOLD = 1, 2, 16


class _Look(NamedTuple):
    """How a word is set: its size in points, its font in lower case.

    `raised` are the digits of its line that are set as footnotes' marks.
    """

    size: float
    font: str
    bold: bool
    italic: bool
    raised: tuple[str, ...] = ()


# A line of MuPDF: whether it is upright, how all of it is set if alike, its spans.
_Line: TypeAlias = "tuple[bool, _Look | None, Sequence[Mapping[str, Any]]]"
_UNKNOWN_LOOK = _Look(0.0, "", bold=False, italic=False)
_UNKNOWN: _Line = (True, _UNKNOWN_LOOK, ())
_LINE, _WORD = itemgetter(5, 6), itemgetter(5, 6, 7)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words as a page has them, before any is made Unicode, and the font of each."""

    inks: list[Ink] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield the font and the text of each word."""
        return zip(self.fonts, [ink.text for ink in self.inks], strict=True)

    def decoded(self, decode: Callable[[str, str], str]) -> tuple[Ink, ...]:
        """Return the words, each made Unicode by what `decode` says of its piece."""
        texts = [decode(font, text) for font, text in self.pieces()]
        return tuple(
            ink if ink.text == text else ink._replace(text=text)
            for ink, text in zip(self.inks, texts, strict=True)
            if text
        )


def lettering(
    words: Sequence[tuple[Any, ...]],
    blocks: Sequence[Mapping[str, Any]],
    n_printed: int | None,
) -> tuple[Lettering, Lettering]:
    """Return the words with their fonts: those set upright, and the others.

    Args:
        words: What MuPDF's ``extractWORDS`` gives: line by line.
        blocks: The blocks of its ``extractDICT``.
        n_printed: The page itself prints that many, the first of them; the rest is an
            insertion, but where it repeats what is printed.  None: it prints all.
    """
    # Words are numbered by blocks of text alone.
    texts = [block["lines"] for block in blocks if "lines" in block]
    looks = {
        (number, index): _looks(line)
        for number, lines in enumerate(texts)
        for index, line in enumerate(lines)
    }
    put = frozenset() if n_printed is None else _put(words, n_printed)
    upright, turned = Lettering(), Lettering()
    for number, (at, group) in enumerate(groupby(words, key=_LINE)):
        is_upright, single, spans = looks.get(at, _UNKNOWN)
        found = upright if is_upright else turned
        line = [*group]
        styles = [single] * len(line) if single else _styles(spans, line)
        for word, (size, font, bold, italic, raised) in zip(line, styles, strict=True):
            x0, y0, x1, y1, text, _, _, _ = word
            if raised:
                text = _without_note_mark(text, raised)
            inserted = bool(put) and _WORD(word) in put
            found.fonts.append(font)
            found.inks.append(
                Ink(x0, y0, x1, y1, text, size, bold, italic, number, inserted)
            )
    return upright, turned


def _put(
    words: Sequence[tuple[Any, ...]], n_printed: int
) -> frozenset[tuple[int, int, int]]:
    """Return the words, by block, line and place in it, that a page does not print."""
    added = words[n_printed:]
    if not added:
        return frozenset()
    printing = Printing(words[:n_printed])
    return frozenset(_WORD(word) for word in added if not printing.holds(*word[:4]))


def _looks(line: Mapping[str, Any]) -> _Line:
    spans = line["spans"]
    alike = len(spans) == 1 and not spans[0]["flags"] & _SUPERSCRIPT
    return line["dir"][0] > 0.9, _look(spans[0], ()) if alike else None, spans


def _look(span: Mapping[str, Any], raised: tuple[str, ...]) -> _Look:
    flags, font = span["flags"], span["font"].lower()
    return _Look(
        span["size"],
        font,
        bool(flags & _BOLD) or "bold" in font,
        bool(flags & _ITALIC) or "italic" in font,
        raised,
    )


class Printing:
    """Where a page itself prints words, its widgets and annotations left out."""

    def __init__(self, words: Sequence[tuple[Any, ...]]) -> None:
        self._bands: dict[int, list[tuple[float, float, float, float]]] = {}
        for x0, y0, x1, y1, *_ in words:
            for band in range(int(y0 // 20), int(y1 // 20) + 1):
                self._bands.setdefault(band, []).append((x0, y0, x1, y1))

    def holds(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Tell whether a printed word stands where this one does."""
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return any(
            left <= x <= right and top <= y <= bottom
            for left, top, right, bottom in self._bands.get(int(y // 20), ())
        )


def _styles(
    spans: Sequence[Mapping[str, Any]], words: Sequence[tuple[Any, ...]]
) -> list[_Look]:
    """Return how each of the words of a line is set: as the span at its middle."""
    if not spans:
        return [_UNKNOWN_LOOK] * len(words)
    # Some producers only set the mark smaller; MuPDF then knows no superscript.
    least = _RAISED * max([span["size"] for span in spans])
    is_mark = [s["flags"] & _SUPERSCRIPT or s["size"] < least for s in spans]
    raised = tuple(span["text"].strip() for span in compress(spans, is_mark))
    looks = [
        (span["bbox"][0] - 0.5, _look(span, raised))
        for span, mark in zip(reversed(spans), reversed(is_mark), strict=True)
        if not mark
    ]
    first = _look(spans[0], raised)
    middles = [(x0 + x1) / 2 for x0, _, x1, *_ in words]
    return [next((look for x, look in looks if x <= at), first) for at in middles]


def _without_note_mark(text: str, raised: tuple[str, ...]) -> str:
    """Take a raised footnote number off a word (``tổng hợp1``), but not off m2."""
    body = text.rstrip(".,;:)”")
    for mark in raised:
        if not mark.isdigit() or not body.endswith(mark):
            continue
        bare = body[: -len(mark)] + text[len(body) :]
        if not body[: -len(mark)]:
            return text
        if bare.rstrip(".,;:)").lower() not in {"m", "km", "cm", "dm", "ha", "mm"}:
            return bare
    return text
