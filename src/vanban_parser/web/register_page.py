"""The register of incoming letters, and search in their words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response

from vanban_parser.export.register_sheet import register_csv, register_xlsx
from vanban_parser.model.register import RegisterEntry
from vanban_parser.store import letters, register, search
from vanban_parser.store.engine import Store
from vanban_parser.text import fold
from vanban_parser.web.access import (
    Mender,
    OwnForm,
    Reader,
    TheOffice,
    text,
)
from vanban_parser.web.errors import MissingError
from vanban_parser.web.render import page
from vanban_parser.web.words import stored_day

router = APIRouter(include_in_schema=False)
Words = Annotated[str, Query(max_length=200)]
_EACH = 100
_HITS = 100
_LONGEST = 500
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the register is wanted, as it was typed."""

    first: str
    last: str
    issuer: str

    @property
    def query(self) -> str:
        """The same as part of an address, with no sign that means something."""
        parts = {"first": self.first, "last": self.last, "issuer": self.issuer}
        return "&".join(f"{name}={_quoted(said)}" for name, said in parts.items())

    def lines(self, store: Store) -> tuple[RegisterEntry, ...]:
        """Return the lines, the latest last; a day that is none is passed over."""
        with store.reading() as tx:
            found = register.entries(tx, _day(self.first), _day(self.last))
        wanted = fold(self.issuer).strip()
        return tuple(e for e in found if wanted in fold(e.issuer or ""))


def filter_of(first: Words = "", last: Words = "", issuer: Words = "") -> Filter:
    """Return the filter of a query."""
    return Filter(first, last, issuer)


Wanted = Annotated[Filter, Depends(filter_of)]


@router.get("/register")
def show(
    office: TheOffice,
    there: Reader,
    wanted: Wanted,
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
    edit: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the register, the latest line first."""
    lines = wanted.lines(office.store)[::-1]
    return page(
        "register",
        there,
        there.language,
        lines=lines[_EACH * (number - 1) : _EACH * number],
        wanted=wanted,
        number=number,
        n_pages=max(-(-len(lines) // _EACH), 1),
        total=len(lines),
        edit=edit if there.may("correct") else "",
        can_mend=there.may("correct"),
    )


@router.get("/register.{form}")
def export(
    office: TheOffice, there: Reader, wanted: Wanted, form: Literal["csv", "xlsx"]
) -> Response:
    """Return the register as a clerk prints it."""
    lines = wanted.lines(office.store)
    now = office.clock.now()
    data = (
        register_xlsx(lines, now)
        if form == "xlsx"
        else register_csv(lines).encode("utf-8-sig")
    )
    name = f"so-van-ban-den-{now:%Y-%m-%d}.{form}"
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=_TYPES[form], headers=disposition)


@router.post("/register/{year}/{number}")
def annotate(
    year: int, number: int, office: TheOffice, there: Mender, form: OwnForm
) -> Response:
    """Fill in the columns that are the clerk's own."""
    columns = {
        name: " ".join(text(form, name).split())[:_LONGEST]
        for name in ("recipient", "received_by", "note")
    }
    columns["forwarded_on"] = _iso(text(form, "forwarded_on"))
    if not (0 < year < 10_000 and 0 < number < 2**31):
        raise MissingError
    at = office.clock.now()
    with office.store.writing() as tx:
        if not register.annotate(tx, (year, number), at, there.actor, columns):
            raise MissingError
    return RedirectResponse(f"/register#so-{year}-{number}", 303)


@router.get("/search")
def find(office: TheOffice, there: Reader, q: Words = "") -> Response:
    """Show letters that have the words."""
    sought = " ".join(q.replace("\0", " ").split())
    return page(
        "search", there, there.language, q=sought, hits=_hits(office.store, sought)
    )


def _hits(
    store: Store, sought: str
) -> list[tuple[letters.LetterRow, RegisterEntry | None, str]]:
    if not sought:
        return []
    found = []
    with store.reading() as tx:
        hits = search.find(tx, sought, _HITS)
        heads = letters.heads(tx, [hit.letter_id for hit in hits])
        for hit in hits:
            head = heads[hit.letter_id]
            letter = letters.record(tx, hit.letter_id)
            if letter is None or head.twin_of in heads or letter.secrecy is not None:
                continue  # a DOCX of what is shown as PDF; or not to be quoted
            line = register.entry(tx, head.twin_of or head.id)
            found.append((head, line, search.passage(letter.text, sought)))
    return found


def _day(shown: str) -> dt.date | None:
    iso = _iso(shown)
    return dt.date.fromisoformat(iso) if len(iso) == len("2020-10-14") else None


def _iso(shown: str) -> str:
    try:
        return stored_day(shown) or ""
    except ValueError:
        return ""


def _quoted(said: str) -> str:
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}"
        for byte in said.encode("utf-8", "replace")
    )
