"""Tasks of letters: an id is given once and kept when the letter is read again."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, bindparam, case, func, insert, select, update

from vanban_parser.export.entry import due_of
from vanban_parser.model.letter import Letter, Task
from vanban_parser.store import audit
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import letters, tasks
from vanban_parser.store.task_matching import folded, matched, quote_of

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:stored-task:1")
# Made once: each letter that comes in needs them.
_INSERT = insert(tasks)
_KNOWN = select(tasks.c.id).where(tasks.c.id.in_(bindparam("ids", expanding=True)))


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


def keep(
    tx: Tx, letter: Letter, letter_id: str, version: int, *, annexed: bool = False
) -> dict[str, str]:
    """Write the tasks of a letter's `version`; return their ids by the parser's.

    Of a letter that was `annexed` to another all count as those of an annex.

    Tasks that an earlier version had are found again by their words.  One that is
    found no more is withdrawn, not deleted: a tracker may have it.
    """
    old, mended = _quotes(tx, letter_id) if version > 1 else ({}, {})
    quotes = [quote_of(task) for task in letter.tasks]
    ids = matched(old, quotes, mended)
    fresh = [str(t.id) for t, kept in zip(letter.tasks, ids, strict=True) if not kept]
    minted = _minted(tx, fresh, letter_id)
    given: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for ordinal, (task, kept) in enumerate(zip(letter.tasks, ids, strict=True)):
        row = _values(task, ordinal, quotes[ordinal], due_of(task.deadline))
        row["annex"] |= annexed
        id_ = given[str(task.id)] = kept or minted[str(task.id)]
        if kept is None:
            row |= {"id": id_, "letter_id": letter_id, "state": "open"}
            rows.append(row | {"since_version": version})
        else:
            tx.execute(update(tasks).where(tasks.c.id == kept).values(row))
            _reopen(tx, kept)
    if rows:
        tx.execute(_INSERT, rows)
    if lost := set(old) - set(given.values()):
        _set_state(tx, lost, "withdrawn")
    return given


def _quotes(tx: Tx, letter_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a letter's tasks say by id, in its order: as read, and as mended."""
    known = tx.execute(
        select(tasks.c.id, tasks.c.quote, tasks.c.action)
        .where(tasks.c.letter_id == letter_id)
        .order_by(tasks.c.ordinal)
    ).all()
    return (
        {row.id: row.quote for row in known},
        {row.id: folded(row.action) for row in known},
    )


def mend(
    tx: Tx, letter: Letter, letter_id: str, version: int, *, annexed: bool = False
) -> None:
    """Write the tasks of a record that a person has mended: each is known by its id.

    Quotes stay: by them a task is known again when the letter is read anew.  A task
    that is there no more is withdrawn.
    """
    known = tx.execute(select(tasks.c.id).where(tasks.c.letter_id == letter_id))
    old = set(known.scalars())
    for ordinal, task in enumerate(letter.tasks):
        id_ = str(task.id)
        row = _values(task, ordinal, quote_of(task), due_of(task.deadline))
        row["annex"] |= annexed
        if id_ in old:
            del row["quote"]
            tx.execute(update(tasks).where(tasks.c.id == id_).values(row))
            _reopen(tx, id_)
        else:
            row |= {"id": id_, "letter_id": letter_id, "state": "open"}
            tx.execute(insert(tasks).values({**row, "since_version": version}))
    _set_state(tx, old - {str(task.id) for task in letter.tasks}, "withdrawn")


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


def _minted(tx: Tx, wanted: Sequence[str], letter_id: str) -> dict[str, str]:
    """Return for each id in `wanted` itself, or another where another task has it.

    A PDF and a DOCX of one letter name their tasks alike.
    """
    given = dict(zip(wanted, wanted, strict=True))
    number = 0
    while taken := _taken(tx, given):
        for first in taken:
            id_ = uuid.uuid5(_NAMESPACE, f"{letter_id}|{first}|{number}")
            given[first] = str(id_)
        number += 1
    return given


def _taken(tx: Tx, given: Mapping[str, str]) -> list[str]:
    """Return the keys of `given` whose id some task has already."""
    if not given:
        return []
    known = set(tx.execute(_KNOWN, {"ids": list(given.values())}).scalars())
    return [first for first, id_ in given.items() if id_ in known]


def _values(task: Task, ordinal: int, quote: str, due: str | None) -> dict[str, Any]:
    return {
        "ordinal": ordinal,
        "quote": quote,
        "kind": task.kind,
        "title": task.title,
        "action": task.action,
        "assignees": _dumped(task.assignees),
        "coordinators": _dumped(task.coordinators),
        "report_to": _dumped(task.report_to),
        "deadline": task.deadline.text if task.deadline else None,
        "due": due,
        "annex": task.annex,
    }


def _reopen(tx: Tx, task_id: str) -> None:
    """Let a task that was withdrawn stand as before: who did it has done it."""
    was = (tasks.c.id == task_id, tasks.c.state == "withdrawn")
    state = case((tasks.c.done_at.is_not(None), "done"), else_="open")
    tx.execute(update(tasks).where(*was).values(state=state))


def _set_state(tx: Tx, ids: Iterable[str], state: str) -> None:
    tx.execute(update(tasks).where(tasks.c.id.in_(list(ids))).values(state=state))


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


def _dumped(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False)
