"""What a person mended, carried over to a new reading of the letter.  Pure.

A person's word stands, whatever is read later; where nobody changed anything, the new
reading does.  Compared are three records: as it was read before, as a person left it,
and as it is read now.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from vanban_parser.store.mending import Values

_TOGETHER: Final = (("number", "notation", "code"), ("action", "title"))
"""Values that a person sees as one: who changed any of them has looked at all."""

Task = dict[str, Any]


def rebased(base: Values, mine: Values, read: Values, gone: frozenset[str]) -> Values:
    """Return the new reading with what a person had changed in the one before.

    Lists but tasks are a person's as a whole.  Of tasks, known by their ids, each
    value is the person's where they changed it; what they added or changed stays
    though it is read no more, and what they took out stays out.

    Args:
        base: The record as it was read before.
        mine: The same with what the person changed.
        read: The record as it is read now.
        gone: Ids of tasks that the person took out.
    """
    found = _merged(base, mine, read)
    for part in ("issuing_body", "signature"):
        found[part] = _merged(base[part], mine[part], read[part])
    found["tasks"] = _tasks(base["tasks"], mine["tasks"], read["tasks"], gone)
    return found


def _merged(base: Values, mine: Values, read: Values) -> Values:
    """Return the values of `read`, but of `mine` where they are not those of `base`."""
    changed = {name for name in read if mine.get(name) != base.get(name)}
    for group in _TOGETHER:
        if not changed.isdisjoint(group):
            changed.update(name for name in group if name in read)
    return copy.deepcopy(read | {name: mine[name] for name in changed})


def _tasks(
    base: list[Task], mine: list[Task], read: list[Task], gone: frozenset[str]
) -> list[Task]:
    before, now = _by_id(base), _by_id(read)
    kept = [
        task
        for one in mine
        if (task := _task(before.get(one["id"]), one, now.get(one["id"])))
    ]
    known = {task["id"] for task in kept} | gone
    # A task that is new goes behind the one it follows in the letter.
    place = 0
    for task in read:
        if task["id"] in known:
            place = next(
                (i for i, one in enumerate(kept, 1) if one["id"] == task["id"]), place
            )
            continue
        kept.insert(place, copy.deepcopy(task))
        place += 1
    return kept


def _task(before: Task | None, mine: Task, now: Task | None) -> Task | None:
    """Return what becomes of a task that stood in the record; None where it goes."""
    if before is not None and now is not None:
        return _merged(before, mine, now)
    return None if before == mine else copy.deepcopy(mine)


def _by_id(tasks: list[Task]) -> Mapping[str, Task]:
    return {task["id"]: task for task in tasks}
