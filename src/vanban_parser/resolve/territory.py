"""The map as one letter sees it: where it comes from, what there was on its date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vanban_parser.extract.areas import Area
from vanban_parser.extract.commune_names import Kinds
from vanban_parser.extract.communes import CommuneMention
from vanban_parser.lexicon.gazetteer import Gazetteer, Province, Unit

# Letters name the units to come some months before they exist.
_MERGERS_ANNOUNCED = "2025-03-01"
# Before, a name of another kind is as likely that of a unit long gone.
_FIRST_LIST = "2020-01-01"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a letter comes from, as far as it says so."""

    province: Province | None = None
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a name means: one `unit`, or None with the `candidates` that remain.

    `inferred` is the warning code of what had to be supplied or forgiven.
    """

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()
    inferred: str | None = None


def last_day(issued_on: str | None) -> str | None:
    """Return the last day of a partial date, near enough to compare: ``2020-10-31``."""
    return issued_on and issued_on + "-12-31"[len(issued_on) - 4 :]


class Territory:
    """Decides what names mean for a letter of `day` (ISO, or None) from `home`."""

    def __init__(
        self, gazetteer: Gazetteer, home: Home, day: str | None, *, is_ocr: bool
    ) -> None:
        self._gazetteer = gazetteer
        self.home = home
        self._day = day
        self._is_ocr = is_ocr
        self._order = era_order(day)
        self._known: dict[tuple[str, Kinds], bool] = {}

    def knows(self, name: str, kinds: Kinds) -> bool:
        """Tell whether a commune of `kinds` is called `name`, at home if that is known.

        Former units count as well; units of a time far ahead do not.
        """
        key = (name, kinds)
        if key not in self._known:
            self._known[key] = any(
                unit.kind in kinds and self._is_near(unit)
                for unit in self._possible(self._gazetteer.communes(name))
            )
        return self._known[key]

    def _possible(self, units: Iterable[Unit]) -> list[Unit]:
        return [u for u in units if any(era in self._order for era in u.eras)]

    def _is_near(self, unit: Unit) -> bool:
        return self.home.province is None or unit.within(self.home.province)

    def fits(self, unit: Unit, area: Area) -> bool:
        """Tell whether `unit` lies, or lay, in `area`."""
        districts = district_codes(self._gazetteer, area)
        if unit.district is not None and unit.district.code in districts:
            return True
        if area.kind not in {None, "tỉnh", "thành phố"}:
            return False
        return any(unit.within(p) for p in self._gazetteer.provinces(area.name))

    def resolve(
        self,
        mention: CommuneMention,
        after: tuple[Area, ...],
        before: tuple[Area, ...],
    ) -> Verdict:
        """Return what `mention` means.

        Args:
            mention: the name, and the kinds it can be of.
            after: areas written right after it; they bind.
            before: the district that opens its list; it decides among several.
        """
        units = self._possible(self._gazetteer.communes(mention.name))
        same = [unit for unit in units if unit.kind in mention.kinds]
        verdict = self._choose(same, mention, after, before)
        if verdict is not None:
            return verdict
        for pool, inferred in self._forgiving(mention, units, after):
            verdict = self._choose(pool, mention, after, before)
            if verdict is not None and verdict.unit is not None:
                return replace(verdict, inferred=inferred)
        return Verdict(None, (), "commune-unknown")

    def _forgiving(
        self, mention: CommuneMention, units: list[Unit], after: tuple[Area, ...]
    ) -> Iterator[tuple[list[Unit], str]]:
        """Yield units of another kind (xã that became phường), or of another spelling.

        Only near home or in an area that the letter names; and a spelling that is
        another commune's name is taken at its word, but for what OCR read.
        """
        if self.home.province is None and not after:
            return
        is_listed = self._day is not None and self._day >= _FIRST_LIST
        has_district = bool(self.home.districts or after)
        if not mention.name.isdigit() and (is_listed or has_district):
            yield units, "commune-kind-differs"
        if not self._gazetteer.communes(mention.name) or self._is_ocr:
            similar = self._possible(self._gazetteer.similar(mention.name))
            same = [unit for unit in similar if unit.kind in mention.kinds]
            yield same, "commune-spelling"

    def _choose(
        self,
        pool: list[Unit],
        mention: CommuneMention,
        after: tuple[Area, ...],
        before: tuple[Area, ...],
    ) -> Verdict | None:
        located = self._located(pool, after)
        for area in before:
            located = [u for u in located if self.fits(u, area)] or located
        at_home = [u for u in located if u.district and self._in_home_district(u)]
        is_former = mention.is_former or any(
            area.kind in {"huyện", "quận", "thị xã"} for area in after
        )
        # A district of the old order does not decide among the units of the new one.
        first = self._order[0] if self._order else ""
        current = first == "C" and any("C" in unit.eras for unit in located)
        near = located if current and not is_former else at_home or located
        units = self._in_time(near, is_former=is_former)
        if not units:
            return None
        if len({unit.code for unit in units}) == 1:
            return Verdict(units[-1], tuple(units))
        return Verdict(None, tuple(units), "commune-ambiguous")

    def _in_home_district(self, unit: Unit) -> bool:
        return unit.district is not None and unit.district.code in self.home.districts

    def _located(self, pool: list[Unit], after: tuple[Area, ...]) -> list[Unit]:
        """Keep the units in the areas beside the name, else those near home."""
        is_said = False
        for area in after:
            inside = [unit for unit in pool if self.fits(unit, area)]
            if not inside and area.kind is not None:
                return []
            if inside:
                pool, is_said = inside, True
        near = [unit for unit in pool if self._is_near(unit)]
        return near or (pool if is_said else [])

    def _in_time(self, units: list[Unit], *, is_former: bool) -> list[Unit]:
        """Keep the units of the list that comes first for the letter's date."""
        order = self._order.replace("C", "") + "C" if is_former else self._order
        if self._day is None:
            return units
        for era in order:
            found = [unit for unit in units if era in unit.eras]
            if found:
                return found
        return []


def era_order(day: str | None) -> str:
    """Return the lists a letter of `day` can mean, the likeliest first."""
    if day is None or day >= "2025-07-01":
        return "CBA"
    order = "BA" if day >= "2025-01-01" else "AB"
    return order + "C" if day >= _MERGERS_ANNOUNCED else order


def district_codes(gazetteer: Gazetteer, area: Area) -> frozenset[str]:
    """Return the codes of the districts `area` can be, by kind where one fits."""
    if area.kind == "tỉnh":
        return frozenset()
    named = gazetteer.districts(area.name)
    same = [district for district in named if district.kind == area.kind]
    if not same and area.kind == "thành phố" and gazetteer.is_province(area.name):
        return frozenset()
    return frozenset(district.code for district in same or named)
