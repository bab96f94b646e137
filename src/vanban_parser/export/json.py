"""A letter as JSON, by the contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from vanban_parser.model.letter import Letter

T = TypeVar("T")
_ITEM_LISTS = ("references", "dates", "percentages", "communes", "tasks")
_POINTER_MAPS = ("evidence", "confidence")

ONLY_WHERE_SO = ("pages", "part", "packet")
"""Keys of ``source`` that are left out where they say nothing."""


def to_record(letter: Letter) -> dict[str, object]:
    """Return `letter` as plain values (dict, list, str, number, None).

    Keys stand in the contract's order, those of `evidence` and `confidence` in the
    order of their pointers with numbers by value (``/tasks/2`` before ``/tasks/10``).
    ``annex`` is there only where it is true, ``source.pages`` or ``source.part`` only
    where a file was split, ``source.packet`` only where it came with a packet.
    """
    record: dict[str, object] = letter.model_dump(mode="json")
    source = record["source"]
    assert isinstance(source, dict)
    for name in ONLY_WHERE_SO:
        if source[name] is None:
            del source[name]
    for name in _ITEM_LISTS:
        for item in _dicts(record[name]):
            if not item["annex"]:
                del item["annex"]
    for name in _POINTER_MAPS:
        record[name] = _by_pointer(record[name])
    return record


def to_json(letter: Letter, indent: int | None = None) -> str:
    """Return `letter` as one JSON object, on one line unless `indent` is given."""
    return dumps(to_record(letter), indent)


def dumps(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON with Vietnamese left readable; NaN is refused."""
    separators = (",", ":") if indent is None else None
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        indent=indent,
        separators=separators,
    )


def _dicts(items: object) -> list[dict[str, object]]:
    assert isinstance(items, list)
    return items


def _by_pointer(values: object) -> dict[str, object]:
    assert isinstance(values, Mapping)
    return {pointer: values[pointer] for pointer in sorted(values, key=_order)}


def _order(pointer: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (0, part)
        for part in pointer.split("/")
    ]
