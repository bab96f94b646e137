"""Tasks of letters as they stand: who is to do what by when, and what is done."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, bindparam, func, select, update

from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import letters, tasks


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it stands now; `state` is ``open``, ``done`` or ``withdrawn``.

    `due` is a day or minute in ISO 8601, `deadline` the letter's words.
    """

    id: str
    letter_id: str
    ordinal: int
    kind: str
    title: str
    action: str
    assignees: tuple[str, ...]
    coordinators: tuple[str, ...]
    report_to: tuple[str, ...]
    deadline: str | None
    due: str | None
    state: str
    code: str | None
    issuer: str | None
    issued_on: str | None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is to do a task, by when, and how it stands."""

    assignees: tuple[str, ...]
    due: str | None
    state: str


_ALL: Select[Any] = select(
    *(tasks.c[name] for name in TaskRow.__slots__ if name in tasks.c),
    *(letters.c.code, letters.c.issuer, letters.c.issued_on),
).join(letters, letters.c.id == tasks.c.letter_id)
_IN_ORDER = (letters.c.arrived_at, tasks.c.letter_id, tasks.c.ordinal)
_OF_LETTER = _ALL.where(tasks.c.letter_id == bindparam("letter")).order_by(*_IN_ORDER)


def of_letter(tx: Tx, letter_id: str) -> tuple[TaskRow, ...]:
    """Return the tasks of a letter, in its order."""
    return tuple(map(_row, tx.execute(_OF_LETTER, {"letter": letter_id})))


def due_between(
    tx: Tx, first: dt.date | None, last: dt.date | None
) -> tuple[TaskRow, ...]:
    """Return open tasks due from `first` to `last` (days included), soonest first."""
    wanted = [tasks.c.state == "open", tasks.c.due.is_not(None)]
    if first is not None:
        wanted.append(tasks.c.due >= first.isoformat())
    if last is not None:
        # A minute of the last day is greater than the day alone.
        wanted.append(tasks.c.due < (last + dt.timedelta(days=1)).isoformat())
    return _rows(tx, *wanted, order=(tasks.c.due, tasks.c.id))


def n_due_before(tx: Tx, day: dt.date) -> int:
    """Return how many open tasks were due before `day`."""
    late = (tasks.c.state == "open", tasks.c.due < day.isoformat())
    return tx.execute(select(func.count()).select_from(tasks).where(*late)).scalar_one()


def listed(
    tx: Tx,
    which: Literal["open", "overdue", "week", "undated", "done"],
    today: dt.date,
    *,
    who: str = "",
    limit: int = 200,
    offset: int = 0,
) -> tuple[TaskRow, ...]:
    """Return tasks that somebody has to do, soonest due first.

    Args:
        tx: The transaction.
        which: Open ones, or of these those overdue, due within seven days, or without
            a day; or those that are done.
        today: The day from which that is told.
        who: Only those with this among the assignees, as it is written.
        limit: At most so many.
        offset: Without the first so many.
    """
    day, soon = today.isoformat(), (today + dt.timedelta(days=8)).isoformat()
    ways: dict[str, tuple[Any, ...]] = {
        "open": (),
        "overdue": (tasks.c.due < day,),
        "week": (tasks.c.due >= day, tasks.c.due < soon),
        "undated": (tasks.c.due.is_(None),),
        "done": (),
    }
    state = "done" if which == "done" else "open"
    wanted = [tasks.c.state == state, tasks.c.kind != "general", *ways[which]]
    if who:
        written = json.dumps(who, ensure_ascii=False)
        wanted.append(tasks.c.assignees.contains(written, autoescape=True))
    order = (tasks.c.due.is_(None), tasks.c.due, tasks.c.id)
    return _rows(tx, *wanted, order=order, limit=limit, offset=offset)


def duties(tx: Tx) -> Iterator[Duty]:
    """Yield what `every` does, as far as counting needs it."""
    query = select(tasks.c.assignees, tasks.c.due, tasks.c.state).where(
        tasks.c.state != "withdrawn", tasks.c.kind != "general"
    )
    # Most tasks of an office are those of the same few.
    known: dict[str, tuple[str, ...]] = {}
    for words, due, state in tx.execute(query):
        if words not in known:
            known[words] = tuple(json.loads(words))
        yield Duty(known[words], due, state)


def every(tx: Tx, *, with_general: bool = False) -> Iterator[TaskRow]:
    """Yield all tasks that were not withdrawn; closing formulas only if asked for."""
    wanted = [tasks.c.state != "withdrawn"]
    if not with_general:
        wanted.append(tasks.c.kind != "general")
    yield from _rows(tx, *wanted)


def finish(tx: Tx, task_id: str, at: dt.datetime, actor: str) -> bool:
    """Note that a task is done; False if there is no such open task."""
    is_open = (tasks.c.id == task_id, tasks.c.state == "open")
    done = {"state": "done", "done_at": at.isoformat()}
    changed = tx.execute(update(tasks).where(*is_open).values(done)).rowcount
    if changed:
        query = select(tasks.c.letter_id).where(tasks.c.id == task_id)
        letter_id = tx.execute(query).scalar_one()
        detail = {"task": task_id}
        audit.note(tx, at, actor, "task-done", letter_id=letter_id, detail=detail)
    return changed == 1


def _rows(
    tx: Tx,
    *wanted: Any,
    order: tuple[Any, ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[TaskRow, ...]:
    query = _ALL.where(*wanted).order_by(*(order or _IN_ORDER))
    return tuple(map(_row, tx.execute(query.limit(limit).offset(offset))))


def _row(row: Row[Any]) -> TaskRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    for name in ("assignees", "coordinators", "report_to"):
        values[name] = tuple(json.loads(values[name]))
    return TaskRow(**values)
