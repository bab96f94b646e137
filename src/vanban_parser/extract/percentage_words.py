"""The words around a share that bound it: ``tối thiểu 90%``, ``90% trở lên``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

from vanban_parser.errors import DataError
from vanban_parser.lexicon.alternatives import alternatives
from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import Comparator

_WINDOW = 48
"""Characters looked at on either side: no bound is worded longer."""
_N_WORDS = 6
"""Fillers and the bound itself are never more words than this."""
_FROM = "từ"


@dataclass(frozen=True, slots=True)
class Bound:
    """What the words on one side say; `edge` is where they begin (or end).

    `follows_from` tells that ``từ`` stands before the number.
    """

    comparator: Comparator | None
    edge: int
    follows_from: bool = False


@cache
def words(section: str, key: str = "words") -> tuple[str, ...]:
    """Return a word list of ``data/percentages.toml``."""
    return tuple(table("percentages")[section][key])


def alternation(items: Iterable[str]) -> str:
    """Return a regex that matches any of `items`, the longest first."""
    longest_first = sorted(items, key=len, reverse=True)
    return alternatives(longest_first)


@cache
def _bounds(side: str) -> dict[str, tuple[Comparator, bool]]:
    known: dict[str, tuple[Comparator, bool]] = {}
    for row in table("percentages")[side]:
        if row["comparator"] not in get_args(Comparator):
            raise DataError("percentages.toml", f"comparator {row['comparator']!r}")
        for word in row["words"]:
            known[word] = (row["comparator"], bool(row.get("near", False)))
    return known


@cache
def _last_words() -> re.Pattern[str]:
    known = {*_bounds("before"), *words("fillers"), *words("fillers", "near")}
    return re.compile(rf"(?<!\w)({alternation(known)})[ :]*$", re.IGNORECASE)


@cache
def _next_words() -> re.Pattern[str]:
    known = alternation(_bounds("after"))
    return re.compile(
        rf" ?(?:/ ?\w+ ?)?[ (]{{0,2}}({known})(?!\w)"
        rf"|(?P<between>[^.;,%\d\n]{{0,80}}?)(?<!\w)({known})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _grade() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternation(words('grades'))})(?!\w)", re.I)


@cache
def _exceeding() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = alternation(words("exceeding"))
    wholes = alternation(words("exceeding", "unless_followed"))
    return (
        re.compile(rf"(?<!\w)(?:{verbs}) $", re.IGNORECASE),
        re.compile(rf" ?\(?(?:{wholes})(?!\w)", re.IGNORECASE),
    )


def exceeds(text: str, floor: int, start: int, end: int, limit: int) -> bool:
    """Tell ``vượt 20%`` (more than it) from ``vượt 20% kế hoạch`` (by as much)."""
    verb, whole = _exceeding()
    if verb.search(text, max(floor, start - _WINDOW), start) is None:
        return False
    return whole.match(text, end, limit) is None


def bound_before(text: str, floor: int, start: int) -> Bound:
    """Read the bound that ends where the number starts, not before `floor`."""
    edge, follows_from, near = start, False, True
    for _ in range(_N_WORDS):
        window = text[max(floor, edge - _WINDOW) : edge]
        match = _last_words().search(window)
        if match is None:
            break
        word = match[1].lower()
        known = _bounds("before").get(word)
        at = edge - len(window) + match.start()
        if known is not None:
            if known[1] and not near:
                break
            return Bound(known[0], at, follows_from)
        follows_from = follows_from or word == _FROM
        near = near and word in words("fillers", "near")
        edge = at
    return Bound(None, start, follows_from)


def bound_after(text: str, end: int, limit: int) -> Bound:
    """Read the bound that follows the number's ``%``, not beyond `limit`."""
    match = _next_words().match(text, end, limit)
    if match is None:
        return Bound(None, end)
    if match[1]:
        return Bound(_bounds("after")[match[1].lower()][0], match.end())
    if _grade().search(match["between"]):
        return Bound(None, end)
    return Bound(_bounds("after")[match[3].lower()][0], end)
