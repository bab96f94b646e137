"""What others are to be told: written with the letter, sent later, at least once.

Payloads say what came in and what is to be done, by ids; who sends them fetches the
rest.  Whom it has been told stands in `deliveries`.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import func, insert, select

from vanban_parser.export.quotes import quotes_of
from vanban_parser.model.letter import Letter
from vanban_parser.store import register
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import outbox
from vanban_parser.store.tasks import TaskRow

Topic = Literal[
    "letter.registered",
    "letter.approved",
    "task.created",
    "task.changed",
    "task.withdrawn",
]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:event:1")
_INSERT = insert(outbox)
_LAST = select(func.max(outbox.c.seq))


def announce(tx: Tx, letter_id: str, tasks: Sequence[TaskRow], at: dt.datetime) -> None:
    """Tell of a new letter and of each task in it that somebody has to do."""
    _add(tx, letter_id, [("letter.registered", None), *_created(tasks)], "", at)


def announce_tasks(
    tx: Tx, letter_id: str, tasks: Sequence[TaskRow], at: dt.datetime
) -> None:
    """Tell of the tasks in a file that came with a letter and has no line."""
    _add(tx, letter_id, _created(tasks), "", at)


def announce_change(
    tx: Tx,
    letter_id: str,
    before: Letter,
    after: Letter,
    change: str,
    at: dt.datetime,
) -> None:
    """Tell which tasks of a letter are new, other than before, or there no more.

    Args:
        tx: The transaction.
        letter_id: The letter.
        before: Its record so far, with what people mended.
        after: Its record now.
        change: What made the difference, distinct among the changes of this letter.
        at: When.
    """
    old, new = _facts(before), _facts(after)
    told: list[tuple[Topic, str | None]] = []
    for task_id, facts in new.items():
        if task_id not in old:
            told.append(("task.created", task_id))
        elif facts != old[task_id]:
            told.append(("task.changed", task_id))
    told += [("task.withdrawn", task_id) for task_id in old if task_id not in new]
    _add(tx, letter_id, told, change, at)


def approve(tx: Tx, letter_id: str, revision: int, at: dt.datetime) -> None:
    """Tell that a person approved a letter as it stands in this revision."""
    _add(tx, letter_id, [("letter.approved", None)], f"r{revision}", at)


def counts(tx: Tx) -> dict[str, int]:
    """Return how many messages there are of each topic."""
    query = select(outbox.c.topic, func.count()).group_by(outbox.c.topic)
    return {row[0]: row[1] for row in tx.execute(query)}


def _created(tasks: Sequence[TaskRow]) -> list[tuple[Topic, str | None]]:
    return [("task.created", task.id) for task in tasks if task.kind != "general"]


def _facts(letter: Letter) -> dict[str, tuple[object, ...]]:
    """Return by task what its message would lead to, as far as it may change."""
    head = (
        *(letter.code, letter.issued_on, letter.issuing_body.name),
        *(letter.document_type, letter.subject, letter.urgency),
    )
    return {
        str(task.id): (task, head, _quoted(letter, index))
        for index, task in enumerate(letter.tasks)
        if task.kind != "general"
    }


def _quoted(letter: Letter, index: int) -> tuple[tuple[str, int | None], ...]:
    return tuple((words.text, words.page) for words in quotes_of(letter, index))


def _add(
    tx: Tx,
    letter_id: str,
    told: Sequence[tuple[Topic, str | None]],
    change: str,
    at: dt.datetime,
) -> None:
    """Write messages in their order: topic and task, None for the letter itself."""
    if not told:
        return
    # One after the other, also where several machines register: numbers tell the order.
    register.lock(tx)
    last = tx.execute(_LAST).scalar() or 0
    rows = [
        _row(seq, topic, letter_id, task_id, change, at)
        for seq, (topic, task_id) in enumerate(told, last + 1)
    ]
    tx.execute(_INSERT, rows)


def _row(  # a column each
    seq: int,
    topic: Topic,
    letter_id: str,
    task_id: str | None,
    change: str,
    at: dt.datetime,
) -> dict[str, object]:
    payload: Mapping[str, str] = {"letter": letter_id}
    if task_id is not None:
        payload = {**payload, "task": task_id}
    key = f"{topic}|{letter_id}|{task_id or ''}" + (f"|{change}" if change else "")
    return {
        "id": str(uuid.uuid5(_NAMESPACE, key)),
        "seq": seq,
        "topic": topic,
        "letter_id": letter_id,
        "task_id": task_id,
        "payload": json.dumps(payload),
        "created_at": at.isoformat(),
    }
