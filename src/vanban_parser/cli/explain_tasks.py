"""What ``explain`` adds to a task: its sentence, and what comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vanban_parser.text import sentences

if TYPE_CHECKING:
    from vanban_parser.model.letter import Evidence, Letter

_TASK = re.compile(r"/tasks/\d+")
# Where the doers that a sentence does not name come from, by the rule that said so.
_SOURCES = {
    "assignee-heading": "explain.from_heading",
    "assignee-lead-in": "explain.from_lead_in",
    "assignee-addressees": "explain.from_addressees",
    "assignee-listed-before": "explain.from_before",
}


def is_task(pointer: str) -> bool:
    """Tell whether `pointer` names a task."""
    return _TASK.fullmatch(pointer) is not None


def sentence_of(letter: Letter, pointer: str) -> str | None:
    """Return the sentences in which a task's action stands, as the letter has them."""
    action = _first(letter, f"{pointer}/action")
    if action is None:
        return None
    text = letter.text
    start = text.rfind("\n", 0, action.start) + 1
    stop = text.find("\n", action.end)
    ranges = sentences(text, start, stop if stop >= 0 else len(text))
    touched = [
        (first, last)
        for first, last in ranges
        if first < action.end and action.start < last
    ]
    return text[touched[0][0] : touched[-1][1]] if touched else None


def inherited(letter: Letter, pointer: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a task has from elsewhere: message keys of what and where, and words.

    Doers come from a heading, a lead-in, Kính gửi or a list before; a deadline from
    whatever stands outside the task's paragraph.
    """
    who = _first(letter, f"{pointer}/assignees/0")
    if who is not None and who.rule in _SOURCES:
        yield "explain.who", _SOURCES[who.rule], who.text
    action = _first(letter, f"{pointer}/action")
    due = _first(letter, f"{pointer}/deadline")
    if action is None or due is None:
        return
    between = letter.text[min(action.end, due.end) : max(action.start, due.start)]
    if "\n" in between:
        yield "explain.when", "explain.from_elsewhere", due.text


def _first(letter: Letter, pointer: str) -> Evidence | None:
    found = letter.evidence.get(pointer, ())
    return found[0] if found else None
