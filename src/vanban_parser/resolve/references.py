"""Which documents a letter cites: its citations, each document once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vanban_parser.extract.citations import Citation
from vanban_parser.extract.references import find_citations
from vanban_parser.lexicon.document_types import law_titles, type_by_code
from vanban_parser.lexicon.numbers import number_key
from vanban_parser.lexicon.spelling import respelt
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Reference
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.respelling import CODE
from vanban_parser.text import fold

_CODE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?[a-zđA-D]{0,2})(?:/(?P<year>(?:19|20)\d\d)/)?"
)
_AMENDING = ("sửa đổi", "bổ sung")
_ODD_YEAR = re.compile(r"/\d{5}/")
_GENERIC = (None, "văn bản")


def _compatible(a: str | None, b: str | None) -> bool:
    """Tell whether two partial dates may be one: one is the other's beginning."""
    if a is None or b is None:
        return True
    return a.startswith(b) or b.startswith(a)


def _fuller(a: str | None, b: str | None) -> str | None:
    return b if a is None or (b is not None and len(b) > len(a)) else a


def _title_key(title: str) -> str:
    # Marks are what a scan loses; no two laws differ in them alone.
    return re.sub(r"[\W_]", "", fold(title))


def _bare(number: str) -> str:
    return number.lstrip("0").casefold()


def _year(code: str | None) -> str | None:
    match = _CODE.match(code or "")
    return match["year"] if match else None


@dataclass(slots=True, eq=False)
class _Cited:
    """A document while its mentions are gathered."""

    first: Citation
    code: str | None = None
    issued_on: str | None = None
    titles: set[str] = field(default_factory=set)
    mentions: list[Citation] = field(default_factory=list)

    def is_named_by(self, other: Citation) -> bool:
        """Tell whether `other` may name this document."""
        if not _compatible(self.issued_on, other.issued_on):
            return False
        if other.number is not None:
            return self._has_number(other)
        if self.code and other.code:
            return number_key(self.code) == number_key(other.code)
        return self._has_title(other)

    def _has_number(self, other: Citation) -> bool:
        kind = self.first.document_type
        if kind != other.document_type and other.document_type not in _GENERIC:
            return False
        number, _, year = (other.number or "").partition("/")
        match = _CODE.match(self.code or self.first.number or "")
        if match is None or _bare(match["number"]) != _bare(number):
            return False
        return not year or match["year"] in (None, year)

    def _has_title(self, other: Citation) -> bool:
        if other.title is None or _title_key(other.title) not in self.titles:
            return False
        year = _year(self.code) or _year(other.code)
        when = other.issued_on or self.issued_on
        return year is None or when is None or when.startswith(year)

    def add(self, other: Citation) -> None:
        """Take what `other` adds: the code, a fuller date, another title."""
        self.code = self.code or other.code
        self.issued_on = _fuller(self.issued_on, other.issued_on)
        if other.title:
            self.titles.add(_title_key(other.title))
        self.mentions.append(other)

    def kind(self) -> str | None:
        """Return the type that says most: a generic word gives way to a name."""
        kinds = [mention.document_type for mention in self.mentions]
        return next((kind for kind in kinds if kind not in _GENERIC), kinds[0])

    def body(self) -> str | None:
        """Return the first mention of the issuing body."""
        bodies = (mention.issuing_body for mention in self.mentions)
        return next((body for body in bodies if body), None)


def _keys(citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield what `citation` may be known by: its code, its title, its number."""
    if citation.code:
        yield "code", number_key(citation.code)
    if citation.title:
        yield "title", _title_key(citation.title)
    if match := _CODE.match(citation.code or citation.number or ""):
        yield "number", _bare(match["number"])


def _gather(citations: Iterable[Citation]) -> list[_Cited]:
    """Join the mentions: full ones first, then those by number, weak ones last."""
    cited: list[_Cited] = []
    known_by: defaultdict[tuple[str, str], list[_Cited]] = defaultdict(list)
    order = sorted(citations, key=lambda c: (c.weak, c.number is not None, c.span))
    for citation in order:
        keys = tuple(_keys(citation))
        rivals = (document for key in keys for document in known_by[key])
        document = next((it for it in rivals if it.is_named_by(citation)), None)
        if document is None and citation.weak:
            continue
        if document is None:
            document = _Cited(citation)
            cited.append(document)
        document.add(citation)
        for key in keys:
            if document not in known_by[key]:
                known_by[key].append(document)
    return cited


def _respelt_law(title: str) -> str:
    """Return the title of a law with the marks that a scan lost, where it is known."""
    spelt = respelt(title)
    kind, _, name = spelt.partition(" ")
    if kind.lower() == "bộ":
        kind, name = "bộ luật", name.partition(" ")[2]
    known = law_titles().get(kind.lower())
    is_law = known is not None and (
        known.match(name) is not None or name.lower().startswith(_AMENDING)
    )
    return spelt if is_law else title


def _doubt(code: str | None) -> str | None:
    """Return the doubt about a code that a scan shows: no year has five digits."""
    return "unsure" if code and _ODD_YEAR.search(code) else None


def _finding(cited: _Cited, zones: Zones, *, recognised: bool) -> Finding[Reference]:
    spans = tuple(sorted({mention.span for mention in cited.mentions}))
    code = cited.code or cited.first.number
    read = None if code else cited.first.title
    title = _respelt_law(read) if recognised and read else read
    mended = None if title == read else CODE
    return Finding(
        value=Reference(
            document_type=cited.kind(),
            code=code,
            issued_on=cited.issued_on,
            issuing_body=cited.body(),
            title=title,
            annex=zones.in_annex(spans[0]),
        ),
        spans=spans,
        rule=cited.first.rule,
        inferred=_doubt(code) if recognised and title == read else mended,
    )


def _own_type(notation: str | None) -> str | None:
    groups = re.split(r"[-/.]", re.sub(r"^\d{4}/", "", notation or ""))
    return type_by_code(groups[0]) if len(groups) > 1 else None


@dataclass(frozen=True, slots=True)
class _Own:
    """The letter itself, which it does not cite."""

    code: str | None
    notation: str | None
    kind: str | None
    year: str | None = None

    def is_named_by(self, citation: Citation, text: str, zones: Zones) -> bool:
        """Tell whether `citation` is the letter's own name.

        By its number, of its own year (numbers begin anew each year); by notation in
        the head of an annex (``Kèm theo Kế hoạch số``) where the own number could not
        be read; by type in ``Căn cứ Kế hoạch ...``.
        """
        if citation.code and self.code:
            same = number_key(citation.code) == self.code
            return same and (
                not self._is_of_another_year(citation)
                or self._heads_an_annex(citation, text, zones)
            )
        if citation.rule == "named-basis":
            return citation.document_type == self.kind
        if citation.code is None or citation.notation != self.notation:
            return False
        return self._heads_an_annex(citation, text, zones)

    def _is_of_another_year(self, citation: Citation) -> bool:
        when = citation.issued_on
        return bool(self.year and when and not when.startswith(self.year))

    @staticmethod
    def _heads_an_annex(citation: Citation, text: str, zones: Zones) -> bool:
        before = text[max(0, citation.span.start - 40) : citation.span.start]
        return zones.in_annex(citation.span) and "kèm theo" in before.casefold()


def _in_own_number(span: Span, zones: Zones) -> bool:
    return zones.number is not None and zones.number.overlaps(span)


def find_references(
    document: Document,
    zones: Zones,
    own_code: str | None,
    own_notation: str | None,
    issued_on: str | None = None,
) -> tuple[Finding[Reference], ...]:
    """Return every other document that the letter cites, once each, in text order.

    `own_code`, `own_notation` and the partial date `issued_on` are the letter's own,
    which is left out.  The spans
    of a finding are its mentions, each with date and issuer (a law inside another's
    title lies within that one's span).
    """
    code = number_key(own_code) if own_code else None
    year = issued_on[:4] if issued_on else None
    own = _Own(code, own_notation, _own_type(own_notation), year)
    citations = [
        citation
        for citation in find_citations(document)
        if not _in_own_number(citation.span, zones)
        and not own.is_named_by(citation, document.text, zones)
    ]
    recognised = document.is_recognised
    found = [
        _finding(cited, zones, recognised=recognised) for cited in _gather(citations)
    ]
    return tuple(sorted(found, key=lambda finding: finding.spans[0]))
