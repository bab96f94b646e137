"""A letter comes in: record, tasks, register, outbox, all in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert, update

from vanban_parser import __version__
from vanban_parser.export.entry import entry_of, fields_of
from vanban_parser.export.json import dumps, to_record
from vanban_parser.model.letter import Letter
from vanban_parser.store import (
    audit,
    corrections,
    figures,
    jobs,
    outbox,
    register,
    search,
    tasks,
)
from vanban_parser.store import letters as known
from vanban_parser.store.engine import Tx
from vanban_parser.store.errors import LeaseLostError
from vanban_parser.store.kinship import Kind, cited_kin, code_key, likeness, same_key
from vanban_parser.store.places import free_place
from vanban_parser.store.tables import letters, relations, versions

_NOTES: dict[Kind, str] = {
    "suspected-duplicate": "Nghi trùng số đến {number}/{year}",
    "corrects": "Đính chính văn bản số đến {number}/{year}",
    "replaces": "Thay thế văn bản số đến {number}/{year}",
    "withdraws": "Thu hồi văn bản số đến {number}/{year}",
}

_MOST_ALIKE = 10
"""Letters, the oldest first, that one is held to be a duplicate of: a person needs no
more, and of a thousand alike each would name all before it."""
# Made once: to make a statement costs more than to run it.
_LETTER, _VERSION, _RELATION = insert(letters), insert(versions), insert(relations)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read: whose job it is, and when it is registered.

    `at` is the office's own time: its date is the day of arrival.  `size` is in bytes.
    """

    job_id: str
    inbox: str
    owner: str
    name: str
    size: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """A letter of a file; `number` is null for one that shares another's line."""

    letter_id: str
    year: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a file: where it goes, and the letters that were in it."""

    state: Literal["registered", "duplicate"]
    place: str
    entered: tuple[Entered, ...]
    job: jobs.Job


def file(tx: Tx, arrival: Arrival, found: Sequence[Letter]) -> Filed:
    """Register the letters `found` in one file and end its job.

    The same bytes a second time are put aside.  A PDF and a DOCX of one letter share a
    line of the register.  What only looks like a duplicate has a line of its own and
    is marked for a person.

    Raises:
        LeaseLostError: another watcher has the job.
    """
    register.lock(tx)
    if not jobs.is_held(tx, arrival.job_id, arrival.owner):
        raise LeaseLostError(arrival.job_id)
    sha256 = found[0].source.sha256
    first = known.by_sha256(tx, sha256)
    if first is not None:
        return put_aside(tx, arrival, first)
    entered = tuple(
        _file_one(tx, letter, part, arrival.at) for part, letter in enumerate(found, 1)
    )
    folder = f"done/{arrival.at:%Y/%m}"
    letter_id = entered[0].letter_id
    job = _end(tx, arrival, "registered", folder, letter_id, sha256)
    return Filed("registered", job.place or "", entered, job)


def _file_one(tx: Tx, letter: Letter, part: int, at: dt.datetime) -> Entered:
    letter_id = known.letter_id_of(letter.source.sha256, part)
    kin = tuple(_kin(tx, letter))
    twin = _twin(tx, kin)
    _insert(tx, letter_id, letter, part, twin, at)
    _relate(tx, letter_id, kin)
    number = None if twin else _enter(tx, letter_id, letter, at, kin)
    _keep_version(tx, letter_id, letter, 1, at, is_twin=twin is not None)
    if twin is None:
        outbox.announce(tx, letter_id, tasks.of_letter(tx, letter_id), at)
    return Entered(letter_id, at.year, number)


def put_aside(tx: Tx, arrival: Arrival, first: known.LetterRow) -> Filed:
    """End the job of a file whose bytes are `first`'s.

    Raises:
        LeaseLostError: another watcher has the job.
    """
    job = _end(tx, arrival, "duplicate", "duplicate", first.id, first.sha256)
    entered = (Entered(first.id, arrival.at.year, None),)
    return Filed("duplicate", job.place or "", entered, job)


def read_again(
    tx: Tx, found: Sequence[Letter], at: dt.datetime, actor: str
) -> tuple[int, ...]:
    """Keep a new reading of the letters of a known file; return their versions.

    Tasks keep their ids, the register its lines; corrections stay.

    Raises:
        KeyError: no letter has these bytes, or the file had other letters before.
    """
    register.lock(tx)
    rows = [
        known.get(tx, known.letter_id_of(letter.source.sha256, part))
        for part, letter in enumerate(found, 1)
    ]
    versions_now = []
    for row, letter in zip(rows, found, strict=True):
        if row is None:
            raise KeyError(letter.source.sha256)
        version = row.version + 1
        before = corrections.current(tx, row.id)
        values = head_of(letter) | {"version": version}
        tx.execute(update(letters).where(letters.c.id == row.id).values(values))
        is_twin = row.twin_of is not None
        _keep_version(tx, row.id, letter, version, at, is_twin=is_twin)
        after = corrections.current(tx, row.id)
        if before is not None and after is not None and not is_twin:
            tasks.mend(tx, after, row.id, version)
            outbox.announce_change(tx, row.id, before, after, f"v{version}", at)
        detail = {"version": version}
        audit.note(tx, at, actor, "read-again", letter_id=row.id, detail=detail)
        versions_now.append(version)
    return tuple(versions_now)


def _kin(tx: Tx, letter: Letter) -> list[tuple[Kind, str]]:
    key = same_key(letter)
    found: list[tuple[Kind, str]] = []
    for row in known.with_same_key(tx, key, _MOST_ALIKE) if key else ():
        if row.media_type == letter.source.media_type:
            found.append(("suspected-duplicate", row.id))
        elif (other := known.record(tx, row.id)) is not None:
            found.append((likeness(letter, other), row.id))
    for kind, cited in cited_kin(letter):
        found += [(kind, row.id) for row in known.with_code_key(tx, cited)]
    return list(dict.fromkeys(found))


def _relate(tx: Tx, letter_id: str, kin: Sequence[tuple[Kind, str]]) -> None:
    for kind, other in kin:
        values = {"letter_id": letter_id, "other_id": other, "kind": kind}
        tx.execute(_RELATION, values)


def _twin(tx: Tx, kin: Sequence[tuple[Kind, str]]) -> str | None:
    """Return the letter with a line that this one is another format of, or None."""
    formats = (other for kind, other in kin if kind == "other-format")
    return next((other for other in formats if register.entry(tx, other)), None)


def _enter(
    tx: Tx,
    letter_id: str,
    letter: Letter,
    at: dt.datetime,
    kin: Sequence[tuple[Kind, str]],
) -> int:
    """Give the letter its line."""
    lines = [(kind, register.entry(tx, other)) for kind, other in kin]
    notes = [
        _NOTES[kind].format(number=line.number, year=line.year)
        for kind, line in lines
        if line is not None
    ]
    number = register.next_number(tx, at.year)
    note = "; ".join(notes) or None
    line = entry_of(letter, letter_id, at.date(), number, note)
    register.add(tx, line, fields_of(letter, at.date(), number))
    return number


def _insert(
    tx: Tx,
    letter_id: str,
    letter: Letter,
    part: int,
    twin: str | None,
    at: dt.datetime,
) -> None:
    values = head_of(letter) | {
        "id": letter_id,
        "sha256": letter.source.sha256,
        "part": part,
        "twin_of": twin,
        "filename": letter.source.filename,
        "media_type": letter.source.media_type,
        "version": 1,
        "arrived_at": at.isoformat(),
    }
    tx.execute(_LETTER, values)


def head_of(letter: Letter) -> dict[str, Any]:
    """Return what of a letter's head may change when it is read again."""
    return {
        "document_type": letter.document_type,
        "issuer": letter.issuing_body.name,
        "code": letter.code,
        "issued_on": letter.issued_on,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "same_key": same_key(letter),
        "code_key": code_key(letter.issuing_body.name, letter.code),
        "n_warnings": len(letter.warnings),
    }


def _keep_version(
    tx: Tx,
    letter_id: str,
    letter: Letter,
    version: int,
    at: dt.datetime,
    *,
    is_twin: bool,
) -> None:
    """Write a reading: tasks first, since the record holds the ids they were given.

    Of a twin the record alone: its tasks and figures are those of the other.
    """
    own = to_record(letter)
    if not is_twin:
        ids = tasks.keep(tx, letter, letter_id, version)
        items = own["tasks"]
        assert isinstance(items, list)
        for item in items:
            item["id"] = ids[item["id"]]
        figures.keep(tx, letter, letter_id, is_new=version == 1)
    values = {
        "letter_id": letter_id,
        "version": version,
        "program": __version__,
        "recorded_at": at.isoformat(),
        "record": dumps(own),
    }
    tx.execute(_VERSION, values)
    search.index(tx, letter_id, letter, is_new=version == 1)


def _end(
    tx: Tx,
    arrival: Arrival,
    state: Literal["registered", "duplicate"],
    folder: str,
    letter_id: str,
    sha256: str,
) -> jobs.Job:
    place, key = free_place(tx, arrival.inbox, folder, arrival.name)
    return jobs.end(
        tx,
        arrival.job_id,
        arrival.owner,
        state,
        arrival.at,
        name=arrival.name,
        size=arrival.size,
        sha256=sha256,
        letter_id=letter_id,
        place=place,
        place_key=key,
        error_code=None,
    )
