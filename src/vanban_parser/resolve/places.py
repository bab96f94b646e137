"""Which communes a letter names, each once, with official code and successor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban_parser.extract.areas import Area, Areas
from vanban_parser.extract.commune_tables import find_in_tables
from vanban_parser.extract.communes import CommuneMention, find_mentions
from vanban_parser.lexicon.gazetteer import Gazetteer, Unit, gazetteer
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.letter import Commune, Successor
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.home import find_home
from vanban_parser.resolve.territory import (
    Home,
    Territory,
    Verdict,
    last_day,
)

# "xã A, xã B và UBND xã C, huyện D": D is said of all three.
_SHARED = re.compile(
    r" ?(?:, (?:và )?|và |& ?|/ ?)?(?:(?:UBND|HĐND|Công an|Đảng ủy) )?"
)
_APART = re.compile(r"[;:\n]|\. ")
_SHARED_WIDTH = 60
_MOST_RIVALS = 8

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention, where the letter says that it lies, and what it means."""

    mention: CommuneMention
    areas: tuple[Area, ...]
    """Those written right after the name; the heading above a list says less."""
    verdict: Verdict

    @property
    def key(self) -> Key:
        unit = self.verdict.unit
        if unit is not None:
            return unit.code, unit.eras
        return name_key(self.mention.name), self.mention.kinds[0]


def find_communes(
    document: Document,
    zones: Zones,
    issuer: str | None,
    parent: str | None,
    place: str | None,
    issued_on: str | None,
) -> tuple[Finding[Commune], ...]:
    """Return each commune-level unit that the letter names, with all its spans.

    In order of the first span.  A unit that only annexes name has ``annex`` set.
    ``inferred`` is ``commune-ambiguous`` (several units bear the name: code null, the
    units as `rivals`), ``commune-unknown`` (no list has it), ``commune-kind-differs``
    (found as a unit of another kind), ``commune-spelling`` (found but for marks).

    Args:
        document: the text to read.
        zones: says where annexes start.
        issuer: the issuing body's name; it tells the province and district.
        parent: the superior body's name.
        place: địa danh of the date line.
        issued_on: partial ISO date of the letter; it tells the list of units.
    """
    table = gazetteer()
    day = last_day(issued_on)
    areas = Areas(document.text, table)
    home = find_home(table, (issuer, parent, place), day, areas.all)
    is_ocr = document.is_recognised
    territory = Territory(table, home, day, is_ocr=is_ocr)
    mentions = _mentions(document, territory)
    named = _resolved(document.text, mentions, areas, territory)
    groups = _grouped(named)
    return tuple(_finding(group, home, zones, table) for group in groups)


def _mentions(document: Document, territory: Territory) -> list[CommuneMention]:
    running = find_mentions(document.text, territory.knows)
    ends = {mention.span.end for mention in running}
    cells = find_in_tables(document, territory.knows)
    extra = [mention for mention in cells if mention.span.end not in ends]
    return sorted([*running, *extra], key=lambda mention: mention.span)


def _resolved(
    text: str, mentions: list[CommuneMention], areas: Areas, territory: Territory
) -> list[_Named]:
    """Resolve from the last to the first: what follows a list is said of all of it."""
    named: list[_Named] = []
    shared: tuple[Area, ...] = ()
    start, in_list = len(text), False
    for mention in reversed(mentions):
        end, is_listed = mention.span.end, mention.in_list or in_list
        after = areas.after(end, start, in_list=is_listed)
        gap = text[end : min(start, end + _SHARED_WIDTH)]
        near = start - end <= _SHARED_WIDTH
        same_list = in_list and not _APART.search(gap)
        if not after and near and (same_list or _SHARED.fullmatch(gap)):
            after = shared
        before = areas.before(mention.span.start)
        verdict = territory.resolve(mention, after, before)
        if verdict.candidates or mention.is_certain:
            named.append(_Named(mention, after, verdict))
        start, shared, in_list = mention.span.start, after, mention.in_list
    return named[::-1]


def _grouped(named: list[_Named]) -> list[list[_Named]]:
    """Return the mentions of each unit, in order of the first.

    A name that is several units' joins the one unit of that name that another mention
    has made sure ("xã A, huyện B ... xã A").
    """
    sure: dict[str, set[Key]] = {}
    for item in named:
        if item.verdict.unit is not None:
            sure.setdefault(name_key(item.verdict.unit.name), set()).add(item.key)
    groups: dict[Key, list[_Named]] = {}
    for item in named:
        rivals = {(unit.code, unit.eras) for unit in item.verdict.candidates}
        namesakes = sure.get(name_key(item.mention.name), set()) & rivals
        open_name = item.verdict.unit is None and len(namesakes) == 1
        key = next(iter(namesakes)) if open_name else item.key
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _finding(
    group: list[_Named], home: Home, zones: Zones, table: Gazetteer
) -> Finding[Commune]:
    best = next((item for item in group if item.verdict.unit is not None), group[0])
    spans = tuple(dict.fromkeys(item.mention.span for item in group))
    annex = all(map(zones.in_annex, spans))
    unit = best.verdict.unit
    value = (
        _of_unit(unit, best.mention, table, annex=annex)
        if unit is not None
        else _of_name(best, home, annex=annex)
    )
    rivals = () if unit is not None else tuple(_rivals(best))
    return Finding(value, spans, best.mention.rule, best.verdict.inferred, rivals)


def _of_unit(
    unit: Unit, mention: CommuneMention, table: Gazetteer, *, annex: bool
) -> Commune:
    heir = table.successor(unit)
    return Commune(
        name=unit.name,
        kind=unit.kind if unit.kind in mention.kinds else mention.kinds[0],
        code=unit.code,
        district=_district(unit),
        province=unit.province.name,
        successor=heir and Successor(name=heir.name, kind=heir.kind, code=heir.code),
        annex=annex,
    )


def _district(unit: Unit) -> str | None:
    """Return the district's name; with its kind where that is a number (quận 3)."""
    district = unit.district
    if district is None:
        return None
    is_number = district.name.isdigit()
    return f"{district.kind} {district.name}" if is_number else district.name


def _of_name(named: _Named, home: Home, *, annex: bool) -> Commune:
    """Describe a unit that stays open, as far as letter or candidates agree."""
    mention, candidates = named.mention, named.verdict.candidates
    districts = {_district(unit) for unit in candidates}
    provinces = {unit.province.name for unit in candidates}
    if not candidates:
        said = named.areas
        districts = {a.name for a in said if a.kind in {"huyện", "quận", "thị xã"}}
        provinces = {a.name for a in said if a.is_province}
    if not provinces and home.province is not None:
        provinces = {home.province.name}
    return Commune(
        name=_normal_capitals(mention.name),
        kind=mention.kinds[0],
        district=_only(districts),
        province=_only(provinces),
        annex=annex,
    )


def _only(names: set[str | None] | set[str]) -> str | None:
    (name,) = names if len(names) == 1 else (None,)
    return name and _normal_capitals(name)


def _normal_capitals(name: str) -> str:
    return name.title() if name.isupper() else name


def _rivals(named: _Named) -> Iterator[Rival]:
    span: Span = named.mention.span
    for unit in named.verdict.candidates[:_MOST_RIVALS]:
        parts = (f"{unit.kind} {unit.name}", _district(unit), unit.province.name)
        yield Rival(span, f"{', '.join(filter(None, parts))} ({unit.code})")
