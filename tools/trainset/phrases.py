"""Dates, deadlines, documents and work: the fillers of the sentences' slots."""

from __future__ import annotations

import re

from tools.trainset.bodies import Chance, words

_MADE = re.compile(r"(?<![^\W\d_])(?:hh|[dmynhq])(?=[\W\d]|$)|(?<=\d)n(?=\W)")
_QUARTERS = ("I", "II", "III", "IV")


def dated(chance: Chance, pattern: str) -> str:
    """Return a pattern of phrases.toml with its letters made numbers."""
    draw = chance.random

    def number(match: re.Match[str]) -> str:
        sign = match.group()
        if sign == "d":
            day = draw.randint(1, 28)
            return f"{day:02}" if chance.perhaps(0.5) else str(day)
        if sign == "m":
            month = draw.randint(1, 12)
            return f"{month:02}" if chance.perhaps(0.3) else str(month)
        if sign == "y":
            return str(draw.randint(2008, 2030))
        if sign == "q":
            return draw.choice(_QUARTERS)
        if sign == "hh":
            return f"{draw.randint(7, 17)}h"
        if sign == "h":
            return str(draw.randint(7, 17))
        return str(draw.choice([3, 5, 7]) if _follows_digit(match) else _number(chance))

    return _MADE.sub(number, pattern)


def _follows_digit(match: re.Match[str]) -> bool:
    return match.start() > 0 and match.string[match.start() - 1].isdigit()


def _number(chance: Chance) -> int:
    return chance.random.choice(
        [chance.random.randint(1, 99), chance.random.randint(100, 9999)]
    )


def phrase(chance: Chance, sort: str) -> str:
    """Return a deadline, period, day, venue or document."""
    return dated(chance, chance.of(words("phrases")[sort]))


def figures(chance: Chance, text: str) -> str:
    """Replace # by a number and % by a share."""
    text = re.sub("#", lambda _: str(chance.random.randint(2, 900)), text)
    return re.sub("%", lambda _: _share(chance), text)


def _share(chance: Chance) -> str:
    value = chance.random.choice(
        [
            f"{chance.random.randint(1, 100)}",
            f"{chance.random.randint(1, 99)},{chance.random.randint(1, 9)}",
        ]
    )
    return f"{value}%"


def work(chance: Chance, field: str) -> tuple[str, str]:
    """Return a verb and an object of a field of work, kept for one side."""
    table = next(f for f in words("fields")["field"] if f["name"] == field)
    verbs, _, objects = chance.random.choice(table["do"]).partition(" | ")
    verb = chance.random.choice(verbs.split(" / "))
    extra = words("phrases")
    if chance.perhaps(0.3):
        verb = f"{chance.of(extra['adverb'])} {verb}"
    elif chance.perhaps(0.12):
        verb = f"{verb}, {chance.random.choice(verbs.split(' / '))}"
    thing = chance.random.choice(objects.split(" ; "))
    if chance.perhaps(0.3):
        thing = f"{thing} {chance.of(extra['tail'])}"
    return verb, thing


def field_names(chance: Chance) -> list[str]:
    """Return the fields of work that this chance draws from."""
    return list(chance.side([field["name"] for field in words("fields")["field"]]))


def said_of(chance: Chance, field: str, part: str) -> str:
    """Return a topic, fact, aim or limit of a field."""
    table = next(f for f in words("fields")["field"] if f["name"] == field)
    return str(figures(chance, chance.random.choice(table[part])))
