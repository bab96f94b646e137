"""Letters dropped into the page: they go the way of the watched folder."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from vanban_parser.store import jobs, letters
from vanban_parser.store.engine import Tx
from vanban_parser.web.access import TheOffice, Visitor, check_csrf, needing, text
from vanban_parser.web.errors import MissingError
from vanban_parser.web.office import Inbox, Office
from vanban_parser.web.render import page

router = APIRouter(include_in_schema=False)
Bringer = Annotated[Visitor, Depends(needing("upload"))]
_MOST_FILES = 50
_PIECE = 1 << 20


@router.get("/upload")
def show(
    office: TheOffice,
    there: Bringer,
    job: Annotated[list[uuid.UUID], Query(max_length=_MOST_FILES)] = [],  # noqa: B006 - FastAPI's own way
) -> Response:
    """Show where to drop letters, and what became of those just sent."""
    _inbox(office)
    with office.store.reading() as tx:
        sent = [(str(one), _state(tx, office, str(one))) for one in job]
    is_under_way = any(state["state"] in ("queued", "running") for _, state in sent)
    return page(
        "upload",
        there,
        there.language,
        sent=sent,
        is_under_way=is_under_way,
        most_mb=office.settings.max_bytes // 1_000_000,
        most_files=_MOST_FILES,
    )


async def files_of(request: Request) -> AsyncIterator[FormData]:
    """Give a form with files, which lie in nameless files meanwhile."""
    async with request.form(max_files=_MOST_FILES, max_fields=10) as form:
        yield form


@router.post("/upload")
def send(
    request: Request,
    office: TheOffice,
    there: Bringer,
    form: Annotated[FormData, Depends(files_of)],
) -> Response:
    """Take letters; a script gets their jobs, a form the page that shows them."""
    check_csrf(there, text(form, "csrf") or request.headers.get("x-csrf-token", ""))
    inbox = _inbox(office)
    sent = [
        inbox.drop(file.filename or "", _pieces(file.file))
        for file in form.getlist("file")
        if isinstance(file, UploadFile) and file.filename
    ]
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"jobs": sent})
    query = "&".join(f"job={one}" for one in sent)
    return RedirectResponse(f"/upload?{query}", 303)


@router.get("/upload/jobs")
def states(
    office: TheOffice,
    there: Bringer,
    job: Annotated[list[uuid.UUID], Query(max_length=_MOST_FILES)],
) -> Response:
    """Return what became of files, by job."""
    with office.store.reading() as tx:
        return JSONResponse({str(one): _state(tx, office, str(one)) for one in job})


def _inbox(office: Office) -> Inbox:
    if office.inbox is None:
        raise MissingError
    return office.inbox


def _state(tx: Tx, office: Office, job_id: str) -> dict[str, Any]:
    """Return how far a file has got, and which letters it turned out to be."""
    job = jobs.get(tx, job_id)
    found: dict[str, Any] = dict.fromkeys(("code", "page", "of")) | {"letters": []}
    if job is None:
        return {**found, "state": "queued"}
    found |= {"state": job.state, "code": job.error_code}
    progress = office.inbox.progress(job_id) if office.inbox else None
    if job.state == "running" and progress is not None:
        found |= {"page": progress[0], "of": progress[1]}
    first = letters.get(tx, job.letter_id) if job.letter_id else None
    if first is not None:
        found["letters"] = [
            {"id": head.id, "name": head.code or head.filename}
            for head in letters.of_file(tx, first.sha256)
        ]
    return found


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
