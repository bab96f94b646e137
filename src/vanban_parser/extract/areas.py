"""Districts and provinces that a letter names, and which commune they are said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from vanban_parser.extract.commune_names import may_start, words_at
from vanban_parser.lexicon.gazetteer import Gazetteer
from vanban_parser.model.document import Span
from vanban_parser.text import lines_with

_KIND = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã) (?=[^\W_])", re.IGNORECASE
)
# What it has in it, folded.
_KIND_FOLDED = ("tinh ", "thanh pho ", "huyen ", "quan ", "thi xa ")
# A capital first, which is found fast.
_SHORT_KIND = re.compile(
    r"[THQ](?<!\w[THQ])(?:(?<=T)[PpXx](?:\. ?| )|(?<=[HQ])\. ?)(?=[^\W_])"
)
_SHORT = {"tp": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận"}
# What may stand between a commune and the district it lies in.
_LINK = re.compile(
    r" ?(?:\((?:cũ|mới)\) ?)?[,(–-]? ?(?:(?:của|thuộc|trên địa bàn|ở|tại) )?$"
)
_COMMA = re.compile(r" ?[,(–-] ?")
_BOUNDARY = re.compile(r" ?(?:[,.;:)]|$)", re.MULTILINE)
_HEADING = re.compile(
    r"^ ?(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?|[a-zđ])[.)] ?|[-+*] ?)?"
    r"(?:UBND |Ủy ban nhân dân )?$",
    re.IGNORECASE,
)
_OPENER = re.compile(r"[:(]|\bgồm\b|\bcó\b")
_BREAK = re.compile(r"[;\n]|\. ")
_LINK_WIDTH = 24
_REACH = 500


@dataclass(frozen=True, slots=True)
class Area:
    """A named district or province; `kind` is None where only the name stands."""

    span: Span
    kind: str | None
    name: str

    @property
    def is_province(self) -> bool:
        """Tell whether the letter itself calls it a tỉnh."""
        return self.kind == "tỉnh"


def _name_end(text: str, start: int, stop: int, gazetteer: Gazetteer) -> int | None:
    if not may_start(text, start, stop):
        return None
    words = words_at(text, start, stop, over_break=False)
    for length in range(len(words), 0, -1):
        end = words[length - 1][1]
        name = text[start:end]
        if gazetteer.is_district(name) or gazetteer.is_province(name):
            return end
    return None


def find_areas(text: str, start: int, stop: int, gazetteer: Gazetteer) -> list[Area]:
    """Return the districts and provinces in ``text[start:stop]`` named with kind."""
    kinds = _KIND.finditer(text, start, stop)
    return _named(text, [*kinds, *_SHORT_KIND.finditer(text, start, stop)], gazetteer)


def _named(
    text: str, kinds: Iterable[re.Match[str]], gazetteer: Gazetteer
) -> list[Area]:
    """Return the areas whose names stand behind words for their kinds."""
    found = []
    for match in sorted(kinds, key=re.Match.start):
        end = _name_end(text, match.end(), match.endpos, gazetteer)
        if end is not None:
            word = match.group().strip(". ").lower()
            name = text[match.end() : end]
            found.append(Area(Span(match.start(), end), _SHORT.get(word, word), name))
    return found


class Areas:
    """The areas of a text, and what they say of a commune that stands somewhere in it.

    A heading (a line with a district's name and nothing else) holds for all lines
    below it up to the next one.
    """

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer
        kinds = [
            match
            for line in lines_with(text, _KIND_FOLDED)
            for match in _KIND.finditer(text, *line)
        ]
        self.all = _named(text, [*kinds, *_SHORT_KIND.finditer(text)], gazetteer)
        self._starts = [area.span.start for area in self.all]
        self._headings = [area for area in self.all if self._is_heading(area)]
        self._heading_starts = [area.span.start for area in self._headings]

    def _line(self, position: int) -> tuple[int, int]:
        """Return the line around `position`, as far as `_REACH` characters."""
        first = max(position - _REACH, 0)
        start = self._text.rfind("\n", first, position) + 1 or first
        end = self._text.find("\n", position, position + _REACH)
        return start, end if end >= 0 else min(position + _REACH, len(self._text))

    def _is_heading(self, area: Area) -> bool:
        if area.is_province:
            return False
        start, end = self._line(area.span.start)
        rest = self._text[area.span.end : end].strip(" :.")
        return not rest and bool(_HEADING.match(self._text[start : area.span.start]))

    def after(
        self, position: int, next_commune: int, *, in_list: bool
    ) -> tuple[Area, ...]:
        """Return what is said right after a commune: ``, huyện B, tỉnh C``, ``, B``.

        A bare name is an area only where it is not the next commune, and never in a
        list of bare names.
        """
        found: list[Area] = []
        while area := self._linked(position) or self._bare(position):
            bare = area.kind is None
            if area.span.end > next_commune or (bare and in_list):
                break
            found.append(area)
            position = area.span.end
        return tuple(found)

    def _linked(self, position: int) -> Area | None:
        index = bisect_left(self._starts, position)
        if index == len(self.all):
            return None
        area = self.all[index]
        gap = self._text[position : min(area.span.start, position + _LINK_WIDTH)]
        near = area.span.start <= position + _LINK_WIDTH
        return area if near and _LINK.fullmatch(gap) else None

    def _bare(self, position: int) -> Area | None:
        text, stop = self._text, len(self._text)
        comma = _COMMA.match(text, position)
        end = comma and _name_end(text, comma.end(), stop, self._gazetteer)
        if not comma or not end or not _BOUNDARY.match(text, end):
            return None
        return Area(Span(comma.end(), end), None, text[comma.end() : end])

    def before(self, position: int) -> tuple[Area, ...]:
        """Return the district that opens the commune's list, else the heading above.

        ``huyện B: xã A``, ``huyện B (xã A, xã C)``, or a line ``II. Huyện B``.
        """
        index = bisect_left(self._starts, position) - 1
        if index >= 0 and not self.all[index].is_province:
            end = self.all[index].span.end
            between = self._text[end:position] if position - end < _REACH else "\n"
            if _OPENER.search(between) and not _BREAK.search(between):
                return (self.all[index],)
        index = bisect_left(self._heading_starts, position) - 1
        return (self._headings[index],) if index >= 0 else ()
