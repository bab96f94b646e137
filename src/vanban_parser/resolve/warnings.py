"""What a person should look at, and why (``data/warnings.toml`` has the sentences)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.organ_words import CAPITALS
from vanban_parser.model import letter as contract
from vanban_parser.model.document import Document, Notice
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.checks import inconsistencies
from vanban_parser.resolve.facts import Facts
from vanban_parser.text import fold

_UNKNOWN = "inferred"
# No phrase ends with one of these, and a number cited without digits is not whole.
_UNENDED = re.compile(
    r"(?:^|\s)(?:và|của|về|các|những|cho|tại|với|theo|trong|để|do|hoặc|nhằm|giữa|bởi)$"
    r"|(?:^|\s)số\s*/\s?[A-ZĐ]{2}",
    re.IGNORECASE,
)
# The last item of every list (NĐ 30/2020 annex I, ô 9b).
_ARCHIVED = re.compile(r"\W*luu\b")
# A deputy signs for the head, or for the body: NĐ 30/2020, Art. 13.
_DEPUTY = re.compile(r"(?:PHÓ|THỨ TRƯỞNG)\b")
# It stands on the page, on a line where no authority was looked for; a scan may have
# a comma for its dot.
_FOR_HEAD = re.compile(rf"(?<!\w)KT[.,] ?[{CAPITALS}]{{3}}")
# Said though the value was read.
_REREAD = frozenset({"year-reread"})
# Their messages end with the pages of which they are said.
_WITH_PAGES = frozenset({"page-without-text", "secrecy-unchecked", "several-letters"})


def warn(
    document: Document,
    doubts: Iterable[tuple[str, str | None]],
    language: Literal["vi", "en"],
) -> tuple[contract.Warning, ...]:
    """Return the warnings that `doubts`, codes with their fields, are; each once."""
    messages = {row["code"]: row[language] for row in table("warnings")["warning"]}
    seen = {(n.code, n.field): n for n in document.notices}
    out: dict[tuple[str, str | None], contract.Warning] = {}
    for code, field in doubts:
        known = code if code in messages else _UNKNOWN
        message = messages[known]
        if field is None and code in _WITH_PAGES:
            pages = [n.pages for n in document.notices if n.code == code and n.page]
            message = f"{message} ({', '.join(pages)})" if pages else message
        page, box = _place(seen.get((code, field)))
        out.setdefault(
            (code, field),
            contract.Warning(
                code=code, message=message, field=field, page=page, bbox=box
            ),
        )
    return tuple(out.values())


def message_of(code: str, language: Literal["vi", "en"]) -> str:
    """Return the sentence of a warning."""
    rows = table("warnings")["warning"]
    return str(next(row[language] for row in rows if row["code"] == code))


def _place(
    notice: Notice | None,
) -> tuple[int | None, tuple[float, float, float, float] | None]:
    """Return where a page shows what stands in no text."""
    if notice is None or notice.box is None:
        return None, None
    box = notice.box
    return notice.page, (box.x0, box.y0, box.x1, box.y1)


def codes(
    document: Document, facts: Facts, found: Mapping[str, Finding[object]]
) -> Iterator[tuple[str, str | None]]:
    """Yield what a person should look at: a code and the field, header first."""
    for notice in document.notices:
        if notice.field is None:
            yield notice.code, None
    scanned = _of_scans(document, facts) if document.is_recognised else ()
    lacks = (*_header(facts), *scanned)
    # Of what the reader saw on the page, only what the text does not say after all.
    yield from ((n.code, n.field) for n in document.notices if n.code in _REREAD)
    fields = {"/number" if field == "/notation" else field for _, field in lacks}
    unread = [
        n for n in document.notices if n.field in fields and n.code not in _REREAD
    ]
    yield from ((n.code, n.field) for n in unread)
    told = {n.field for n in unread}
    yield from (lack for lack in lacks if lack[1] not in told)
    for pointer, finding in found.items():
        if finding.inferred is not None:
            yield finding.inferred, pointer
    for index, task in enumerate(facts.tasks):
        if not task.assignees:
            yield "assignee-missing", f"/tasks/{index}/assignees"
        for flag in task.deadline.value.flags if task.deadline is not None else ():
            yield flag, f"/tasks/{index}/deadline"
    yield from _early_deadlines(facts)
    yield from inconsistencies(document, facts)


def _header(facts: Facts) -> Iterator[tuple[str, str | None]]:
    header = facts.header
    if header.number is None:
        blank = header.notation is not None
        yield ("number-blank", "/number") if blank else ("number-missing", "/notation")
    yield from _date(header.issued_on)
    single = (
        (header.issuer, "issuer-missing", "/issuing_body/name"),
        (header.subject, "subject-missing", "/subject"),
        (facts.signing.name, "signer-missing", "/signature/name"),
    )
    for finding, code, field in single:
        if finding is None:
            yield code, field
    if header.subject is not None and _UNENDED.search(header.subject.value):
        yield "subject-incomplete", "/subject"
    if header.document_type is None:
        yield "type-missing", "/document_type"
    elif header.document_type.rivals:
        yield "type-conflict", "/document_type"


def _of_scans(document: Document, facts: Facts) -> Iterator[tuple[str, str | None]]:
    """Yield what a scanned letter prints, and was not read.

    A typed letter may do without; in a scan it is under a seal, or too faint.
    """
    if facts.header.place is None:
        yield "place-missing", "/place"
    if facts.signing.position is None:
        yield "position-missing", "/signature/position"
    elif facts.signing.authority is None and (
        _DEPUTY.match(facts.signing.position.value)
        or _FOR_HEAD.search(document.text) is not None
    ):
        yield "authority-missing", "/signature/authority"
    if not any(_ARCHIVED.match(fold(item.value)) for item in facts.distribution):
        yield "distribution-incomplete", "/distribution"


def _date(issued_on: Finding[str] | None) -> Iterator[tuple[str, str | None]]:
    if issued_on is None:
        yield "date-missing", "/issued_on"
    elif len(issued_on.value) < len("2020-10-14"):
        yield "day-blank", "/issued_on"


def _early_deadlines(facts: Facts) -> Iterator[tuple[str, str | None]]:
    issued = facts.header.issued_on
    if issued is None:
        return
    for index, task in enumerate(facts.tasks):
        date = task.deadline.value.date if task.deadline is not None else None
        if date is not None and date[: len(issued.value)] < issued.value:
            yield "deadline-before-letter", f"/tasks/{index}/deadline"
