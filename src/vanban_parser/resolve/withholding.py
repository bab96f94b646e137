"""Leave out of a letter what is less sure than somebody asks, and say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from vanban_parser.model import letter as contract
from vanban_parser.model.letter import Letter, Task

_LISTS = (
    "addressees",
    "distribution",
    "references",
    "dates",
    "percentages",
    "communes",
)
_SINGLE = ("deadline", "condition", "consequence")
_PARTS = ("assignees", "coordinators", "report_to")
# Number and notation make the code.
_OF_CODE = ("/number", "/notation")
V = TypeVar("V")
T = TypeVar("T")


def withhold(letter: Letter, least: float, message: str) -> Letter:
    """Return `letter` without the values whose confidence is below `least`.

    A scalar becomes null, an item leaves its list, a task whose action is doubtful
    goes whole.  JSON Pointers are those of the letter returned; ids of tasks stay.
    Each place where something is missing has a warning `withheld`: the field, the
    list, or the part of the task.

    Args:
        letter: As parsed.
        least: From 0 (nothing is left out) to 1.
        message: The sentence of the warning.
    """
    out = {pointer for pointer, share in letter.confidence.items() if share < least}
    if any(pointer in out for pointer in _OF_CODE):
        out.add("/code")
    if not out:
        return letter
    cut = _Cut(letter, out)
    found = cut.letter()
    seen = dict.fromkeys(filter(None, map(cut.gap, sorted(out, key=_natural))))
    told = [
        contract.Warning(code="withheld", message=message, field=field)
        for field in seen
    ]
    return found.model_copy(update={"warnings": (*found.warnings, *told)})


def _natural(pointer: str) -> list[str]:
    return [part.zfill(6) if part.isdigit() else part for part in pointer.split("/")]


class _Cut:
    """A letter, and the pointers of what is left out of it."""

    def __init__(self, letter: Letter, out: set[str]) -> None:
        self._letter = letter
        self._out = out
        self._places: dict[str, dict[int, int]] = {}
        for name in _LISTS:
            self._count(f"/{name}", len(getattr(letter, name)), lambda at: at)
        self._count("/tasks", len(letter.tasks), lambda at: f"{at}/action")
        for index, task in enumerate(letter.tasks):
            for part in _PARTS:
                base = f"/tasks/{index}/{part}"
                self._count(base, len(getattr(task, part)), lambda at: at)

    def _count(self, base: str, n: int, decides: Callable[[str], str]) -> None:
        kept = [i for i in range(n) if decides(f"{base}/{i}") not in self._out]
        self._places[base] = {old: new for new, old in enumerate(kept)}

    def letter(self) -> Letter:
        """Return what is left."""
        old = self._letter
        update: dict[str, Any] = {
            name: self._kept(f"/{name}", getattr(old, name)) for name in _LISTS
        }
        for name in type(old).model_fields:
            if f"/{name}" in self._out:
                update[name] = None
        update["issuing_body"] = self._part("issuing_body", ("name", "parent"))
        if update["issuing_body"].name is None:
            update["issuing_body"] = update["issuing_body"].model_copy(
                update={"level": None}
            )
        update["signature"] = self._part("signature", ("authority", "position", "name"))
        update["tasks"] = tuple(
            self._task(index, task)
            for index, task in enumerate(old.tasks)
            if index in self._places["/tasks"]
        )
        update["evidence"] = self._moved(old.evidence)
        update["confidence"] = self._moved(old.confidence)
        update["warnings"] = tuple(
            warning.model_copy(update={"field": pointer})
            for warning in old.warnings
            if (pointer := self._now(warning.field)) is not None
            or warning.field is None
        )
        return old.model_copy(update=update)

    def gap(self, pointer: str) -> str | None:
        """Return where in the new letter the value at `pointer` is missing.

        None for a part of a task that is missing itself.
        """
        name, *rest = pointer.split("/")[1:]
        if name != "tasks":
            return f"/{name}" if rest[-1:] and rest[-1].isdigit() else pointer
        if rest[1] == "action":
            return "/tasks"
        place = self._places["/tasks"].get(int(rest[0]))
        return None if place is None else f"/tasks/{place}/{rest[1]}"

    def _kept(self, base: str, items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(items[old] for old in self._places[base])

    def _part(self, name: str, fields: tuple[str, ...]) -> Any:
        gone = {f: None for f in fields if f"/{name}/{f}" in self._out}
        return getattr(self._letter, name).model_copy(update=gone)

    def _task(self, index: int, task: Task) -> Task:
        base = f"/tasks/{index}"
        update: dict[str, Any] = {
            part: self._kept(f"{base}/{part}", getattr(task, part)) for part in _PARTS
        }
        update |= {part: None for part in _SINGLE if f"{base}/{part}" in self._out}
        return task.model_copy(update=update)

    def _moved(self, by_pointer: Mapping[str, V]) -> dict[str, V]:
        return {
            now: value
            for pointer, value in by_pointer.items()
            if (now := self._now(pointer)) is not None
        }

    def _now(self, pointer: str | None) -> str | None:
        """Return a pointer as it is in the new letter; None for what is left out."""
        if pointer is None or pointer in self._out:
            return None
        old, new = "", ""
        for part in pointer.split("/")[1:]:
            place: int | None = None
            if part.isdigit() and old in self._places:
                place = self._places[old].get(int(part))
                if place is None:
                    return None
            new += f"/{part if place is None else place}"
            old += f"/{part}"
        return new
