"""Corrected records as gold labels: what an office's own work says is right.

The keys are those of the labels by which this program is measured, so that the same
scorer reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from vanban_parser.model.letter import Letter

_HEAD: Final = (
    *("document_type", "number", "notation", "place", "issued_on", "subject"),
    *("urgency", "secrecy", "addressees", "distribution", "signature"),
)
_LISTS: Final = ("references", "dates", "percentages", "communes")
_OF_TASK: Final = ("action", "assignees", "coordinators", "report_to")
_OF_DEADLINE: Final = ("text", "date", "rrule", "duration", "working_days")


def to_gold(letter: Letter, note: str | None = None) -> dict[str, object]:
    """Return the label that a record is, once a person has looked at it.

    Items of annexes are outside of labels; a task's kind is there only for a closing
    formula, which is ``general``.
    """
    values = letter.model_dump(mode="json")
    body = values["issuing_body"]
    gold: dict[str, object] = {
        "file": letter.source.filename,
        "sha256": letter.source.sha256,
        "issuing_body": {"name": body["name"], "parent": body["parent"]},
        **{key: values[key] for key in _HEAD},
        **{
            key: [_plain(item) for item in values[key] if not item["annex"]]
            for key in _LISTS
        },
        "tasks": [_task(task) for task in values["tasks"] if not task["annex"]],
        "note": note,
    }
    return gold


def _task(task: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {key: task[key] for key in _OF_TASK}
    deadline = task["deadline"]
    found["deadline"] = deadline and {
        key: deadline[key] for key in _OF_DEADLINE if deadline[key] is not None
    }
    if task["kind"] == "general":
        found["general"] = True
    return found


def _plain(item: Mapping[str, Any]) -> dict[str, object]:
    return {k: v for k, v in item.items() if k not in ("annex", "successor")}
