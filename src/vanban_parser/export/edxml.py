"""The header of a letter as edXML 1.x has it: for systems that take letters so.

Only what the letter says is filled in.  Codes of organs (``OrganId``), and with them
``DocumentId``, the route and the attachments are the sending system's to add.

Source:
    QCVN 102:2016/BTTTT, MessageHeader 1.1 to 1.14; dates are ``yyyy/MM/dd``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from vanban_parser.export.entry import PRIORITY, due_of
from vanban_parser.export.moments import due_from
from vanban_parser.export.signs import without_controls
from vanban_parser.model.letter import Letter

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<edXML xmlns="{NAMESPACE}" xmlns:edXML="{NAMESPACE}" xmlns:xlink="{_XLINK}">'
    "<edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>"
)
_FOOT: Final = (
    "</edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope></edXML>\n"
)


def to_edxml(letter: Letter) -> str:
    """Return the header of `letter` as an XML document, to be encoded as UTF-8."""
    return f"{_HEAD}{''.join(_parts(letter))}{_FOOT}"


def _parts(letter: Letter) -> Iterator[str]:
    body, signer = letter.issuing_body, letter.signature
    yield _group(
        "From",
        _field("OrganizationInCharge", body.parent),
        _field("OrganName", body.name),
    )
    for addressee in letter.addressees:
        yield _group("To", _field("OrganName", addressee))
    yield _group(
        "Code",
        _field("CodeNumber", letter.number),
        _field("CodeNotation", letter.notation),
    )
    yield _group(
        "PromulgationInfo",
        _field("Place", letter.place),
        _field("PromulgationDate", _day(letter.issued_on)),
    )
    kind = letter.document_type
    named = kind[:1].upper() + kind[1:] if kind else None
    yield _group("DocumentType", _field("TypeName", named))
    yield _field("Subject", letter.subject)
    yield _group(
        "SignerInfo",
        _field("Competence", signer.authority),
        _field("Position", signer.position),
        _field("FullName", signer.name),
    )
    yield _field("DueDate", _day(_first_due(letter)))
    places = (_field("Place", place) for place in letter.distribution)
    yield _group("ToPlaces", *places)
    pages = letter.source.page_count
    yield _group(
        "OtherInfo",
        _field("Priority", str(PRIORITY.get(letter.urgency or "", 0))),
        _field("PageAmount", str(pages) if pages else None),
    )


def _first_due(letter: Letter) -> str | None:
    """Return the first day of the calendar by which something is to be done."""
    dues = (due_of(task.deadline) for task in letter.tasks)
    return min((due[:10] for due in dues if due and _is_day(due[:10])), default=None)


def _is_day(iso: str) -> bool:
    try:
        return due_from(iso) is not None
    except ValueError:
        return False


def _day(partial: str | None) -> str | None:
    """Return a whole date as edXML writes it; of a part of one it has no form."""
    whole = partial and len(partial) == len("2020-10-14")
    return partial.replace("-", "/") if partial and whole else None


def _group(name: str, *parts: str) -> str:
    inside = "".join(parts)
    return f"<{name}>{inside}</{name}>" if inside else ""


def _field(name: str, value: str | None) -> str:
    text = escape(without_controls(value)) if value else ""
    return f"<{name}>{text}</{name}>" if text else ""
