"""Where a letter comes from: the province and districts of its issuing body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban_parser.extract.areas import Area, find_areas
from vanban_parser.lexicon.gazetteer import District, Gazetteer, Province
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.model.document import Span
from vanban_parser.resolve.territory import Home, district_codes, era_order

# A body of these speaks for the place it writes from; a ministry in Hà Nội does not.
_LOCAL = re.compile(
    r"UBND|HĐND|(?:Ủy ban|Uỷ ban|Hội đồng) nhân dân|\bSở\b|\bxã\b(?! hội)"
    r"|\b(?:phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|thành ủy)\b",
    re.IGNORECASE,
)
_COMMUNE = re.compile(r"\b(xã|phường|thị trấn|đặc khu) ([^,;()]+)$", re.IGNORECASE)
_NOWHERE = Span(0, 1)
_CAPITAL = name_key("Hà Nội")


def _province_of(gazetteer: Gazetteer, area: Area, day: str | None) -> Province | None:
    """Return the province `area` names on `day`; tỉnh Hòa Bình is, the city is not."""
    if area.kind not in {None, "tỉnh", "thành phố"}:
        return None
    order = era_order(day)
    named = [
        province
        for province in gazetteer.provinces(area.name)
        if area.kind in {None, province.kind}
        and not (area.kind == "thành phố" and order[0] not in province.eras)
    ]
    ranked = sorted(named, key=lambda p: min(_rank(order, era) for era in p.eras))
    return ranked[0] if ranked else None


def _rank(order: str, era: str) -> int:
    return order.index(era) if era in order else len(order)


def _named_in(gazetteer: Gazetteer, text: str) -> list[Area]:
    """Return the areas of an issuer's name: ``huyện X``, or the last words of it."""
    found = find_areas(text, 0, len(text), gazetteer)
    words = text.split(" ")
    for length in (4, 3, 2):
        name = " ".join(words[-length:])
        if _is_commune_of([text], name):
            break  # xã Hòa An is in many provinces, and huyện Hòa An in another
        is_area = gazetteer.is_province(name) or gazetteer.is_district(name)
        if not found and length < len(words) and is_area:
            return [Area(_NOWHERE, None, name)]
    return found


def find_home(
    gazetteer: Gazetteer,
    header: tuple[str | None, str | None, str | None],
    day: str | None,
    areas: Iterable[Area],
) -> Home:
    """Return where a letter comes from.

    Args:
        gazetteer: the map.
        header: issuing body, superior body and địa danh, each as far as known.
        day: the letter's date, as of `last_day`.
        areas: districts and provinces that the letter names.
    """
    issuer, parent, place = header
    bodies = [body for body in (issuer, parent) if body]
    named = [area for body in bodies for area in _named_in(gazetteer, body)]
    is_local = bool(named) or any(map(_LOCAL.search, bodies))
    if place and _is_commune_of(bodies, place):
        place = None  # the commune itself, however a district elsewhere is called
    if place and (is_local or name_key(place) != _CAPITAL):
        at = find_areas(place, 0, len(place), gazetteer)
        named += at or [Area(_NOWHERE, None, place)]
    if not (is_local or named):
        return Home()
    provinces = [p for area in named if (p := _province_of(gazetteer, area, day))]
    districts = [
        district
        for area in named
        if _province_of(gazetteer, area, day) is None
        for district in _districts(gazetteer, area)
    ]
    mentioned = [p for area in areas if (p := _province_of(gazetteer, area, day))]
    if provinces:
        return _home(provinces[0], districts)
    return _home_by_evidence(gazetteer, bodies, day, districts, mentioned)


def _is_commune_of(bodies: Iterable[str], place: str) -> bool:
    """Tell whether a body is that of the commune that is called like `place`."""
    communes = filter(None, map(_COMMUNE.search, bodies))
    return any(name_key(match[2]) == name_key(place) for match in communes)


def _districts(gazetteer: Gazetteer, area: Area) -> list[District]:
    codes = district_codes(gazetteer, area)
    return [d for d in gazetteer.districts(area.name) if d.code in codes]


def _home(province: Province, districts: list[District]) -> Home:
    inside = [
        district.code
        for district in districts
        if province.code in {district.province.code, district.province.merged}
    ]
    return Home(province, frozenset(inside))


def _home_by_evidence(
    gazetteer: Gazetteer,
    bodies: list[str],
    day: str | None,
    districts: list[District],
    mentioned: list[Province],
) -> Home:
    """Find the province of a district or commune whose header does not say it."""
    possible = {district.province.code: district.province for district in districts}
    for body in bodies if not districts else []:
        match = _COMMUNE.search(body)
        for unit in gazetteer.communes(match[2]) if match else ():
            if (
                match
                and unit.kind == match[1].lower()
                and era_order(day)[0] in unit.eras
            ):
                possible[unit.province.code] = unit.province
    said = {province.code: province for province in mentioned}
    both = {code: possible[code] for code in possible if code in said}
    chosen = both or possible or said
    if len(chosen) != 1:
        return Home()
    return _home(next(iter(chosen.values())), districts)
