"""What a record says of its values once a person has mended some.  Pure.

Evidence and confidence are the reading's: they stay where the value is the one that was
read, and move with a task to its new place in the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Values = dict[str, Any]
"""A letter's record, as plain values."""


def at(values: object, pointer: str) -> object:
    """Return what stands at a JSON Pointer.

    Raises:
        KeyError: nothing does.
    """
    for part in pointer.split("/")[1:]:
        values = _step(values, part)
    return values


def exchange(values: object, pointer: str, new: object) -> object:
    """Put `new` at `pointer` and return what was there.

    Raises:
        KeyError: nothing was.
    """
    above, _, last = pointer.rpartition("/")
    holder = at(values, above)
    old = _step(holder, last)
    if isinstance(holder, dict):
        holder[last] = new
    elif isinstance(holder, list):
        holder[int(last)] = new
    return old


def settled(read: Values, mended: Values) -> Values:
    """Return `mended` with what is said of its values put in order.

    A warning about a value that a person has changed is answered and left out.

    Args:
        read: The record as it was read.
        mended: The same with a person's values.
    """
    places = _places(read, mended)
    moved = dict(_moved(read, mended, places))
    said = {
        name: {new: read[name][old] for old, new in moved.items() if old in read[name]}
        for name in ("evidence", "confidence")
    }
    warnings = [
        {**warning, "field": moved.get(warning["field"], warning["field"])}
        for warning in read["warnings"]
        if not _is_answered(warning["field"], read, moved)
    ]
    return {**mended, **said, "warnings": warnings}


def _places(read: Values, mended: Values) -> Mapping[str, int]:
    """Return where each task that was read stands now, by its old index."""
    now = {task["id"]: index for index, task in enumerate(mended["tasks"])}
    return {
        str(index): now[task["id"]]
        for index, task in enumerate(read["tasks"])
        if task["id"] in now
    }


def _moved(
    read: Values, mended: Values, places: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Yield old and new pointer of each value of which what was said is still true."""
    pointers = {*read["evidence"], *read["confidence"]}
    pointers |= {warning["field"] for warning in read["warnings"] if warning["field"]}
    for pointer in sorted(pointers):
        new = _new_place(pointer, places)
        if new is None:
            continue
        try:
            is_same = at(read, pointer) == at(mended, new)
        except KeyError:
            is_same = False
        # Where a task stands stays true, however its words are changed.
        if is_same or _is_task(pointer):
            yield pointer, new


def _new_place(pointer: str, places: Mapping[str, int]) -> str | None:
    parts = pointer.split("/")
    if len(parts) < 3 or parts[1] != "tasks":
        return pointer
    if parts[2] not in places:
        return None
    return "/".join(["", "tasks", str(places[parts[2]]), *parts[3:]])


def _is_task(pointer: str) -> bool:
    return pointer.startswith("/tasks/") and pointer.count("/") == 2


def _is_answered(field: str | None, read: Values, moved: Mapping[str, str]) -> bool:
    if field is None or field in moved:
        return False
    try:
        at(read, field)
    except KeyError:
        return False  # it is said of no value of the record
    return True


def _step(values: object, part: str) -> object:
    if isinstance(values, dict) and part in values:
        return values[part]
    if isinstance(values, list) and part.isdecimal() and int(part) < len(values):
        return values[int(part)]
    raise KeyError(part)
