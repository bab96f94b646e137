"""A letter as its page shows it: values with how sure they are, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import Letter
from vanban_parser.store.mending import at
from vanban_parser.web.fields import FIELDS, Field, shown, values_of
from vanban_parser.web.task_rows import Row, row_of
from vanban_parser.web.words import Language, Words

Sure = Literal["sure", "look", "unsure", "mended", "absent"]

_SURE: Final = 0.95
_LOOK: Final = 0.80
"""Calibrated probabilities from which a value is called sure, or worth a look."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: in a field, or in the letter where `target` is empty."""

    pointer: str
    target: str
    """The id of the input, or empty."""
    why: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its value; `read` is what was read where a person changed it."""

    field: Field
    value: str
    read: str | None
    sure: Sure
    percent: int | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A row of the table of tasks."""

    row: Row
    sure: Sure
    percent: int | None
    doubts: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows of a record."""

    letter: Letter
    fields: tuple[Shown, ...]
    tasks: tuple[ShownTask, ...]
    doubts: tuple[Doubt, ...]
    withdrawn: tuple[str, ...]
    """Titles of tasks that were read and that a person took out."""


def view(letter: Letter, read: Letter, language: Language) -> View:
    """Return what the page shows.

    Args:
        letter: The record with what people mended.
        read: The record as it was read.
        language: Of the reasons.
    """
    values, values_read = values_of(letter), values_of(read)
    fields = tuple(
        _field(field, letter, values, values_read, language) for field in FIELDS
    )
    ids_read = {task["id"] for task in values_read["tasks"]}
    ids = {task["id"] for task in values["tasks"]}
    rows = tuple(
        _task(letter, task, index, language, is_new=task["id"] not in ids_read)
        for index, task in enumerate(values["tasks"])
    )
    return View(
        letter=letter,
        fields=fields,
        tasks=rows,
        doubts=tuple(_doubts(letter, fields, rows, language)),
        withdrawn=tuple(
            task["title"] for task in values_read["tasks"] if task["id"] not in ids
        ),
    )


def target_of(pointer: str) -> str:
    """Return the id of the input that holds the value at a pointer; empty for none."""
    parts = pointer.split("/")
    if len(parts) > 2 and parts[1] == "tasks":
        part = parts[3] if len(parts) > 3 else "action"
        name = {"deadline": "due", "title": "action"}.get(part, part)
        return f"task-{parts[2]}-{name}"
    if pointer == "/code":
        return "f-number"
    return next(
        (
            field.id
            for field in FIELDS
            if pointer == field.pointer or pointer.startswith(field.pointer + "/")
        ),
        "",
    )


def reason(code: str, message: str, language: Language) -> str:
    """Return the sentence of a warning, in the reader's language where we have it."""
    rows: list[dict[str, str]] = table("warnings")["warning"]
    said = next((row[language] for row in rows if row["code"] == code), message)
    # Pages that were named at the end are said in numbers.
    tail = message.rpartition("(")[2] if message.endswith(")") else ""
    return f"{said} ({tail}" if tail[:1].isdecimal() and tail not in said else said


def _field(
    field: Field,
    letter: Letter,
    values: dict[str, Any],
    read: dict[str, Any],
    language: Language,
) -> Shown:
    value, before = at(values, field.pointer), at(read, field.pointer)
    share = _confidence(letter, field.pointer)
    is_mended = value != before
    return Shown(
        field=field,
        value=shown(value, field.kind),
        read=shown(before, field.kind) if is_mended else None,
        sure=_sure(share, is_mended=is_mended, is_absent=value in (None, [], "")),
        percent=None if share is None else round(100 * share),
        doubts=tuple(_why(letter, field.pointer, language)),
    )


def _task(
    letter: Letter,
    task: dict[str, Any],
    index: int,
    language: Language,
    *,
    is_new: bool,
) -> ShownTask:
    share = _confidence(letter, f"/tasks/{index}")
    return ShownTask(
        row=row_of(task, index),
        sure=_sure(share, is_mended=is_new, is_absent=False),
        percent=None if share is None else round(100 * share),
        doubts=tuple(_why(letter, f"/tasks/{index}", language)),
        is_new=is_new,
    )


def _confidence(letter: Letter, pointer: str) -> float | None:
    """Return how sure a value is: of a value with parts, the least sure of them."""
    found = [
        share
        for known, share in letter.confidence.items()
        if known == pointer or known.startswith(pointer + "/")
    ]
    return min(found, default=None)


def _sure(share: float | None, *, is_mended: bool, is_absent: bool) -> Sure:
    if is_mended:
        return "mended"
    if is_absent:
        return "absent"
    if share is None or share >= _SURE:
        return "sure"
    return "look" if share >= _LOOK else "unsure"


def _why(letter: Letter, pointer: str, language: Language) -> Iterator[str]:
    for warning in letter.warnings:
        field = warning.field or ""
        if field == pointer or field.startswith(pointer + "/"):
            yield reason(warning.code, warning.message, language)


def _doubts(
    letter: Letter,
    fields: tuple[Shown, ...],
    tasks: tuple[ShownTask, ...],
    language: Language,
) -> Iterator[Doubt]:
    """Yield what to look at first: warnings, then what is least sure.

    Of tasks, which are never as sure as a number, only those that are least so.
    """
    warned: set[str] = set()
    for warning in letter.warnings:
        target = target_of(warning.field or "")
        warned.add(target)
        why = reason(warning.code, warning.message, language)
        yield Doubt(warning.field or "", target, why, warning.page, warning.bbox)
    unsure = [
        (one.percent or 0, one.field.pointer, one.field.id)
        for one in fields
        if one.sure in ("look", "unsure")
    ]
    unsure += [
        (one.percent or 0, f"/tasks/{one.row.index}", f"task-{one.row.index}-action")
        for one in tasks
        if one.sure == "unsure"
    ]
    for percent, pointer, target in sorted(unsure):
        if target not in warned:
            why = Words(language)("letter.unsure", percent=percent)
            yield Doubt(pointer, target, why)
