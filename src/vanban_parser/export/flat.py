"""Tasks as flat records, one a line: what a script or a table wants of a letter.

Each repeats what is needed of its letter; its keys are those of the contract where they
mean the same.  Keys are always all there; what is not known is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vanban_parser.export.entry import due_of
from vanban_parser.export.handed import Handed
from vanban_parser.export.json import dumps
from vanban_parser.export.quotes import quotes_of
from vanban_parser.model.letter import Deadline, Task


def to_tasks_jsonl(letters: Iterable[Handed]) -> str:
    """Return all tasks, closing formulas too (``kind`` tells), as JSON Lines."""
    return "".join(f"{dumps(record)}\n" for one in letters for record in records(one))


def records(handed: Handed) -> Iterator[dict[str, Any]]:
    """Yield the record of each task of a letter, in its order.

    `confidence` is that of its least sure part.
    """
    letter = handed.letter
    for index, task in enumerate(letter.tasks):
        evidence = quotes_of(letter, index)
        quote = " … ".join(" ".join(words.text.split()) for words in evidence)
        yield {
            "schema_version": letter.schema_version,
            "letter_id": handed.letter_id,
            "sha256": letter.source.sha256,
            "filename": letter.source.filename,
            "document_type": letter.document_type,
            "code": letter.code,
            "issued_on": letter.issued_on,
            "issuing_body": letter.issuing_body.name,
            "subject": letter.subject,
            "urgency": letter.urgency,
            **_task(task),
            "quote": quote or None,
            "page": next((words.page for words in evidence if words.page), None),
            "confidence": min(
                (
                    sure
                    for pointer, sure in letter.confidence.items()
                    if pointer.startswith(f"/tasks/{index}/")
                ),
                default=None,
            ),
        }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": str(task.id),
        "kind": task.kind,
        "title": task.title,
        "action": task.action,
        "assignees": list(task.assignees),
        "coordinators": list(task.coordinators),
        "report_to": list(task.report_to),
        **_deadline(task.deadline),
        "communes": list(task.communes),
        "condition": task.condition,
        "consequence": task.consequence,
        "annex": task.annex,
    }


def _deadline(deadline: Deadline | None) -> dict[str, Any]:
    """Return by when: `due` is the day or minute, reckoned where the letter counts."""
    given = deadline or Deadline(text="")
    return {
        "due": due_of(deadline),
        "deadline_text": given.text or None,
        "deadline_operator": given.operator,
        "deadline_rrule": given.rrule,
        "deadline_duration": given.duration,
        "deadline_working_days": given.working_days,
        "deadline_anchor": given.anchor,
    }
