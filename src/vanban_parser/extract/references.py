"""Citations: every place where a letter names another document.

One `Citation` a mention; `vanban_parser.resolve.references` makes documents of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban_parser.extract.citation_parts import (
    body_before,
    date_before,
    read_body,
    read_date,
)
from vanban_parser.extract.law_names import LawName, find_laws, stands_in_a_title
from vanban_parser.lexicon.document_types import (
    abbreviations,
    citing_names,
    type_by_code,
    words_of_no_document,
)
from vanban_parser.lexicon.numbers import NumberMatch, find_numbers
from vanban_parser.model.document import Block, Document, Flow, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document, as far as this place names it.

    `weak` mentions (``Chỉ thị 15``; a law inside another document's title) count
    only where another mention names the same document in full.
    """

    document_type: str | None
    code: str | None
    span: Span
    rule: str
    issued_on: str | None = None
    issuing_body: str | None = None
    title: str | None = None
    weak: bool = False


_LOWER_START = re.compile(r"[a-zđà-ỹ0-9(]")
_BULLET = re.compile(r"(?:[a-zđ]{1,2}|\d+(?:\.\d+)*)[.)]\s|\d+\s[A-ZĐ]")


def _goes_on(text: str, block: Block, following: Block) -> bool:
    if following.start != block.end + 1 or block.flow is not following.flow:
        return False
    if text[block.end - 1] in ".;:" or _BULLET.match(text, following.start):
        return False
    return _LOWER_START.match(text, following.start) is not None


def runs(document: Document) -> Iterator[Span]:
    """Yield the stretches of text to read as one: a paragraph, or its broken lines.

    Stamps and margin notes are left out: they are not the letter's words.
    """
    start: int | None = None
    previous: Block | None = None
    for block in document.blocks:
        if block.flow is Flow.STAMP:
            continue
        if previous is not None and start is not None:
            if _goes_on(document.text, previous, block):
                previous = block
                continue
            yield Span(start, previous.end)
        start, previous = block.start, block
    if previous is not None and start is not None:
        yield Span(start, previous.end)


_TYPES = "|".join(name.replace(" ", r"\s") for name in citing_names())
_SHORTS = "|".join(map(re.escape, abbreviations()))
_LABEL = r"\s*:?\s*(?:\(\s*)?(?:[Ss]ố\s*[:.]?\s*|SỐ\s*:?\s*)?"
_ADJACENT = re.compile(rf"(?<!\w)(?P<type>(?i:{_TYPES})){_LABEL}$")
_ADJACENT_SHORT = re.compile(rf"(?<![\w/-])(?P<type>{_SHORTS})\s*(?:số\s*:?\s*)?$")
_NOT_DOCUMENT = re.compile(
    rf"(?<!\w)(?:{'|'.join(w.replace(' ', chr(92) + 's') for w in words_of_no_document())})"
    r"\s*(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\s*\)?\s*(?:[,;]|và|hoặc|cùng|với|đến|[-–])*\s*(?:và\s)?(?:các\s)?(?:số\s*:?\s*)?$"
)
_LOOSE = re.compile(rf"(?<!\w)(?P<type>(?i:{_TYPES}))(?!\w)")
_NUMBER_LABEL = re.compile(r"(?<!\w)[Ss]ố\s*:?\s*$")
_CLAUSE = re.compile(r"[.;:“”\"]\s")
_OWN_LINE = re.compile(r"^[\s(]*(?:(?:Luật|LUẬT)\s)?(?:Số|SỐ)\s*[:.]?\s*$")
MAX_HEAD = 130


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before a number: the type, where the mention starts, the rule."""

    document_type: str | None
    start: int
    rule: str
    listed: bool = False


def _own_type(number: NumberMatch) -> str | None:
    """Return the type that the notation itself names (``QĐ-UBND``)."""
    groups = number.groups
    if len(groups) < 2:
        return None
    return type_by_code(groups[0])


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def _inherited(previous: Citation, number: NumberMatch) -> str | None:
    own = _own_type(number)
    if own is None or previous.document_type in ("văn bản", "công văn", None):
        return previous.document_type or own
    return own


def _adjacent(before: str, pos: int) -> _Head | None:
    if match := _ADJACENT.search(before):
        return _Head(_squeeze(match["type"]), pos - len(before) + match.start(), "numbered")
    if match := _ADJACENT_SHORT.search(before):
        name = abbreviations()[match["type"]]
        return _Head(name, pos - len(before) + match.start(), "numbered-abbreviated")
    return None


def _loose(before: str, number: NumberMatch) -> _Head | None:
    """Find the type some words before: ``Nghị quyết của HĐND tỉnh số 12/NQ-HĐND``."""
    label = _NUMBER_LABEL.search(before)
    if label is None:
        return None
    cut = 0
    for clause in _CLAUSE.finditer(before):
        cut = clause.end()
    last = None
    for last in _LOOSE.finditer(before, cut):
        pass
    pos = number.span.start
    own = _own_type(number)
    if last is not None and last["type"][0].isupper():
        kind = _squeeze(last["type"])
        if own in (None, kind):
            return _Head(kind, pos - len(before) + last.start(), "numbered-apart")
    return _Head(own, pos - len(before) + label.start(), "number-alone")


def _head(text: str, run: Span, number: NumberMatch, previous: Citation | None) -> _Head | None:
    pos = number.span.start
    floor = max(run.start, previous.span.end if previous else 0)
    before = text[max(floor, pos - MAX_HEAD) : pos]
    if _NOT_DOCUMENT.search(before) or _OWN_LINE.match(text[run.start : pos]):
        return None
    if head := _adjacent(before, pos):
        return head
    if previous and floor == previous.span.end and _LIST.match(before):
        kind = _inherited(previous, number)
        return _Head(kind, pos, "numbered-listed", listed=True)
    if head := _loose(before, number):
        return head
    own = _own_type(number)
    return _Head(own, pos, "number-alone") if own else None


def _tail(text: str, pos: int, end: int, year: int | None) -> tuple[str | None, str | None, int]:
    """Read date and body after a number, in either order; return them and the end."""
    when: str | None = None
    body: str | None = None
    seen_date = seen_body = False
    for _ in range(2):
        if not seen_date and (date := read_date(text, pos, end, year)):
            when, pos, seen_date = date.value, date.end, True
        if not seen_body and (part := read_body(text, pos, end)):
            body, pos, seen_body = part.value, part.end, True
    return when, body, pos


def _numbered(text: str, run: Span, number: NumberMatch, previous: Citation | None) -> Citation | None:
    head = _head(text, run, number, previous)
    if head is None:
        return None
    when, body, end = _tail(text, number.span.end, run.end, number.year)
    if not head.listed:
        floor = max(run.start, previous.span.end if previous else 0)
        if body is None:
            body = body_before(text, floor, head.start)
        if when is None:
            date = date_before(text, run.start, head.start, number.year)
            when = date.value if date else None
    return Citation(
        document_type=head.document_type,
        code=number.code,
        span=Span(head.start, end),
        rule=head.rule,
        issued_on=when,
        issuing_body=body,
    )


def _law(law: LawName, *, weak: bool) -> Citation:
    return Citation(
        document_type=law.kind,
        code=law.number.code if law.number else None,
        span=Span(law.start, law.end),
        rule="law-titled",
        issued_on=law.issued_on,
        title=law.title,
        weak=weak,
    )


def _inner(text: str, law: LawName) -> Iterator[Citation]:
    """Yield the laws with a number inside an amending law's title."""
    start = law.start + 5
    for number in law.inner:
        for named in find_laws(text, start, number.span.end):
            if named.number is not None and named.number.span == number.span:
                yield replace(_law(named, weak=False), rule="law-in-title")
        start = number.span.end


def _run_citations(text: str, run: Span) -> Iterator[Citation]:
    laws = find_laws(text, run.start, run.end)
    taken = [(law.start, law.end) for law in laws]
    numbers = [
        number
        for number in find_numbers(text, run.start, run.end)
        if not any(a <= number.span.start < b for a, b in taken)
    ]
    items = sorted([*laws, *numbers], key=lambda item: item.start if isinstance(item, LawName) else item.span.start)
    previous: Citation | None = None
    for item in items:
        if isinstance(item, LawName):
            lead = text[previous.span.end : item.start] if previous and previous.span.end <= item.start else ""
            weak = not item.number and not item.issued_on and previous is not None and previous.code is not None and stands_in_a_title(lead)
            citation = _law(item, weak=weak)
            yield citation
            yield from _inner(text, item)
            if not weak:
                previous = citation
            continue
        found = _numbered(text, run, item, previous)
        if found is not None:
            yield found
            previous = found


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Return every mention of a document in the text, in order.

    Pure; blocks of stamps are skipped; a mention does not reach over a paragraph.
    """
    text = document.text.replace("\n", " ")
    return tuple(
        citation for run in runs(document) for citation in _run_citations(text, run)
    )
