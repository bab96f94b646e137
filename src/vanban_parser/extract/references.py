"""Citations: every place where a letter names another document.

One `Citation` a mention; `vanban_parser.resolve.references` makes documents of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from vanban_parser.extract.citation_bodies import body_before, issues, read_body
from vanban_parser.extract.citation_heads import NO, read_head, squeeze
from vanban_parser.extract.citation_lists import akin, with_shared
from vanban_parser.extract.citation_parts import opening_date, read_date, slipped_date
from vanban_parser.extract.citations import Citation
from vanban_parser.extract.law_names import LawName, find_laws, stands_in_a_title
from vanban_parser.extract.named_documents import NamedDocument, find_named
from vanban_parser.lexicon.numbers import NumberMatch, find_numbers
from vanban_parser.model.document import Block, Document, Flow, Span

_BULLET = re.compile(r"(?:[a-zđ]{1,2}|\d+(?:\.\d+)*)[.)]\s|\d+\s[A-ZĐ]")


def _goes_on(
    text: str, block: Block, following: Block, cells: Mapping[int, int]
) -> bool:
    if following.start != block.end + 1 or block.flow is not following.flow:
        return False
    if cells.get(block.start) != cells.get(following.start):
        return False
    last = text[block.end - 1]
    if last in ".;:" or _BULLET.match(text, following.start):
        return False
    first = text[following.start]
    return last in "-/" or first.islower() or first.isdigit() or first == "("


def runs(document: Document) -> Iterator[Span]:
    """Yield the stretches of text to read as one: a paragraph, or its broken lines.

    Stamps and margin notes are left out: they are not the letter's words.
    """
    start = 0
    previous: Block | None = None
    every = (cell for table in document.tables for cell in table.cells)
    cells = {span.start: n for n, cell in enumerate(every) for span in cell.spans}
    for block in document.blocks:
        if block.flow is Flow.STAMP:
            continue
        if previous is None or not _goes_on(document.text, previous, block, cells):
            if previous is not None:
                yield Span(start, previous.end)
            start = block.start
        previous = block
    if previous is not None:
        yield Span(start, previous.end)


def _tail(
    text: str, pos: int, end: int, year: int | None
) -> tuple[str | None, str | None, int]:
    """Read date and body after a number, in either order; return them and the end."""
    date = read_date(text, pos, end, year) or slipped_date(text, pos, end)
    pos = date.end if date else pos
    body = read_body(text, pos, end)
    pos = body.end if body else pos
    if date is None and (date := read_date(text, pos, end, year)):
        pos = date.end
    return date.value if date else None, body.value if body else None, pos


def _numbered(
    text: str, run: Span, number: NumberMatch, previous: Citation | None
) -> Citation | None:
    last = (previous.span.end, previous.document_type) if previous else None
    head = read_head(text, run.start, number, last)
    if head is None:
        return None
    when, body, end = _tail(text, number.span.end, run.end, number.year)
    if not head.listed and issues(text, run.start, head.start):
        floor = max(run.start, last[0] if last else 0)
        body = body or body_before(text, floor, head.start)
        if when is None:
            date = opening_date(text, run.start, head.start, number.year)
            when = date.value if date else None
    found = Citation(
        document_type=head.document_type,
        code=number.code,
        span=Span(head.start, end),
        rule=head.rule,
        issued_on=when,
        issuing_body=body,
        notation=number.notation,
    )
    return found if body else _named_before(text, number, found, previous)


def _named_before(
    text: str, number: NumberMatch, found: Citation, previous: Citation | None
) -> Citation:
    """Take the body from before the number: ``Công văn của Sở A: số 1/..., số 2/...``.

    The next ones of such a list have it too.
    """
    body: str | None = None
    if found.rule == "numbered-apart" and found.document_type:
        at = found.span.start + len(found.document_type)
        named = read_body(text, at, number.span.start)
        body = named.value if named else None
    elif (
        found.rule == "numbered-listed"
        and previous is not None
        and previous.rule.startswith("numbered-apart")
        and akin(found, previous)
    ):
        return replace(
            found, issuing_body=previous.issuing_body, rule="numbered-apart-listed"
        )
    return replace(found, issuing_body=body) if body else found


_TYPES_BY_NUMBER = (
    r"Nghị\sđịnh|Nghị\squyết|Chỉ\sthị|Quyết\sđịnh|Thông\stư(?:\sliên\stịch)?|Công\svăn"
    r"|Kết\sluận|Thông\sbáo|Tờ\strình|Công\sđiện|Văn\sbản|Kế\shoạch|Hướng\sdẫn|Báo\scáo"
)
_BY_NUMBER = re.compile(
    rf"(?<!\w)(?P<type>{_TYPES_BY_NUMBER})\s(?P<no>(?:{NO})\s)?(?P<number>\d{{1,5}}[a-zđ]?)"
    r"(?:/(?P<year>(?:19|20)\d\d))?(?![\w%]|[/.,–-]\s?[\wĐ]|\s[/–-])"
    r"(?=$|[.,;:)”\"]|\s(?:ngày|của|về|và|nêu|nói|trên|thì|đã|có|quy|này|do|\())"
)
_STANDING = ("nghị định", "nghị quyết", "thông tư", "thông tư liên tịch", "quyết định")


def _by_number(text: str, run: Span) -> Iterator[Citation]:
    """Yield ``Chỉ thị 15``, ``Công văn số 1801 ngày ...``: no notation."""
    for match in _BY_NUMBER.finditer(text, run.start, run.end):
        year = int(match["year"]) if match["year"] else None
        when, body, end = _tail(text, match.end(), run.end, year)
        kind = squeeze(match["type"])
        full = bool(year and kind in _STANDING) or bool(match["no"] and when)
        number = match["number"] + (f"/{year}" if year else "")
        yield Citation(
            document_type=kind,
            code=None,
            span=Span(match.start(), end),
            rule="by-number",
            issued_on=when,
            issuing_body=body,
            number=number,
            weak=not full,
        )


def _law(law: LawName, *, weak: bool) -> Citation:
    return Citation(
        document_type=law.kind,
        code=law.number.code if law.number else None,
        span=Span(law.start, law.end),
        rule="law-titled",
        issued_on=law.issued_on,
        title=law.title,
        notation=law.number.notation if law.number else None,
        weak=weak,
    )


def _laws(text: str, law: LawName, previous: Citation | None) -> Iterator[Citation]:
    """Yield the law, and the laws with a number inside an amending law's title."""
    weak = (
        law.number is None
        and law.issued_on is None
        and previous is not None
        and previous.code is not None
        and stands_in_a_title(text[previous.span.end : law.start])
    )
    yield _law(law, weak=weak)
    start = law.start + len(law.kind)
    for number in law.inner:
        for named in find_laws(text, start, number.span.end):
            if named.number is not None and named.number.span == number.span:
                yield replace(_law(named, weak=False), rule="law-in-title")
        start = number.span.end


def _named(named: NamedDocument) -> Citation:
    return Citation(
        document_type=named.kind,
        code=None,
        span=Span(named.start, named.end),
        rule=named.rule,
        issued_on=named.issued_on,
        issuing_body=named.issuing_body,
        title=named.title,
    )


def _laws_and_numbers(text: str, run: Span) -> Iterator[Citation]:
    laws = find_laws(text, run.start, run.end)
    items: list[tuple[int, LawName | NumberMatch]] = [(law.start, law) for law in laws]
    for number in find_numbers(text, run.start, run.end):
        at = number.span.start
        if not any(law.start <= at < law.end for law in laws):
            items.append((at, number))
    previous: Citation | None = None
    for _, item in sorted(items, key=lambda pair: pair[0]):
        if isinstance(item, LawName):
            found = list(_laws(text, item, previous))
        else:
            numbered = _numbered(text, run, item, previous)
            found = [numbered] if numbered else []
        yield from found
        if found and not found[0].weak:
            previous = found[0]


# Without letters, and without number, law or issuer, a line cites nothing: most cells
# of tables are such.
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CITES = re.compile(r"\d|[Ll]uật|LUẬT|lệnh|LỆNH|Căn\scứ|\scủa\s")


def _run_citations(text: str, run: Span) -> Iterator[Citation]:
    if not (
        _LETTERS.search(text, run.start, run.end)
        and _CITES.search(text, run.start, run.end)
    ):
        return
    found = list(_laws_and_numbers(text, run))
    yield from with_shared(text, found)
    taken = [citation.span for citation in found]
    others = [
        *map(_named, find_named(text, run.start, run.end)),
        *_by_number(text, run),
    ]
    for other in others:
        if not any(other.span.overlaps(span) for span in taken):
            yield other


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Return every mention of a document in the text, in order.

    Pure; blocks of stamps are skipped; a mention does not reach over a paragraph.
    """
    text = document.text.replace("\n", " ")
    found = [item for run in runs(document) for item in _run_citations(text, run)]
    return tuple(sorted(found, key=lambda citation: citation.span))
