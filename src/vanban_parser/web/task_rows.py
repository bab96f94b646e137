"""Tasks as rows of a form: shown, read back, split, merged, added, taken out.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from vanban_parser.model.letter import TaskKind
from vanban_parser.resolve.titles import title_of
from vanban_parser.web.fields import LONGEST, FieldError, lines
from vanban_parser.web.words import shown_day, stored_day

Task = dict[str, Any]
"""A task of a record, as plain values."""

MOST: Final = 500
"""Tasks of one letter."""
_KINDS: Final[tuple[str, ...]] = get_args(TaskKind)
_PARTS: Final = ("assignees", "coordinators", "report_to")
# Where an order may be cut in two, the best place first.
_CUTS: Final = (r"\n+", r";\s*", r"[.]\s+", r",?\s+đồng thời\s+", r",\s*", r"\s+và\s+")
_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a form holds it; `due` as people write a day."""

    index: int
    id: str
    kind: str
    action: str
    assignees: str
    coordinators: str
    report_to: str
    due: str
    words: str
    note: str
    """What the deadline says beyond a day: a rule, a length of time."""
    annex: bool


def row_of(task: Task, index: int) -> Row:
    """Return a task as a form shows it."""
    deadline = task["deadline"] or {}
    notes = (deadline.get("rrule"), deadline.get("duration"), deadline.get("anchor"))
    return Row(
        index=index,
        id=task["id"],
        kind=task["kind"],
        action=task["action"],
        assignees="\n".join(task["assignees"]),
        coordinators="\n".join(task["coordinators"]),
        report_to="\n".join(task["report_to"]),
        due=shown_day(_due(task)),
        words=deadline.get("text", ""),
        note=" ".join(note for note in notes if note),
        annex=task["annex"],
    )


def read(
    form: Mapping[str, str], before: list[Task], new_id: Callable[[], str]
) -> list[Task]:
    """Return the tasks that a form holds; those that it does not hold stay.

    Raises:
        FieldError: a row has what a task cannot.
    """
    known = {task["id"]: task for task in before}
    found: list[Task] = []
    named: set[str] = set()
    for index in _indices(form):
        id_ = form.get(f"task-{index}-id", "")
        old = known.get(id_)
        task = _read_row(form, index, old, new_id)
        if task is not None:
            found.append(task)
            named.add(task["id"])
    seen = {form.get(f"task-{index}-id", "") for index in _indices(form)}
    found += [task for task in before if task["id"] not in seen | named]
    if len(found) > MOST:
        raise FieldError("tasks", "error.many_tasks")
    return found


def split(tasks: list[Task], index: int, at: int | None, new_id: str) -> list[Task]:
    """Return the tasks with one of them made two, at a character or where it parts."""
    if not 0 <= index < len(tasks):
        return tasks
    task = tasks[index]
    first, second = _halves(task["action"], at)
    if not second:
        return tasks
    head = {**task, "action": first, "title": title(first)}
    tail = {**task, "id": new_id, "action": second, "title": title(second)}
    return [*tasks[:index], head, tail, *tasks[index + 1 :]]


def merge(tasks: list[Task], index: int) -> list[Task]:
    """Return the tasks with one of them and the next made one."""
    if not 0 <= index < len(tasks) - 1:
        return tasks
    one, other = tasks[index], tasks[index + 1]
    action = f"{one['action'].rstrip(' ;.')}; {other['action']}"
    both: Task = {**one, "action": action, "title": title(action)}
    for part in (*_PARTS, "communes"):
        both[part] = list(dict.fromkeys([*one[part], *other[part]]))
    for part in ("deadline", "condition", "consequence"):
        both[part] = one[part] or other[part]
    return [*tasks[:index], both, *tasks[index + 2 :]]


def remove(tasks: list[Task], index: int) -> list[Task]:
    """Return the tasks without one."""
    return [task for place, task in enumerate(tasks) if place != index]


def added(tasks: list[Task], action: str, like: Task | None, new_id: str) -> list[Task]:
    """Return the tasks with a new one at the end; `like` says who does it."""
    plain = " ".join(action.split())
    task: Task = {
        "id": new_id,
        "title": title(plain),
        "action": plain,
        "assignees": list(like["assignees"]) if like else [],
        "coordinators": [],
        "report_to": [],
        "deadline": None,
        "kind": "task",
        "communes": [],
        "condition": None,
        "consequence": None,
        "annex": False,
    }
    return [*tasks, task]


def title(action: str) -> str:
    """Return a title for a task's action; it is never empty or too long."""
    found = title_of(action) or action
    return found if len(found) <= _TITLE else f"{found[: _TITLE - 1].rstrip()}…"


def _indices(form: Mapping[str, str]) -> Iterator[int]:
    index = 0
    while f"task-{index}-id" in form and index <= 2 * MOST:
        yield index
        index += 1


def _read_row(
    form: Mapping[str, str], index: int, old: Task | None, new_id: Callable[[], str]
) -> Task | None:
    """Return the task of a row; None for a new one that was left empty."""
    name = f"task-{index}"
    action = " ".join(form.get(f"{name}-action", "").split())
    if len(action) > LONGEST:
        raise FieldError(f"{name}-action", "error.long")
    if not action:
        if old is None:
            return None
        raise FieldError(f"{name}-action", "error.no_action")
    task = added([], action, None, new_id())[0] if old is None else dict(old)
    if action != " ".join(task["action"].split()):
        task |= {"action": action, "title": title(action)}
    for part in _PARTS:
        if f"{name}-{part}" in form:
            task[part] = lines(form[f"{name}-{part}"])
    kind = form.get(f"{name}-kind", task["kind"])
    if kind not in _KINDS:
        raise FieldError(f"{name}-kind", "error.choice")
    task["kind"] = kind
    task["deadline"] = _deadline(form, name, task)
    return task


def _deadline(form: Mapping[str, str], name: str, task: Task) -> object:
    """Return the deadline that a row holds: the old one where its day is untouched."""
    before = task["deadline"]
    if f"{name}-due" not in form:
        return before
    typed_day = " ".join(form[f"{name}-due"].split())
    said = " ".join(form.get(f"{name}-words", "").split())
    words_before = before["text"] if before else ""
    day_before = shown_day(_due(task))
    if (typed_day, said) == (day_before, " ".join(words_before.split())):
        return before
    try:
        day = stored_day(typed_day)
    except ValueError:
        raise FieldError(f"{name}-due", "error.day") from None
    if day is not None and len(day) < len("2020-10-14"):
        raise FieldError(f"{name}-due", "error.day")
    if day is None and not said:
        return None
    kept = before if before and typed_day == day_before else _EMPTY
    return {**kept, "text": said or typed_day, "date": day}


_EMPTY: Final[dict[str, object]] = {
    "text": "",
    "date": None,
    "rrule": None,
    "duration": None,
    "working_days": None,
    "anchor": None,
    "operator": None,
    "start": None,
    "last_ok": None,
    "computed_date": None,
    "replaces": None,
    "flags": [],
}


def _due(task: Task) -> str | None:
    deadline = task["deadline"]
    due: str | None = deadline and (deadline["date"] or deadline["computed_date"])
    return due or None


def _halves(action: str, at: int | None) -> tuple[str, str]:
    if at is not None and 0 < at < len(action):
        first, second = action[:at], action[at:]
        return first.strip(" ;,\n"), second.strip(" ;,\n")
    for cut in _CUTS:
        parts = re.split(cut, action, maxsplit=1)
        if len(parts) == 2 and all(len(part.split()) > 1 for part in parts):
            return parts[0].strip(), parts[1].strip()
    return action, ""
