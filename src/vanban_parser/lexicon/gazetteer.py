"""The official units of Vietnam, by name and by time.

One table of three eras: the lists of 2020 to 2024, of January to June 2025, and of
the two-tier order since 2025-07-01.  Codes are used again for other units (15763 was
xã Thọ Thế and is xã Thọ Phú): a unit is its code and its period, never the code alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from vanban_parser.errors import DataError
from vanban_parser.lexicon.load import PACKAGE, table
from vanban_parser.lexicon.placenames import loose_key, name_key
from vanban_parser.lexicon.sorted_lines import SortedLines
from vanban_parser.model.letter import CommuneKind
from vanban_parser.packaged import Mapped, mapped

FILENAME = "gazetteer.tsv"
_GAP = b"\n\n"
_MOST_KEPT = 20_000
_KINDS: dict[str, CommuneKind] = {
    "xã": "xã",
    "phường": "phường",
    "thị trấn": "thị trấn",
    "đặc khu": "đặc khu",
}


@dataclass(frozen=True, slots=True)
class Era:
    """A period with one list of units; ISO days, both inclusive, None is open."""

    code: str
    start: str | None
    end: str | None

    def holds(self, day: str) -> bool:
        """Tell whether the ISO day `day` lies in this era."""
        return (self.start or "") <= day <= (self.end or "9999")


@dataclass(frozen=True, slots=True)
class Province:
    """Tỉnh or thành phố trực thuộc trung ương, as it was in `eras`.

    `merged` is the code of the province of today that it has gone into.
    """

    code: str
    kind: str
    name: str
    eras: str
    merged: str

    @property
    def is_current(self) -> bool:
        """Tell whether this is a province of the order since 2025-07-01."""
        return self.eras == "C"


@dataclass(frozen=True, slots=True)
class District:
    """Huyện, quận, thị xã or thành phố of a province, before 2025-07-01."""

    code: str
    kind: str
    name: str
    eras: str
    province: Province


@dataclass(frozen=True, slots=True)
class Unit:
    """Xã, phường, thị trấn or đặc khu; `district` is None since 2025-07-01.

    It exists from `valid_from` to `valid_to` (ISO days, inclusive, None is open).
    `successors` are the codes of today's units that hold its area, the largest first.
    """

    code: str
    kind: CommuneKind
    name: str
    eras: str
    district: District | None
    province: Province
    valid_from: str | None
    valid_to: str | None
    successors: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Tell whether this is a unit of the order since 2025-07-01."""
        return self.eras == "C"

    def within(self, province: Province) -> bool:
        """Tell whether the unit lies in `province`, each taken in its own era."""
        if self.is_current:
            return self.province.code == province.merged
        if province.is_current:
            return self.province.merged == province.code
        return self.province.code == province.code


class Gazetteer:
    """Look-up by name; nothing but provinces and districts is read before it is asked.

    Args:
        raw: The table: provinces, districts, communes, a blank line between; the
            lines of each sorted by their bytes.
        eras: The periods that its letters stand for.

    Raises:
        ValueError: it has not three parts, or a line has too many or too few fields.
        KeyError: a unit lies in a province or district that is not in the table.
    """

    def __init__(self, raw: Mapped, eras: tuple[Era, ...]) -> None:
        first = raw.find(_GAP)
        second = raw.find(_GAP, first + 1)
        if min(first, second) < 0:
            raise ValueError("not three parts")
        provinces = raw[:first].decode("utf-8")
        districts = raw[first + len(_GAP) : second].decode("utf-8")
        self._communes = SortedLines(raw, second + len(_GAP), len(raw) - 1)
        self.eras = eras
        self._era = {era.code: era for era in eras}
        self._read: dict[str, tuple[Unit, ...]] = {}
        self._inside: dict[Province | District, tuple[Unit, ...]] = {}
        self._provinces: dict[str, list[Province]] = {}
        self._province: dict[str, Province] = {}
        for key, province in map(self._read_province, provinces.split("\n")):
            self._provinces.setdefault(key, []).append(province)
            for era in province.eras:
                self._province[province.code + era] = province
        self._districts: dict[str, list[District]] = {}
        self._district: dict[str, District] = {}
        for key, district in map(self._read_district, districts.split("\n")):
            self._districts.setdefault(key, []).append(district)
            for era in district.eras:
                self._district[district.code + era] = district

    @staticmethod
    def _read_province(line: str) -> tuple[str, Province]:
        key, *fields = line.split("\t")
        return key, Province(*fields)

    def _read_district(self, line: str) -> tuple[str, District]:
        key, code, kind, name, eras, province = line.split("\t")
        return key, District(
            code, kind, name, eras, self._province[province + eras[-1]]
        )

    def _unit(self, row: str) -> Unit:
        code, kind, name, eras, district, province, successors = row.split("\t")
        return Unit(
            code=code,
            kind=_KINDS[kind],
            name=name,
            eras=eras,
            district=self._district[district + eras[-1]] if district else None,
            province=self._province[province + eras[-1]],
            valid_from=self._era[eras[0]].start,
            valid_to=self._era[eras[-1]].end,
            successors=tuple(successors.split(",")) if successors else (),
        )

    def communes(self, name: str) -> tuple[Unit, ...]:
        """Return the commune-level units of every era called `name` (without kind)."""
        return self._keyed(name_key(name))

    def similar(self, name: str) -> tuple[Unit, ...]:
        """Return the units whose names differ from `name` in marks only, if at all."""
        found = self._loose.get(loose_key(name_key(name)), ())
        return tuple(unit for key in found for unit in self._keyed(key))

    def _keyed(self, key: str) -> tuple[Unit, ...]:
        if key not in self._read:
            if len(self._read) > _MOST_KEPT:
                self._read.clear()
            self._read[key] = tuple(map(self._unit, self._communes.rows(key)))
        return self._read[key]

    def provinces(self, name: str) -> tuple[Province, ...]:
        """Return the provinces of every era called `name` (without kind)."""
        return tuple(self._provinces.get(name_key(name), ()))

    def districts(self, name: str) -> tuple[District, ...]:
        """Return the former districts called `name` (without kind)."""
        return tuple(self._districts.get(name_key(name), ()))

    def province_names(self) -> frozenset[str]:
        """Return the names of the provinces of every era."""
        return frozenset(p.name for named in self._provinces.values() for p in named)

    def areas(self) -> Iterator[Province | District]:
        """Yield every province and district of every era."""
        yield from self._province.values()
        yield from self._district.values()

    def is_province(self, name: str) -> bool:
        """Tell whether any province, of today or before, is called `name`."""
        return name_key(name) in self._provinces

    def is_district(self, name: str) -> bool:
        """Tell whether any district was called `name`."""
        return name_key(name) in self._districts

    def current(self, code: str) -> Unit | None:
        """Return the unit that has `code` since 2025-07-01."""
        row = self._current.get(code)
        return self._unit(row) if row else None

    def successor(self, unit: Unit) -> Unit | None:
        """Return the unit of today that `unit` has become.

        None for a unit of today, for one that was divided among several, and where
        the sources do not say.
        """
        return self.current(unit.successors[0]) if len(unit.successors) == 1 else None

    def __iter__(self) -> Iterator[Unit]:
        """Iterate over all units of all eras, by name."""
        return (self._unit(row) for _, row in self._communes)

    def inside(self, area: Province | District) -> tuple[Unit, ...]:
        """Return the commune-level units of every era that bore the area's code.

        Codes are used again: `eras` and the period of each tell which it is.
        """
        if area not in self._inside:
            place = 4 if isinstance(area, District) else 5
            self._inside[area] = tuple(
                self._unit(row)
                for _, row in self._communes
                if row.split("\t", place + 1)[place] == area.code
            )
        return self._inside[area]

    @cached_property
    def _current(self) -> dict[str, str]:
        rows = (row for _, row in self._communes)
        return {row[:5]: row for row in rows if row.split("\t", 4)[3] == "C"}

    @cached_property
    def _loose(self) -> dict[str, list[str]]:
        loose: dict[str, list[str]] = {}
        for key in dict.fromkeys(key for key, _ in self._communes):
            loose.setdefault(loose_key(key), []).append(key)
        return loose


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of ``data/gazetteer.tsv``, read on first use.

    Raises:
        DataError: the table is missing, broken, or not signed.
    """
    head = table("gazetteer")
    try:
        raw = mapped(PACKAGE, FILENAME)
        eras = tuple(
            Era(era["code"], era.get("start"), era.get("end")) for era in head["eras"]
        )
        return Gazetteer(raw, eras)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(FILENAME, str(error)) from error
