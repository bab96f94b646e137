"""What a page is made of: pictures of letters by id, words with their places, ours."""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from vanban_parser.errors import VanbanError
from vanban_parser.model.letter import Letter
from vanban_parser.store import corrections
from vanban_parser.web.access import Reader, TheOffice
from vanban_parser.web.errors import MissingError
from vanban_parser.web.office import Office
from vanban_parser.web.paper import anchors_of, sheet_of
from vanban_parser.web.secrecy import check_secrecy
from vanban_parser.web.sheets import WIDTHS

router = APIRouter(include_in_schema=False)
_STATIC = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
Size = Literal["read", "close"]


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Return one of our own files, of which there is a list."""
    found = _static().get(name)
    if found is None:
        raise MissingError
    kind, data = found
    return Response(data, media_type=kind, headers={"cache-control": "max-age=3600"})


@router.get("/letters/{letter_id}/pages/{number}.webp")
def picture(
    letter_id: uuid.UUID,
    number: int,
    office: TheOffice,
    there: Reader,
    request: Request,
    size: Size = "read",
) -> Response:
    """Return a page of a letter as a picture."""
    letter = _letter(office, str(letter_id))
    first, last = letter.source.pages or (1, letter.source.page_count or 0)
    sheet = sheet_of(office, letter)
    if sheet is None or not first <= number <= last:
        raise MissingError
    tag = f'"{letter.source.sha256[:32]}-{number}-{size}"'
    # It never changes; but whether it may be seen is asked each time.
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    try:
        data = office.sheets.picture(sheet, number, WIDTHS[size == "close"])
    except VanbanError as error:
        raise MissingError from error
    return Response(data, media_type="image/webp", headers=headers)


@router.get("/letters/{letter_id}/anchors.json")
def anchors(letter_id: uuid.UUID, office: TheOffice, there: Reader) -> Response:
    """Return the letter's words, where they stand, and which value each one gave."""
    letter = _letter(office, str(letter_id))
    found = anchors_of(office, letter)
    evidence: dict[str, list[Any]] = {
        pointer: [[e.start, e.end, e.page, e.bbox] for e in quotes]
        for pointer, quotes in letter.evidence.items()
    }
    return JSONResponse(
        {
            "text": letter.text,
            "pages": found["pages"],
            "words": found["words"],
            "evidence": evidence,
        }
    )


def _letter(office: Office, letter_id: str) -> Letter:
    """Return a letter that may be shown.

    Raises:
        MissingError: there is none.
        SecretHereError: it may not.
    """
    with office.store.reading() as tx:
        letter = corrections.current(tx, letter_id)
    if letter is None:
        raise MissingError
    check_secrecy(letter, office.settings)
    return letter


@cache
def _static() -> dict[str, tuple[str, bytes]]:
    return {
        path.name: (_TYPES[path.suffix], path.read_bytes())
        for path in _STATIC.iterdir()
        if path.suffix in _TYPES
    }
