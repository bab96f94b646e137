"""The words of a PDF page with their fonts, from what MuPDF says of lines and spans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
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


def inks(
    words: Sequence[tuple[Any, ...]],
    blocks: Sequence[Mapping[str, Any]],
    n_printed: int | None,
    decode: Callable[[str, str], str],
) -> tuple[list[Ink], list[Ink]]:
    """Return the words with their fonts: those set upright, and the others.

    Args:
        words: What MuPDF's ``extractWORDS`` gives: line by line.
        blocks: The blocks of its ``extractDICT``.
        n_printed: The page itself prints that many, the first of them; the rest is an
            insertion, but where it repeats what is printed.  None: it prints all.
        decode: Makes Unicode of a font's name and a word set in it.
    """
    # Words are numbered by blocks of text alone.
    texts = [block["lines"] for block in blocks if "lines" in block]
    looks = {
        (number, index): _looks(line)
        for number, lines in enumerate(texts)
        for index, line in enumerate(lines)
    }
    put = frozenset() if n_printed is None else _put(words, n_printed)
    upright: list[Ink] = []
    turned: list[Ink] = []
    number = 0
    for at, line in groupby(words, key=_LINE):
        is_upright, single, spans = looks.get(at, _UNKNOWN)
        found = upright if is_upright else turned
        n_before = len(found)
        for word in line:
            x0, y0, x1, y1, text, *_ = word
            look = single or _style(spans, (x0 + x1) / 2)
            if look.raised:
                text = _without_note_mark(text, look.raised)
            text = decode(look.font, text)
            if text:
                size, _, bold, italic, _ = look
                inserted = bool(put) and _WORD(word) in put
                found.append(
                    Ink(x0, y0, x1, y1, text, size, bold, italic, number, inserted)
                )
        number += len(found) > n_before
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


def _style(spans: Sequence[Mapping[str, Any]], x: float) -> _Look:
    """Return how the span at `x` is set."""
    if not spans:
        return _UNKNOWN_LOOK
    chosen = spans[0]
    raised: list[str] = []
    largest = max([span["size"] for span in spans]) if len(spans) > 1 else 0.0
    for span in spans:
        # Some producers only set the mark smaller; MuPDF then knows no superscript.
        if span["flags"] & _SUPERSCRIPT or span["size"] < _RAISED * largest:
            raised.append(span["text"].strip())
        elif span["bbox"][0] - 0.5 <= x:
            chosen = span
    return _look(chosen, tuple(raised))


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
