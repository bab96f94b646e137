"""The HTTP API: letters, tasks, corrections; and a file read without being kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Final, Literal

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.responses import PlainTextResponse

from vanban_parser import __version__
from vanban_parser.errors import VanbanError
from vanban_parser.model.letter import Letter
from vanban_parser.store import (
    corrections,
    jobs,
    letters,
    queue,
    review,
    tasks,
)
from vanban_parser.store.engine import Tx
from vanban_parser.store.errors import StoreError
from vanban_parser.store.queue import Order, Waiting, Which
from vanban_parser.store.review import ConflictError, Seen
from vanban_parser.web import api_models as models
from vanban_parser.web.access import TheOffice
from vanban_parser.web.api_access import MayCorrect, MayParse, MayRead, problems
from vanban_parser.web.errors import ApiError, MissingError, status_of
from vanban_parser.web.secrecy import check_secrecy

router = APIRouter(prefix="/api/v1", tags=["vanban"])


@router.get("/health", summary="Does it answer?")
def health(office: TheOffice) -> models.Health:
    """Say whether the page and its database answer; anybody may ask."""
    try:
        with office.store.reading() as tx:
            queue.count(tx, "all")
    except StoreError:
        return models.Health(status="degraded", version=__version__)
    return models.Health(status="ok", version=__version__)


@router.get(
    "/metrics",
    summary="Numbers for a monitor",
    response_class=PlainTextResponse,
    responses=problems(),
)
def metrics(office: TheOffice, caller: MayRead) -> PlainTextResponse:
    """Return sums in the text format of Prometheus; no letter is named."""
    now = office.clock.now()
    with office.store.reading() as tx:
        numbers = {
            'vanban_letters{state="open"}': queue.count(tx, "open"),
            'vanban_letters{state="approved"}': queue.count(tx, "approved"),
            "vanban_tasks_overdue": tasks.n_due_before(tx, now.date()),
        }
        ends = jobs.counts(tx)
    numbers |= {f'vanban_jobs{{state="{k}"}}': n for k, n in sorted(ends.items())}
    kinds = ("vanban_letters", "vanban_tasks_overdue", "vanban_jobs")
    lines = [
        line
        for kind in kinds
        for line in (
            f"# TYPE {kind} gauge",
            *(f"{name} {n}" for name, n in numbers.items() if name.startswith(kind)),
        )
    ]
    return PlainTextResponse("\n".join(lines) + "\n")


@router.post(
    "/parse",
    summary="Read a file and keep nothing",
    responses=problems(400, 413, 415, 422, 451),
)
def parse(
    office: TheOffice,
    caller: MayParse,
    file: Annotated[UploadFile, File(description="PDF, DOCX, DOC, RTF or a picture")],
) -> models.Records:
    """Return the records of the letters in a file, in the form of the schema."""
    with file.file as opened:
        data = opened.read()
    try:
        found = office.sheets.parse(data, file.filename or "file")
    except VanbanError as error:
        raise ApiError(status_of(error), error.code) from None
    return models.Records(letters=list(found))


@router.get("/letters", summary="The queue", responses=problems(422))
def list_letters(
    office: TheOffice,
    caller: MayRead,
    state: Which = "all",
    order: Order = "arrived",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> models.Heads:
    """Return letters by state, and how many there are in all."""
    with office.store.reading() as tx:
        found = queue.waiting(tx, state, order, limit=limit, offset=offset)
        total = queue.count(tx, state)
    return models.Heads(letters=[_head(row) for row in found], total=total)


@router.get(
    "/letters/{letter_id}", summary="A letter", responses=problems(404, 422, 451)
)
def get_letter(
    letter_id: uuid.UUID,
    office: TheOffice,
    caller: MayRead,
    version: Annotated[
        Literal["current", "read"],
        Query(description="With what people mended, or as it was read"),
    ] = "current",
) -> models.Reviewed:
    """Return a letter's record."""
    id_ = str(letter_id)
    with office.store.reading() as tx:
        letter = (
            corrections.current(tx, id_)
            if version == "current"
            else letters.record(tx, id_)
        )
        state = review.of_letter(tx, id_)
    letter = _shown(letter, office)
    return models.Reviewed(
        id=id_,
        revision=state.revision,
        is_approved=state.is_approved,
        approved_by=state.approved_by,
        approved_at=state.approved_at,
        letter=letter,
    )


@router.get(
    "/letters/{letter_id}/corrections",
    summary="What people mended",
    responses=problems(404, 422, 451),
)
def list_corrections(
    letter_id: uuid.UUID, office: TheOffice, caller: MayRead
) -> models.CorrectionList:
    """Return the corrections of a letter, in order; an undo is one of them."""
    with office.store.reading() as tx:
        _shown(letters.record(tx, str(letter_id)), office)
        found = corrections.of_letter(tx, str(letter_id))
    made = [models.CorrectionOut.model_validate(asdict(one)) for one in found]
    return models.CorrectionList(corrections=made)


@router.post(
    "/letters/{letter_id}/corrections",
    summary="Mend values",
    responses=problems(400, 404, 409, 413, 422, 451),
)
def correct(
    letter_id: uuid.UUID, changes: models.Changes, office: TheOffice, caller: MayCorrect
) -> models.Revision:
    """Mend values together: all of them or none."""
    seen = Seen(str(letter_id), changes.revision, caller, office.clock.now())
    unknown = [p for p in changes.changes if not p.startswith(_MENDABLE)]
    if unknown:
        raise ApiError(422, "invalid", f"cannot be mended: {unknown[0][:80]}")
    try:
        with _changing(seen.letter_id, office) as tx:
            _shown(review.save(tx, seen, changes.changes), office)
    except (KeyError, ValueError, RecursionError):
        raise ApiError(422, "invalid", "a value cannot stand there") from None
    return models.Revision(revision=changes.revision + 1, is_approved=False)


@router.post(
    "/letters/{letter_id}/approval",
    summary="Approve",
    responses=problems(400, 404, 409, 413, 422, 451),
)
def approve(
    letter_id: uuid.UUID, seen: models.Approval, office: TheOffice, caller: MayCorrect
) -> models.Revision:
    """Let the tasks of a letter go to those who keep track of them."""
    about = Seen(str(letter_id), seen.revision, caller, office.clock.now())
    with _changing(about.letter_id, office) as tx:
        review.approve(tx, about)
    return models.Revision(revision=seen.revision, is_approved=True)


@router.get("/tasks", summary="Tasks", responses=problems(422))
def list_tasks(
    office: TheOffice,
    caller: MayRead,
    which: Literal["open", "overdue", "week", "undated", "done"] = "open",
    who: Annotated[str, Query(max_length=300)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> models.TaskList:
    """Return tasks, soonest due first; `who` is an assignee as it is written."""
    today = office.clock.now().date()
    with office.store.reading() as tx:
        found = tasks.listed(
            tx, which, today, who=who.replace("\0", ""), limit=limit, offset=offset
        )
    fields = models.TaskOut.model_fields
    made = [
        models.TaskOut.model_validate(
            {name: value for name, value in asdict(row).items() if name in fields}
        )
        for row in found
    ]
    return models.TaskList(tasks=made)


_MENDABLE: Final = (
    *("/document_type", "/issuing_body/", "/number", "/notation", "/code", "/place"),
    *("/issued_on", "/subject", "/urgency", "/addressees", "/distribution"),
    *("/signature/", "/references", "/dates", "/percentages", "/communes", "/tasks"),
)
"""Not what says where a letter came from, what was read of it, or how secret it is."""


@contextmanager
def _changing(letter_id: str, office: TheOffice) -> Iterator[Tx]:
    """Give a transaction for a letter that may be shown; a conflict is answered 409."""
    try:
        with office.store.writing() as tx:
            _shown(letters.record(tx, letter_id), office)
            yield tx
    except ConflictError as conflict:
        raise ApiError(409, "conflict", str(conflict)) from None


def _shown(letter: Letter | None, office: TheOffice) -> Letter:
    if letter is None:
        raise MissingError
    check_secrecy(letter, office.settings)
    return letter


def _head(row: Waiting) -> models.Head:
    return models.Head(
        id=row.id,
        code=row.code,
        document_type=row.document_type,
        issuer=row.issuer,
        issued_on=row.issued_on,
        subject=row.subject,
        urgency=row.urgency,
        arrived_at=row.arrived_at,
        register_number=row.number,
        due=row.due,
        n_warnings=row.n_warnings,
        n_tasks=row.n_tasks,
        revision=row.revision,
        is_approved=row.is_approved,
    )
