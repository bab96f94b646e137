"""How much of what letters say was read right, field by field.  Pure.

Counted are items: a value that the label or the reading has.  Of what was claimed so
many were right, of what the letters say so many were found.  Names and words of offices
may differ in a particle, numbers, days and people's names in nothing but case and
spaces; tasks are told apart by their words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Label = Mapping[str, Any]
Score = Callable[[Any, Any], float]

_EXACT, _NEAR = 1.0, 0.9
_SCALARS: Final = (
    ("document_type", "document_type", _EXACT),
    ("issuing_body", "issuing_body.name", _NEAR),
    ("parent_body", "issuing_body.parent", _NEAR),
    ("number", "number", _EXACT),
    ("notation", "notation", _EXACT),
    ("place", "place", _EXACT),
    ("issued_on", "issued_on", _EXACT),
    ("subject", "subject", _NEAR),
    ("urgency", "urgency", _EXACT),
    ("authority", "signature.authority", _NEAR),
    ("position", "signature.position", _NEAR),
    ("signer", "signature.name", _EXACT),
)
_LISTS: Final = (("addressees", 0.8), ("distribution", 0.8))
_TASK, _BODY = 0.5, 0.7
"""Likeness of words from which two tasks, or two assignees, are the same."""
ROWS: Final = (
    *(name for name, _, _ in _SCALARS),
    *(name for name, _ in _LISTS),
    *("tasks", "tasks+assignee", "tasks+deadline"),
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Count:
    """Items that were right, that were claimed, and that the letters have."""

    right: int = 0
    claimed: int = 0
    there: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both together."""
        return Count(
            self.right + other.right,
            self.claimed + other.claimed,
            self.there + other.there,
        )


def measure(label: Label, reading: Label) -> dict[str, Count]:
    """Return the counts of one letter by row; both are in the form of a label."""
    found: dict[str, Count] = {}
    for name, path, floor in _SCALARS:
        gold, claimed = _at(label, path), _at(reading, path)
        items = [gold] if gold else [], [claimed] if claimed else []
        found[name] = _counted(*items, like, floor)
    for name, floor in _LISTS:
        found[name] = _counted(label[name], reading[name], like, floor)
    return found | _tasks(label["tasks"], reading["tasks"])


def likeness(label: Label, reading: Label) -> int:
    """Return by how many values a reading is of the letter of a label."""
    return sum(count.right for count in measure(label, reading).values())


def like(one: object, other: object) -> float:
    """Return the share of words that two texts have in common; 1 where they are one."""
    first, second = _folded(one), _folded(other)
    if first == second:
        return 1.0
    words = [Counter(_WORD.findall(text)) for text in (first, second)]
    common = sum((words[0] & words[1]).values())
    share = 2 * common / max(sum(words[0].values()) + sum(words[1].values()), 1)
    # Equal words in another order are not the same.
    return min(share, 0.999)


def _tasks(gold: Sequence[Label], claimed: Sequence[Label]) -> dict[str, Count]:
    """Compare tasks; a closing formula may be claimed or left out."""
    pairs = _paired(gold, claimed, lambda a, b: like(a["action"], b["action"]), _TASK)
    general = {i for i, task in enumerate(gold) if task.get("general")}
    excused = sum(i in general for i, _ in pairs)
    pairs = [(i, j) for i, j in pairs if i not in general]
    n_claimed, n_there = len(claimed) - excused, len(gold) - len(general)
    same = {
        "tasks": len(pairs),
        "tasks+assignee": sum(_same_bodies(gold[i], claimed[j]) for i, j in pairs),
        "tasks+deadline": sum(_due(gold[i]) == _due(claimed[j]) for i, j in pairs),
    }
    return {name: Count(right, n_claimed, n_there) for name, right in same.items()}


def _same_bodies(gold: Label, claimed: Label) -> bool:
    mine, theirs = gold["assignees"], claimed["assignees"]
    return len(mine) == len(theirs) == len(_paired(mine, theirs, like, _BODY))


def _due(task: Label) -> tuple[object, ...]:
    deadline = task["deadline"] or {}
    return tuple(deadline.get(part) for part in ("date", "rrule", "duration"))


def _counted(
    gold: Sequence[Any], claimed: Sequence[Any], score: Score, floor: float
) -> Count:
    right = len(_paired(gold, claimed, score, floor))
    return Count(right, len(claimed), len(gold))


def _paired(
    gold: Sequence[Any], claimed: Sequence[Any], score: Score, floor: float
) -> list[tuple[int, int]]:
    """Return which item is which, the likest first; each is used once."""
    every = sorted(
        (
            (score(one, other), -i, -j)
            for i, one in enumerate(gold)
            for j, other in enumerate(claimed)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for likeness_, i, j in every:
        if likeness_ >= floor and -i not in found and -j not in found.values():
            found[-i] = -j
    return sorted(found.items())


def _folded(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return " ".join(text.split()).strip(" .;,:")


def _at(label: Label, path: str) -> Any:
    value: Any = label
    for part in path.split("."):
        value = value[part]
    return value
