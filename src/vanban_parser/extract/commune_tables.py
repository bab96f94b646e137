"""Communes that fill a column of a ruled table, named by the column's head only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.extract.commune_names import Kinds, Known, bare_name
from vanban_parser.extract.communes import ALL_KINDS, CommuneMention
from vanban_parser.model.document import Cell, Document, Span, Table

_HEAD_ROWS = 4
_HEAD_LENGTH = 60
_NAMES_COMMUNES = re.compile(r"(?<!thị )\b(?:xã|phường|thị trấn|đặc khu)\b", re.I)
_NAMES_PLACES = re.compile(r"\b(?:đơn vị|địa phương|tên)\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:\d{1,3}[.)] |[-+] ?)?(?:(?:UBND|Ủy ban nhân dân) )?")
_REST = re.compile(r" ?(?:\([^()]{0,60}\))? ?[.,;]?$")


def _text_of(document: Document, cell: Cell) -> str:
    return " ".join(span.of(document.text) for span in cell.spans)


def _name_in(document: Document, cell: Cell, known: Known) -> CommuneMention | None:
    """Return the commune whose bare name fills `cell`, if it does."""
    if len(cell.spans) != 1:
        return None
    text, (span,) = document.text, cell.spans
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    end = bare_name(text, start, span.end, ALL_KINDS, known, is_first=True)
    if end is None:
        return None
    if not _REST.match(text[end : span.end]):
        return None
    return CommuneMention(Span(start, end), text[start:end], ALL_KINDS, "table-column")


def _heads(document: Document, table: Table) -> Iterator[tuple[Cell, bool]]:
    """Yield the head cells over communes, and whether they say so themselves."""
    for cell in table.cells:
        head = _text_of(document, cell)
        if cell.row >= _HEAD_ROWS or len(head) > _HEAD_LENGTH:
            continue
        if _NAMES_COMMUNES.search(head):
            yield cell, True
        elif _NAMES_PLACES.search(head):
            yield cell, False


def _kinds_of(head: str) -> Kinds:
    said = [kind for kind in ALL_KINDS if re.search(rf"\b{kind}\b", head, re.I)]
    return tuple(said) or ALL_KINDS


def _column(
    document: Document, table: Table, head: Cell, known: Known, *, is_sure: bool
) -> list[CommuneMention]:
    """Return the communes below `head`.

    Under a general head (Đơn vị) they must be at least two, and half of the cells:
    a list of offices or districts can hold a commune's namesake.
    """
    filled = [
        cell
        for cell in table.cells
        if cell.column == head.column and cell.row > head.row and cell.spans
    ]
    named = [_name_in(document, cell, known) for cell in filled]
    found = [mention for mention in named if mention is not None]
    if is_sure:
        kinds = _kinds_of(_text_of(document, head))
        return [replace(mention, kinds=kinds) for mention in found]
    return found if len(found) >= 2 and 2 * len(found) >= len(filled) else []


def find_in_tables(document: Document, known: Known) -> tuple[CommuneMention, ...]:
    """Return the bare names in table columns whose head announces communes."""
    found: dict[Span, CommuneMention] = {}
    for table in document.tables:
        for head, is_sure in _heads(document, table):
            for mention in _column(document, table, head, known, is_sure=is_sure):
                found.setdefault(mention.span, mention)
    return tuple(found.values())
