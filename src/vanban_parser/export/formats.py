"""The formats that letters and tasks are handed on in, by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Final

from vanban_parser.errors import VanbanError
from vanban_parser.export.csv import COLUMNS, to_csv, to_rows
from vanban_parser.export.duty import Duty
from vanban_parser.export.edxml import to_edxml
from vanban_parser.export.flat import to_tasks_jsonl
from vanban_parser.export.handed import Handed, Written, parted
from vanban_parser.export.ical import to_ical
from vanban_parser.export.json import to_json
from vanban_parser.export.taskwarrior import to_taskwarrior
from vanban_parser.export.tracker_csv import COLUMNS as TRACKERS
from vanban_parser.export.tracker_csv import Tracker, to_tracker_csv
from vanban_parser.export.workbook import to_workbook

Write = Callable[[Sequence[Handed], dt.datetime], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """How letters are written; the moment is when the file is made, with its zone.

    `suffix` is that of its files.  `is_single`: a file holds one letter.  `is_binary`:
    not for a terminal.  `goes_out`: it is made for other systems, so that no letter
    with a mark of secrecy is ever in it.  `one`: how a file with one letter is written
    where each has its own, if otherwise.
    """

    suffix: str
    write: Write
    is_single: bool = False
    is_binary: bool = False
    goes_out: bool = False
    one: Write | None = None


def _json(letters: Sequence[Handed], _: dt.datetime) -> Written:
    records = ",\n".join(to_json(one.letter, indent=2) for one in letters)
    return Written(f"[\n{records}\n]\n".encode())


def _object(letters: Sequence[Handed], _: dt.datetime) -> Written:
    (one,) = letters
    return Written(f"{to_json(one.letter, indent=2)}\n".encode())


def _jsonl(letters: Sequence[Handed], _: dt.datetime) -> Written:
    return Written("".join(f"{to_json(one.letter)}\n" for one in letters).encode())


def _csv(letters: Sequence[Handed], _: dt.datetime) -> Written:
    rows = chain([COLUMNS], *(to_rows(one.letter) for one in letters))
    return Written(to_csv(rows).encode("utf-8-sig"))


def _tasks(letters: Sequence[Handed], _: dt.datetime) -> Written:
    return Written(to_tasks_jsonl(letters).encode())


def _duties(letters: Sequence[Handed]) -> tuple[list[Duty], tuple[VanbanError, ...]]:
    return parted(chain.from_iterable(one.duties() for one in letters))


def _ical(letters: Sequence[Handed], at: dt.datetime) -> Written:
    duties, refused = _duties(letters)
    return Written(to_ical(duties, at).encode(), refused)


def _taskwarrior(letters: Sequence[Handed], at: dt.datetime) -> Written:
    duties, refused = _duties(letters)
    text, unfit = to_taskwarrior(duties, at)
    return Written(text.encode(), refused + unfit)


def _tracker(letters: Sequence[Handed], _: dt.datetime, *, tracker: Tracker) -> Written:
    duties, refused = _duties(letters)
    text, unfit = to_tracker_csv(duties, tracker)
    return Written(text.encode(), refused + unfit)


def _edxml(letters: Sequence[Handed], _: dt.datetime) -> Written:
    (one,) = letters
    return Written(to_edxml(one.letter).encode(), _duties(letters)[1])


def _xlsx(letters: Sequence[Handed], at: dt.datetime) -> Written:
    return Written(*to_workbook(letters, at))


FORMATS: Final[dict[str, Format]] = {
    "json": Format(".json", _json, one=_object),
    "jsonl": Format(".jsonl", _jsonl),
    "csv": Format(".csv", _csv),
    "tasks": Format(".tasks.jsonl", _tasks),
    "xlsx": Format(".xlsx", _xlsx, is_binary=True),
    "ical": Format(".ics", _ical, goes_out=True),
    "taskwarrior": Format(".taskwarrior.json", _taskwarrior, goes_out=True),
    **{
        name: Format(f".{name}.csv", partial(_tracker, tracker=name), goes_out=True)
        for name in TRACKERS
    },
    "edxml": Format(".edxml", _edxml, is_single=True, goes_out=True),
}
"""By the name that the command line knows them by."""
