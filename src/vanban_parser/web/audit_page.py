"""Who did what, and when: for those who look after the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from vanban_parser.store import audit, corrections, letters
from vanban_parser.store.audit import Act
from vanban_parser.store.corrections import Correction
from vanban_parser.store.engine import Tx
from vanban_parser.web.access import Manager, TheOffice
from vanban_parser.web.facts import label_of
from vanban_parser.web.render import page
from vanban_parser.web.words import Language, Words, brief

router = APIRouter(include_in_schema=False)
_EACH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One act as the page shows it; `what` says of what, `old` and `new` its values."""

    act: Act
    letter: str | None
    what: str = ""
    old: str = ""
    new: str = ""


@router.get("/audit")
def show(
    office: TheOffice,
    there: Manager,
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Show what was done, the newest first."""
    with office.store.reading() as tx:
        found = audit.latest(tx, limit=_EACH + 1, offset=_EACH * (number - 1))
        rows = [row for act in found[:_EACH] for row in _rows(tx, act, there.language)]
    return page(
        "audit",
        there,
        there.language,
        rows=rows,
        number=number,
        has_more=len(found) > _EACH,
    )


def _rows(tx: Tx, act: Act, language: Language) -> list[Row]:
    """Return an act, once for each value that it changed."""
    head = letters.get(tx, act.letter_id) if act.letter_id else None
    name = (head.code or head.filename) if head else None
    if act.action == "register-annotated":
        return [
            Row(act, name, Words(language)(f"register.{_COLUMNS[column]}"), old, new)
            for column, (old, new) in act.detail.get("changes", {}).items()  # type: ignore[attr-defined] # a mapping
        ] or [Row(act, name)]
    mend = _mend(tx, act)
    if mend is not None:
        label = label_of(mend.pointer, language)
        return [Row(act, name, label, brief(mend.old), brief(mend.new))]
    return [Row(act, name, _said(act.detail))]


_COLUMNS = {
    "recipient": "recipient",
    "forwarded_on": "forwarded",
    "received_by": "received",
    "note": "note",
}


def _mend(tx: Tx, act: Act) -> Correction | None:
    if act.action != "corrected" or act.letter_id is None:
        return None
    every = corrections.of_letter(tx, act.letter_id)
    pointer = act.detail.get("pointer")
    mine = (one for one in every if one.at == act.at and one.pointer == pointer)
    return next(mine, None)


def _said(detail: Mapping[str, object]) -> str:
    """Return what else is known of an act: a role, a version, how many tasks."""
    return ", ".join(f"{key}: {value}" for key, value in detail.items())
