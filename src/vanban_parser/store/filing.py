"""A letter comes in: record, tasks, register, outbox, all in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
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
    lists,
    outbox,
    register,
    reviews,
    search,
    task_keeping,
    tasks,
)
from vanban_parser.store import letters as known
from vanban_parser.store.arrivals import Arrival, Entered, Filed
from vanban_parser.store.engine import Tx
from vanban_parser.store.errors import LeaseLostError
from vanban_parser.store.kinship import (
    Kind,
    is_same_text,
)
from vanban_parser.store.places import free_place
from vanban_parser.store.relating import kin_of, note_of, relate, twin_of
from vanban_parser.store.reviews import Seen
from vanban_parser.store.tables import letters, versions

# Made once: to make a statement costs more than to run it.
_LETTER, _VERSION = insert(letters), insert(versions)


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
    sha256 = arrival.sha256 or found[0].source.sha256
    arrival = replace(arrival, sha256=sha256)
    first = known.by_sha256(tx, sha256)
    if first is not None:
        return put_aside(tx, arrival, first)
    entered = tuple(
        _attach(tx, letter, part, arrival)
        if is_attached(letter)
        else _file_one(tx, letter, part, arrival)
        for part, letter in enumerate(found, 1)
    )
    folder = f"done/{arrival.at:%Y/%m}"
    letter_id = entered[0].letter_id
    job = _end(tx, arrival, "registered", folder, letter_id, sha256)
    return Filed("registered", job.place or "", entered, job)


def is_attached(letter: Letter) -> bool:
    """Tell whether a file was sent with the letter of its packet, and is not it."""
    return letter.source.packet is not None and letter.source.packet.attached


def _attach(tx: Tx, letter: Letter, part: int, arrival: Arrival) -> Entered:
    """Keep a file that was sent with a letter, the first of its packet.

    It has no line.  Its tasks and figures count as those of an annex, and its tasks
    are to be done as those are, but where it is the letter once more, in another
    format.
    """
    letter_id = known.letter_id_of(arrival.sha256, part)
    first = known.letter_id_of(arrival.sha256)
    main = known.record(tx, first)
    assert main is not None, "it was just written"
    is_copy = is_same_text(letter, main)
    values = _row(letter_id, letter, part, arrival) | {"twin_of": first}
    tx.execute(_LETTER, values)
    relate(tx, letter_id, [("other-format" if is_copy else "sent-with", first)])
    _keep_version(tx, letter_id, letter, 1, arrival.at, is_twin=is_copy, annexed=True)
    outbox.announce_tasks(tx, letter_id, tasks.of_letter(tx, letter_id), arrival.at)
    return Entered(letter_id, arrival.at.year, None)


def _file_one(tx: Tx, letter: Letter, part: int, arrival: Arrival) -> Entered:
    at = arrival.at
    letter_id = known.letter_id_of(arrival.sha256, part)
    kin = tuple(kin_of(tx, letter))
    twin = twin_of(tx, kin)
    tx.execute(_LETTER, _row(letter_id, letter, part, arrival) | {"twin_of": twin})
    relate(tx, letter_id, kin)
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
    tx: Tx,
    found: Sequence[Letter],
    at: dt.datetime,
    actor: str,
    sha256: str | None = None,
) -> tuple[int, ...]:
    """Keep a new reading of the letters of a known file; return their versions.

    Tasks keep their ids, the register its lines; corrections stay.  `sha256` is that
    of the file where it is not the letters' own, as with a packet.

    Raises:
        KeyError: no letter has these bytes, or the file had other letters before.
    """
    register.lock(tx)
    rows = [
        known.get(tx, known.letter_id_of(sha256 or letter.source.sha256, part))
        for part, letter in enumerate(found, 1)
    ]
    versions_now = []
    for row, letter in zip(rows, found, strict=True):
        if row is None:
            raise KeyError(letter.source.sha256)
        version = row.version + 1
        before = corrections.current(tx, row.id)
        values = lists.head_of(letter) | {"version": version}
        tx.execute(update(letters).where(letters.c.id == row.id).values(values))
        is_twin = not known.keeps_own(tx, row)
        attached = is_attached(letter)
        _keep_version(
            tx, row.id, letter, version, at, is_twin=is_twin, annexed=attached
        )
        after = corrections.current(tx, row.id)
        if before is not None and after is not None and not is_twin:
            task_keeping.mend(tx, after, row.id, version, annexed=attached)
            outbox.announce_change(tx, row.id, before, after, f"v{version}", at)
        if before is not None and after is not None:
            _follow(tx, row, before, after, Seen(row.id, 0, actor, at))
        detail = {"version": version}
        audit.note(tx, at, actor, "read-again", letter_id=row.id, detail=detail)
        versions_now.append(version)
    return tuple(versions_now)


def _follow(
    tx: Tx, row: known.LetterRow, before: Letter, after: Letter, seen: Seen
) -> None:
    """Let lists say what the new record says, and its approval lapse where it differs.

    The line of the register stays as the clerk has it.
    """
    lists.show(tx, row.id, after)
    if known.keeps_own(tx, row):
        figures.keep(tx, after, row.id, annexed=row.twin_of is not None)
    if _said(before) != _said(after):
        revision = reviews.of_letter(tx, row.id).revision
        reviews.note_change(tx, replace(seen, revision=revision))


def _said(letter: Letter) -> dict[str, Any]:
    """Return what a person looks at: not how it was found, nor how sure it is."""
    around = {"confidence", "evidence", "source", "text", "warnings"}
    return letter.model_dump(exclude=around)


def _enter(
    tx: Tx,
    letter_id: str,
    letter: Letter,
    at: dt.datetime,
    kin: Sequence[tuple[Kind, str]],
) -> int:
    """Give the letter its line."""
    number = register.next_number(tx, at.year)
    line = entry_of(letter, letter_id, at.date(), number, note_of(tx, kin))
    register.add(tx, line, fields_of(letter, at.date(), number))
    return number


def _row(letter_id: str, letter: Letter, part: int, arrival: Arrival) -> dict[str, Any]:
    return lists.head_of(letter) | {
        "id": letter_id,
        "sha256": arrival.sha256,
        "part": part,
        "filename": letter.source.filename,
        "media_type": letter.source.media_type,
        "version": 1,
        "arrived_at": arrival.at.isoformat(),
    }


def _keep_version(
    tx: Tx,
    letter_id: str,
    letter: Letter,
    version: int,
    at: dt.datetime,
    *,
    is_twin: bool,
    annexed: bool = False,
) -> None:
    """Write a reading: tasks first, since the record holds the ids they were given.

    Of a twin the record alone: its tasks and figures are those of the other.  What is
    `annexed` has them as those of an annex.
    """
    own = to_record(letter)
    if not is_twin:
        ids = task_keeping.keep(tx, letter, letter_id, version, annexed=annexed)
        items = own["tasks"]
        assert isinstance(items, list)
        for item in items:
            item["id"] = ids[item["id"]]
        is_new = version == 1
        figures.keep(tx, letter, letter_id, is_new=is_new, annexed=annexed)
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
