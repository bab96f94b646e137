"""Names of bodies, posts, persons and groups, put together anew each time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
HELD_OUT = 5
"""Every fifth word of a list is kept for the test letters."""


@cache
def words(name: str) -> dict[str, Any]:
    """Return one of the tables beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Chance:
    """A seeded choice that keeps what the tests ask out of what is learnt."""

    random: Random
    unseen: bool = False
    """Choose only among the words kept for the tests."""

    def of(self, items: Sequence[str]) -> str:
        """Return one of `items`, of the side that this chance draws from."""
        return self.random.choice(self.side(items))

    def side(self, items: Sequence[str]) -> Sequence[str]:
        """Return the items of this side; a short list is shared by both."""
        if len(items) < HELD_OUT:
            return items
        kept = [item for i, item in enumerate(items) if i % HELD_OUT == HELD_OUT - 1]
        if self.unseen:
            return kept
        return [item for i, item in enumerate(items) if i % HELD_OUT != HELD_OUT - 1]

    def perhaps(self, share: float) -> bool:
        """Return true in `share` of all calls."""
        return self.random.random() < share


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter is written: names of its province, district and commune.

    `district` is empty in the two-tier era.
    """

    province: str
    district: str
    commune: str


def name(chance: Chance) -> str:
    """Return the bare name of a place."""
    table = words("bodies")
    if chance.perhaps(0.12):
        return chance.of(table["highland"])
    first, second = chance.of(table["syllables"]), chance.of(table["syllables"])
    return first if first == second else f"{first} {second}"


def place(chance: Chance) -> Place:
    """Return a commune in a district in a province, names without kinds."""
    district = "" if chance.perhaps(0.4) else name(chance)
    return Place(name(chance), district, name(chance))


def unit(chance: Chance, at: Place) -> str:
    """Return a territory: with its name, or as ``tỉnh`` alone, as letters do."""
    table = words("bodies")
    kinds = ["tỉnh", chance.of(table["units_commune"])]
    names = [at.province, name(chance)]
    if at.district:
        kinds.append(chance.of(table["units_district"]))
        names.append(at.district)
    index = chance.random.randrange(len(kinds))
    if chance.perhaps(0.4) or kinds[index] == "thành phố":
        return kinds[index]
    return f"{kinds[index]} {names[index]}"


def council(chance: Chance, at: Place) -> str:
    """Return a people's committee or council."""
    kind = chance.of(["UBND", "UBND", "Ủy ban nhân dân", "HĐND", "Hội đồng nhân dân"])
    return f"{kind} {unit(chance, at)}"


def department(chance: Chance, at: Place) -> str:
    """Return a department of a province, a division of a district or an office."""
    table = words("bodies")
    kind = chance.random.randrange(5)
    if kind <= 1:
        sort = f"Sở {chance.of(table['departments'])}"
        return f"{sort} tỉnh {at.province}" if chance.perhaps(0.12) else sort
    if kind == 2:
        sort = f"Phòng {chance.of(table['divisions'])}"
        sort = sort[0].lower() + sort[1:] if chance.perhaps(0.15) else sort
        return f"{sort} {unit(chance, at)}" if chance.perhaps(0.25) else sort
    if kind == 3:
        return f"Phòng {chance.of(table['offices'])}"
    return chance.of(
        [
            "Văn phòng UBND tỉnh",
            "Văn phòng HĐND và UBND",
            "Văn phòng Sở",
            "Thanh tra Sở",
        ]
    )


def body(chance: Chance, at: Place) -> str:
    """Return one body of any kind."""
    table = words("bodies")
    makers: list[Callable[[], str]] = [
        lambda: department(chance, at),
        lambda: department(chance, at),
        lambda: council(chance, at),
        lambda: chance.of(table["ministries"]),
        lambda: _with_place(chance, at, table["bureaus"]),
        lambda: _with_place(chance, at, table["centres"]),
        lambda: _with_place(chance, at, table["fronts"]),
        lambda: f"{chance.of(table['schools'])} {name(chance)}",
        lambda: f"{chance.of(table['party'])} {chance.of(table['committees'])}",
        lambda: f"{chance.of(table['committees'])} {unit(chance, at)}",
    ]
    return chance.random.choice(makers)()


def _with_place(chance: Chance, at: Place, kinds: Sequence[str]) -> str:
    kind = chance.of(kinds)
    return kind if chance.perhaps(0.35) else f"{kind} {unit(chance, at)}"


def person(chance: Chance) -> str:
    """Return a person's name."""
    table = words("bodies")
    return " ".join(chance.of(table[part]) for part in ("surnames", "middles", "given"))


def post(chance: Chance, at: Place) -> str:
    """Return a post, or a person with one."""
    table = words("bodies")
    makers: list[Callable[[], str]] = [
        lambda: f"Giám đốc Sở {chance.of(table['departments'])}",
        lambda: f"Chủ tịch UBND {unit(chance, at)}",
        lambda: f"Chủ tịch Ủy ban nhân dân {unit(chance, at)}",
        lambda: f"Trưởng phòng {chance.of(table['divisions'])}",
        lambda: f"Chánh Văn phòng {chance.of(['UBND tỉnh', 'Sở', 'Huyện ủy'])}",
        lambda: f"Hiệu trưởng {chance.of(table['schools'])} {name(chance)}",
        lambda: f"Trưởng Công an {unit(chance, at)}",
        lambda: f"Giám đốc {_with_place(chance, at, table['centres'])}",
        lambda: f"Bí thư {chance.of(table['committees'])}",
        lambda: f"đồng chí {person(chance)}",
        lambda: f"Đồng chí {person(chance)} - Phó Giám đốc {department(chance, at)}",
        lambda: f"ông {person(chance)}, Phó Trưởng phòng",
        lambda: f"bà {person(chance)}",
    ]
    return chance.random.choice(makers)()


def group(chance: Chance) -> str:
    """Return a group such as ``các cơ quan, đơn vị``."""
    return chance.of(words("bodies")["groups"])


def one(chance: Chance, at: Place) -> str:
    """Return one doer of any kind."""
    draw = chance.random.random()
    if draw < 0.55:
        return body(chance, at)
    return group(chance) if draw < 0.8 else post(chance, at)


def several(chance: Chance, at: Place) -> list[tuple[str, bool]]:
    """Return a list of doers as pieces: the words, and whether they are a name."""
    draw = chance.random.random()
    if draw < 0.1:
        return _distributed(chance, at)
    count = 1 if draw < 0.62 else 2 if draw < 0.85 else chance.random.randint(3, 5)
    pieces: list[tuple[str, bool]] = []
    for index in range(count):
        if index:
            last = index == count - 1
            joint = chance.of([" và ", ", ", " và ", " cùng "]) if last else ", "
            pieces.append(
                (chance.of([joint, joint, "; "]) if count > 2 else joint, False)
            )
        pieces.append((one(chance, at), True))
    return pieces


def _distributed(chance: Chance, at: Place) -> list[tuple[str, bool]]:
    """Return ``Giám đốc các Sở: A, B, C``: one name as the tagger sees it."""
    table = words("bodies")
    head = chance.of(
        [
            "các Sở: ",
            "Giám đốc các Sở: ",
            "các Sở ",
            "Thủ trưởng các Sở: ",
            "các phòng: ",
        ]
    )
    kind = table["divisions"] if "phòng" in head else table["departments"]
    names = ", ".join(chance.of(kind) for _ in range(chance.random.randint(2, 4)))
    tail = f"; {group(chance)}" if chance.perhaps(0.3) else ""
    return [(f"{head}{names}", True), (tail, False)]
