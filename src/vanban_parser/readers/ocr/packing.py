"""What was read of a page, as the cache keeps it: plain lists, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from vanban_parser.readers.handwriting.nouns import Filled, Kind
from vanban_parser.readers.ocr.nouns import Affine, Read, Seen


def packed(read: Read) -> dict[str, Any]:
    """Return what an engine saw of a page as JSON can hold it."""
    back = read.back
    return {
        "size": [read.width, read.height],
        "back": [back.a, back.b, back.c, back.d, back.e, back.f],
        "strokes": [list(stroke) for stroke in read.strokes],
        "words": list(map(_row, read.words)),
    }


def _row(w: Seen) -> list[Any]:
    return [w.x0, w.y0, w.x1, w.y1, w.text, w.confidence, w.line, list(w.others)]


def packed_fillings(fillings: Sequence[Filled]) -> list[Any]:
    """Return what stands in blanks as JSON can hold it."""
    return list(map(_filling_row, fillings))


def packed_readings(readings: Sequence[Sequence[Seen]]) -> list[Any]:
    """Return what further looks saw as JSON can hold it."""
    return [list(map(_row, words)) for words in readings]


def _filling_row(f: Filled) -> list[Any]:
    return [
        *(f.kind, f.text, f.probability, list(f.box), list(f.others), f.is_blank),
        [list(anchor) for anchor in f.anchors],
        list(f.shares),
    ]


def _word(  # one parameter a place in the row
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    text: str,
    confidence: float,
    line: int,
    others: Sequence[str],
) -> Seen:
    return Seen(x0, y0, x1, y1, text, confidence, line, tuple(others))


def _filling(row: Sequence[Any]) -> Filled:
    kind, text, probability, (x0, y0, x1, y1), others, is_blank, *rest = row
    anchors, shares = rest
    return Filled(
        Kind(kind),
        text,
        probability,
        (x0, y0, x1, y1),
        tuple(others),
        is_blank,
        tuple((word, start, end) for word, start, end in anchors),
        tuple(shares),
    )


def unpacked(kept: object) -> Read | None:
    """Return what `packed` was given; None where something else wrote it."""
    try:
        table = cast("dict[str, Any]", kept)
        words = tuple(_word(*row) for row in table["words"])
        strokes = tuple((a, b, c, d) for a, b, c, d in table["strokes"])
        width, height = table["size"]
        return Read(width, height, words, strokes, Affine(*table["back"]))
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def unpacked_fillings(kept: object) -> tuple[Filled, ...] | None:
    """Return the fillings in `kept`; None where something else wrote it."""
    try:
        return tuple(_filling(row) for row in cast("list[Any]", kept))
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def unpacked_readings(kept: object) -> tuple[tuple[Seen, ...], ...] | None:
    """Return the readings in `kept`; None where something else wrote it."""
    try:
        rows = cast("list[Any]", kept)
        return tuple(tuple(_word(*row) for row in words) for words in rows)
    except (TypeError, ValueError):
        return None
