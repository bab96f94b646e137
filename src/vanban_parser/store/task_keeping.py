"""Tasks of letters as they are kept: a task read again keeps the id it was given."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, case, insert, select, update

from vanban_parser.export.entry import due_of
from vanban_parser.model.letter import Letter, Task
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import tasks
from vanban_parser.store.task_matching import folded, matched, quote_of

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:stored-task:1")
# Made once: each letter that comes in needs them.
_INSERT = insert(tasks)
_KNOWN = select(tasks.c.id).where(tasks.c.id.in_(bindparam("ids", expanding=True)))


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


def _dumped(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False)
