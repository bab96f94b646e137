"""A task as trackers are told of it: the letter's words, by when, and where it stands.

`duty_of` gives one task of a record as a `Duty`: a title, one text with the quoted
words, the letter's code and the page, a deadline that is a day or a minute of the
office's zone, and how urgent it is.  `ical` and `taskwarrior` write duties.
Pure: made from a record, the same each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vanban_parser.export.entry import due_of
from vanban_parser.export.errors import UnfitForFormatError
from vanban_parser.export.moments import Due, due_from, printed
from vanban_parser.export.quotes import quotes_of
from vanban_parser.export.recurrence import Recurrence, recurrence_of
from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import Letter, Task


@dataclass(frozen=True, slots=True)
class Duty:
    """What is to be done; `rank` of urgency is 1 (most) to 3, None for an ordinary one.

    `code` is what people call the letter; `link` leads to it, `text` is the whole
    description.
    """

    id: str
    letter_id: str
    title: str
    text: str
    quote: str
    page: int | None
    due: Due | None
    rank: int | None
    urgency: str | None
    code: str
    assignees: tuple[str, ...]
    link: str | None
    issued_on: str | None = None
    """The day of the letter, where all of it is known."""
    recurrence: Recurrence | None = None
    """When it is due again and again; never beside `due`."""


def duty_of(letter: Letter, letter_id: str, index: int, link: str | None) -> Duty:
    """Return the task at `index` of a record as trackers are told of it.

    Args:
        letter: The record, with what people mended.
        letter_id: Its id.
        index: The place of the task in it.
        link: An address with `{letter}` and `{task}`, or None.

    Raises:
        UnfitForFormatError: its date is none of the calendar.
    """
    task = letter.tasks[index]
    evidence = quotes_of(letter, index)
    quote = " … ".join(" ".join(words.text.split()) for words in evidence)
    page = next((words.page for words in evidence if words.page), None)
    address = link_to(link, letter_id, str(task.id))
    moment = due_of(task.deadline)
    try:
        due = due_from(moment)
    except ValueError as error:
        name = letter.source.filename
        raise UnfitForFormatError(name, f"deadline {moment}") from error
    return Duty(
        id=str(task.id),
        letter_id=letter_id,
        title=task.title,
        text="\n".join(_lines(letter, task, quote, page, due, address)),
        quote=quote,
        page=page,
        due=due,
        rank=_ranks().get(letter.urgency or ""),
        urgency=letter.urgency,
        code=letter.code or letter.notation or _words()["letter_none"],
        assignees=task.assignees,
        link=address,
        issued_on=_whole_day(letter.issued_on),
        recurrence=None if due else recurrence_of(task.deadline, letter.issued_on),
    )


def _whole_day(partial: str | None) -> str | None:
    return partial if partial and len(partial) == len("2020-10-14") else None


def link_to(link: str | None, letter_id: str, task_id: str) -> str | None:
    """Return the address of a task's letter for people."""
    if link is None:
        return None
    # Not str.format: other braces of the address mean nothing.
    return link.replace("{letter}", letter_id).replace("{task}", task_id)


def withdrawal(code: str, *, restored: bool) -> str:
    """Return the comment on a task that its letter no longer gives, or gives again."""
    return _words()["restored" if restored else "withdrawn"].format(letter=code)


def withdrawn_tag() -> str:
    """Return the tag of a task that its letter no longer gives."""
    return _words()["withdrawn_tag"]


def _lines(
    letter: Letter,
    task: Task,
    quote: str,
    page: int | None,
    due: Due | None,
    address: str | None,
) -> Iterator[str]:
    words = _words()
    yield task.action
    yield ""
    if quote:
        where = f" ({words['page'].format(page=page)})" if page else ""
        yield f"{words['quote']}{where}: “{quote}”"
    yield f"{words['letter']}: {_named(letter)}"
    deadline = task.deadline.text if task.deadline else None
    for key, value in (
        ("subject", letter.subject),
        ("urgency", letter.urgency),
        ("assignees", "; ".join(task.assignees)),
        ("coordinators", "; ".join(task.coordinators)),
        ("report_to", "; ".join(task.report_to)),
        ("deadline", deadline),
        ("hour", printed(due) if isinstance(due, dt.datetime) else None),
        ("condition", task.condition),
        ("consequence", task.consequence),
        ("link", address),
        ("id", str(task.id)),
    ):
        if value:
            yield f"{words[key]}: {value}"


def _named(letter: Letter) -> str:
    """Return how people name a letter: type, number, day, office."""
    words = _words()
    parts = [letter.document_type or "", letter.code or letter.notation or ""]
    if not any(parts):
        parts = [words["letter_none"]]
    if letter.issued_on:
        day = "/".join(reversed(letter.issued_on.split("-")))
        parts.append(words["dated"].format(date=day))
    if letter.issuing_body.name:
        parts.append(f"({letter.issuing_body.name})")
    return " ".join(part for part in parts if part)


def _words() -> Mapping[str, str]:
    found: Mapping[str, str] = table("delivery")["words"]
    return found


def _ranks() -> dict[str, int]:
    rows: list[dict[str, Any]] = table("delivery")["urgency"]
    return {row["name"]: row["rank"] for row in rows}
