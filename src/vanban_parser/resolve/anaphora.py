"""Names that point back: ``các xã nêu trên`` are the communes listed before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.lexicon.organ_words import CAPITALS
from vanban_parser.model.document import Span

_PLACE = rf"[{CAPITALS}][\w’']*(?:(?: | ?[-–] ?)[{CAPITALS}\d][\w’']*){{0,4}}"
_KIND = r"(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|thành phố)"
_BACK = re.compile(
    r"(?P<head>.*?)(?:các|những)\s+"
    rf"(?P<kinds>(?:(?:{_KIND}|đơn vị|địa phương)(?:, | và )?)+)"
    r"\s*(?:có tên (?:nêu )?trên|nêu trên|nói trên|kể trên|trên|này|đó)$",
    re.IGNORECASE,
)
# "các xã: A, B và thị trấn C", "03 xã đó là A, B", "xã A, xã B".
_LIST = re.compile(
    rf"(?:(?:các|\d{{1,3}})\s+(?P<head>{_KIND})(?:, {_KIND})*[^.;:\n]{{0,80}}?"
    rf"(?::|\b(?:là|gồm)\b|(?=\s+(?-i:[{CAPITALS}])))\s*|(?={_KIND}\s+(?-i:[{CAPITALS}])))",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?:(?P<kind>{_KIND})\s+)?(?P<name>(?-i:{_PLACE}))", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:\([^()]{0,60}\)|\d[\d.,]*\s?%)?\s*(?:,|và|;)\s+(?:và\s+|riêng\s+)?"
)
_REACH = 1500
"""Characters back to look for the list."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """One name that a word pointing back means, and where it was first given."""

    name: str
    span: Span


def pointed_at(text: str, doers: Span) -> tuple[Pointed, ...]:
    """Return the communes that ``các xã nêu trên`` means; none where it is no such.

    The nearest list before it counts, its head words with each name: ``UBND các xã
    nêu trên`` after ``các xã: A, B`` gives ``UBND xã A``, ``UBND xã B``.
    """
    back = _BACK.fullmatch(doers.of(text))
    if back is None:
        return ()
    wanted = back["kinds"].lower()
    start = max(doers.start - _REACH, 0)
    found: tuple[Pointed, ...] = ()
    for head in _LIST.finditer(text, start, doers.start):
        items = _items(text, head, doers.start, back["head"])
        listed = items and (len(items) > 1 or head["head"]) and _fits(items, wanted)
        # A list that only goes on with the one before is part of it.
        inside = listed and found and items[0].span.start <= found[-1].span.end
        if listed and not inside:
            found = items
    return found


def _items(text: str, head: re.Match[str], end: int, lead: str) -> tuple[Pointed, ...]:
    items: list[Pointed] = []
    kind, pos = head["head"], head.end()
    while (item := _ITEM.match(text, pos, end)) is not None:
        kind = item["kind"] or kind
        if kind is None:
            break
        span = Span(item.start(), item.end())
        items.append(Pointed(f"{lead}{kind.lower()} {item['name']}", span))
        link = _LINK.match(text, item.end(), end)
        if link is None:
            break
        pos = link.end()
    return tuple(items)


def _fits(items: tuple[Pointed, ...], wanted: str) -> bool:
    """Tell whether the list is of the kind meant; ``các đơn vị`` may be any."""
    if "đơn vị" in wanted or "địa phương" in wanted:
        return True
    return any(kind in items[0].name for kind in re.findall(_KIND, wanted))
