"""The words of a PDF page with their fonts, from what MuPDF says of lines and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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


def inks(
    words: Sequence[tuple[Any, ...]],
    blocks: Sequence[Mapping[str, Any]],
    printed: Printing | None,
    decode: Callable[[str, str], str],
) -> Iterator[tuple[Ink, bool]]:
    """Yield each word with its font, and whether it is set upright.

    Args:
        words: What MuPDF's ``extractWORDS`` gives.
        blocks: The blocks of its ``extractDICT``.
        printed: What the page itself prints: another word is an insertion.  None: all.
        decode: Makes Unicode of a font's name and a word set in it.
    """
    looks = {
        (number, index): _looks(line)
        for number, block in enumerate(blocks)
        for index, line in enumerate(block.get("lines", ()))
    }
    numbers: dict[tuple[int, int], int] = {}
    for x0, y0, x1, y1, text, block, line, _ in words:
        at = (block, line)
        upright, single, spans = looks.get(at, _UNKNOWN)
        look = single or _style(spans, (x0 + x1) / 2)
        if look.raised:
            text = _without_note_mark(text, look.raised)
        text = decode(look.font, text)
        if not text:
            continue
        yield (
            Ink(
                x0,
                y0,
                x1,
                y1,
                text,
                look.size,
                look.bold,
                look.italic,
                numbers.setdefault(at, len(numbers)),
                printed is not None and not printed.holds(x0, y0, x1, y1),
            ),
            upright,
        )


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

    def __init__(self, words: list[tuple[Any, ...]]) -> None:
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
