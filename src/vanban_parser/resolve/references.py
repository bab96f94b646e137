"""Which documents a letter cites: its citations, each document once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vanban_parser.extract.references import Citation, find_citations
from vanban_parser.lexicon.numbers import number_key
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Reference
from vanban_parser.model.zones import Zones


def _compatible(a: str | None, b: str | None) -> bool:
    """Tell whether two partial dates may be one: one is the other's beginning."""
    if a is None or b is None:
        return True
    return a.startswith(b) or b.startswith(a)


def _longer(a: str | None, b: str | None) -> str | None:
    return b if a is None or (b is not None and len(b) > len(a)) else a


def _title_key(title: str) -> str:
    return re.sub(r"[\W_]", "", title).casefold()


@dataclass(slots=True)
class _Cited:
    """A document while its mentions are gathered; the fullest words win."""

    first: Citation
    code: str | None
    issued_on: str | None
    issuing_body: str | None
    titles: set[str] = field(default_factory=set)
    mentions: list[Citation] = field(default_factory=list)

    def matches(self, other: Citation) -> bool:
        if not _compatible(self.issued_on, other.issued_on):
            return False
        if self.code and other.code:
            return number_key(self.code) == number_key(other.code)
        if other.title is None or _title_key(other.title) not in self.titles:
            return False
        year = _year(self.code) or _year(other.code)
        when = other.issued_on or self.issued_on
        return year is None or when is None or when.startswith(year)

    def join(self, other: Citation) -> None:
        self.code = self.code or other.code
        self.issued_on = _longer(self.issued_on, other.issued_on)
        self.issuing_body = self.issuing_body or other.issuing_body
        if other.title:
            self.titles.add(_title_key(other.title))
        self.mentions.append(other)


def _year(code: str | None) -> str | None:
    match = re.search(r"/((?:19|20)\d\d)/", code or "")
    return match[1] if match else None


def _gather(citations: Iterable[Citation]) -> list[_Cited]:
    cited: list[_Cited] = []
    citations = list(citations)
    for citation in sorted(citations, key=lambda c: (c.weak, c.span.start)):
        for document in cited:
            if document.matches(citation):
                document.join(citation)
                break
        else:
            if citation.weak:
                continue
            document = _Cited(citation, None, None, None)
            document.join(citation)
            cited.append(document)
    return cited


def _finding(document: _Cited, zones: Zones) -> Finding[Reference]:
    first = min(document.mentions, key=lambda c: c.span.start)
    fullest = document.first
    spans = sorted({mention.span for mention in document.mentions})
    return Finding(
        value=Reference(
            document_type=fullest.document_type,
            code=document.code,
            issued_on=document.issued_on,
            issuing_body=document.issuing_body,
            title=None if document.code else fullest.title,
            annex=zones.in_annex(first.span),
        ),
        spans=tuple(spans),
        rule=fullest.rule,
    )


def find_references(
    document: Document,
    zones: Zones,
    own_code: str | None,
    own_notation: str | None,
) -> tuple[Finding[Reference], ...]:
    """Return every other document that the letter cites, once each, in text order."""
    own = number_key(own_code) if own_code else None
    citations = [
        citation
        for citation in find_citations(document)
        if not (own and citation.code and number_key(citation.code) == own)
    ]
    found = [_finding(cited, zones) for cited in _gather(citations)]
    return tuple(sorted(found, key=lambda finding: finding.spans[0]))
