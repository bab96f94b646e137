"""The first look at a page: prepared, the right way up, seen by an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vanban_parser.readers.ocr.clean import cleaned, is_word
from vanban_parser.readers.ocr.nouns import (
    POINTS_PER_INCH,
    Affine,
    Engine,
    Picture,
    Read,
    Seen,
)

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.prepare import Prepared

# A page read so badly may stand on its head.
_POOR = 0.5
_ENOUGH_WORDS = 8


def look_first(engine: Engine, picture: Picture) -> tuple[Prepared, Read]:
    """Return a picture as the engine was shown it, and what it saw.

    Raises:
        EngineError: it failed on it.
    """
    from vanban_parser.readers.ocr.leftovers import leftovers
    from vanban_parser.readers.ocr.prepare import prepare

    prepared = prepare(picture)
    words = engine.read(prepared.picture)
    if _is_poor(cleaned(words)):
        turned = prepare(picture, turns=2 + _turns(prepared))
        again = engine.read(turned.picture)
        if _worth(cleaned(again)) > _worth(cleaned(words)):
            prepared, words = turned, again
    words = (*words, *leftovers(engine, prepared, cleaned(words)))
    return prepared, _in_points(prepared, words, picture.dpi)


def prepared_as(picture: Picture, seen: Read) -> Prepared:
    """Return `picture` prepared as it was when `seen` was seen, turned or not."""
    from vanban_parser.readers.ocr.prepare import prepare

    prepared = prepare(picture)
    if _in_points(prepared, (), picture.dpi).back == seen.back:
        return prepared
    return prepare(picture, turns=2 + _turns(prepared))


def _in_points(prepared: Prepared, words: Sequence[Seen], source_dpi: float) -> Read:
    """Return `words` and lines of a prepared page in points."""
    scale = POINTS_PER_INCH / prepared.picture.dpi
    to_pixels = Affine(1 / scale, 0, 0, 1 / scale, 0, 0)
    unit = POINTS_PER_INCH / source_dpi
    to_points = Affine(unit, 0, 0, unit, 0, 0)
    return Read(
        prepared.picture.width * scale,
        prepared.picture.height * scale,
        tuple(
            replace(
                word,
                x0=round(word.x0 * scale, 2),
                y0=round(word.y0 * scale, 2),
                x1=round(word.x1 * scale, 2),
                y1=round(word.y1 * scale, 2),
            )
            for word in words
        ),
        tuple(
            (
                round(line.x0 * scale, 2),
                round(line.y0 * scale, 2),
                round(line.x1 * scale, 2),
                round(line.y1 * scale, 2),
            )
            for line in prepared.strokes
        ),
        to_points.after(prepared.back).after(to_pixels),
    )


def _turns(prepared: Prepared) -> int:
    """Return the quarters by which a page was turned, 0 or 1."""
    return int(abs(prepared.back.a) < abs(prepared.back.b))


def _worth(words: Sequence[Seen]) -> float:
    return sum(len(w.text) * w.confidence for w in words if is_word(w.text))


def _is_poor(words: Sequence[Seen]) -> bool:
    total = sum(len(word.text) for word in words)
    return len(words) >= _ENOUGH_WORDS and _worth(words) < _POOR * total
