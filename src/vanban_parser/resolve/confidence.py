"""How sure is a value?  Weighed from what was measured of values like it.

A value has traits: its field, the rule that found it, what was inferred, how its words
were read.  ``data/confidence.toml`` holds what each trait weighs, in log-odds, as
``python -m tools.calibrate`` measured it on gold labels; docs/confidence.md says how
well that holds.  Nothing here looks at what the value is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Document
from vanban_parser.model.findings import Finding

_INDEX = re.compile(r"/\d+")
_TASK = re.compile(r"/tasks/\d+")
_DIGITS = 3
# Grades of what an OCR engine says of a word: from 0.6, 0.8, 0.9, 0.95 on.
_FROM = (0.6, 0.8, 0.9, 0.95)
# Bands of what the trained stage says of a sentence.
_BAND_FROM = (0.2, 0.5, 0.8, 0.95)
_BANDS = ("no", "hardly", "perhaps", "likely", "surely")
_GRADES = ("poor", "fair", "good", "high", "best")


def traits_of(
    document: Document,
    found: Mapping[str, Finding[object]],
    doubted: Iterable[tuple[str, str | None]],
    orders: Mapping[str, float | None],
) -> dict[str, tuple[str, ...]]:
    """Return the traits of each value, by JSON Pointer.

    Args:
        document: Where the values were found.
        found: The values by JSON Pointer.
        doubted: The letter's warnings, (code, field).
        orders: How probable the trained stage holds it that an action is ordered;
            None where it was not asked.
    """
    doubts: dict[str, list[str]] = {}
    for code, pointer in doubted:
        doubts.setdefault(pointer or "", []).append(code)
    read = _reading(document)
    return {
        pointer: (
            *_own(pointer, finding),
            *(f"{how}:{field_of(pointer)}" for how in read),
            *read,
            *_seen(document, finding),
            *((f"model:{_band(orders[pointer])}",) if pointer in orders else ()),
            *(f"doubt:{code}" for code in doubts.get(pointer, ())),
        )
        for pointer, finding in found.items()
    }


def field_of(pointer: str) -> str:
    """Return a JSON Pointer without places: ``tasks/deadline``."""
    return _INDEX.sub("", pointer).lstrip("/")


def _own(pointer: str, finding: Finding[object]) -> Iterable[str]:
    field = field_of(pointer)
    yield f"field:{field}"
    yield f"rule:{field}:{finding.rule}"
    if finding.rivals:
        yield f"rivals:{field}"


def _reading(document: Document) -> tuple[str, ...]:
    """Return how the letter's words were read."""
    source = document.source
    read = []
    if document.is_recognised:
        read.append("ocr")
    if source.encoding != "unicode":
        read.append("legacy")
    return tuple(read)


def _seen(document: Document, finding: Finding[object]) -> tuple[str, ...]:
    """Return how sure the reader of a picture was of the words of a value."""
    if not document.is_recognised:
        return ()
    words = [word.sure for span in finding.spans for word in document.words_in(span)]
    if not words or min(words) == 1.0:
        return ()
    least, mean = min(words), sum(words) / len(words)
    return (f"least:{_grade(least)}", f"mean:{_grade(mean)}")


def _band(probability: float | None) -> str:
    if probability is None:
        return "unasked"
    return _BANDS[bisect_right(_BAND_FROM, probability)]


def _grade(sure: float) -> str:
    return _GRADES[bisect_right(_FROM, sure)]


def confidence(traits: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """Return the probability that each value is right, by JSON Pointer.

    What is said of a task is right only where the task is one: its probability is
    that of the task's action times its own.
    """
    weights: Mapping[str, float] = table("confidence")["weights"]
    knots = [tuple(knot) for knot in table("confidence")["knots"]]
    raw = {pointer: odds(weights, of) for pointer, of in traits.items()}
    return {
        pointer: round(settled(knots, whole(raw, pointer)), _DIGITS) for pointer in raw
    }


def unsure(sure: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Yield a warning for each value of the header that is not sure enough.

    In lists and tasks the confidence itself says so, item by item.
    """
    least: float = table("confidence")["least"]
    for pointer, share in sure.items():
        if share < least and not _INDEX.search(pointer):
            yield "unsure", pointer


def whole(raw: Mapping[str, float], pointer: str) -> float:
    """Return a value's probability with that of the task it belongs to."""
    task = _TASK.match(pointer)
    action = f"{task.group()}/action" if task is not None else pointer
    if action == pointer or action not in raw:
        return raw[pointer]
    return raw[action] * raw[pointer]


def odds(weights: Mapping[str, float], traits: Iterable[str]) -> float:
    """Return the probability that the sum of the weights stands for.

    A rule that was met too seldom to be measured weighs what such rules do together.
    """
    total = weights["all"]
    for trait in traits:
        seldom = "rule:seldom" if trait.startswith("rule:") else ""
        total += weights.get(trait, weights.get(seldom, 0.0))
    return 1 / (1 + math.exp(-total))


def settled(knots: Sequence[Sequence[float]], raw: float) -> float:
    """Return `raw` on the line through `knots`, pairs of raw and observed."""
    index = bisect_right([knot[0] for knot in knots], raw)
    if index == 0:
        return knots[0][1]
    if index == len(knots):
        return knots[-1][1]
    (x0, y0), (x1, y1) = list(pairwise(knots))[index - 1]
    return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)
