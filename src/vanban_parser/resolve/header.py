"""What the header says: issuer, number, place and date, type, subject, marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban_parser.lexicon.misread import whole_place
from vanban_parser.lexicon.numbers import NumberMatch, parse_number
from vanban_parser.lexicon.organs import level, normal_capitals
from vanban_parser.model.document import Block, Document, Span, TextSource
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import BodyLevel, Secrecy, Urgency
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.kinds import document_type, subject
from vanban_parser.resolve.marks import secrecy, urgency
from vanban_parser.resolve.respelling import (
    CODE,
    is_recognised,
    mended,
    respelt_finding,
)
from vanban_parser.text import fold

# "Quận 7", "Phường 12": seats that are named by a number.
_NUMBERED = r"(?:Quận|Phường|Q\.|P\.)\s*\d{1,2}"
_PLACE_DATE = re.compile(
    rf"^\W*(?P<place>{_NUMBERED}|[^\d,;:]{{2,60}}?)\s*[,.]?\s*(?:ngày|Ngày|NGÀY)(?![^\W\d_])",
    re.DOTALL,
)
_NUMERIC_PLACE = re.compile(
    rf"^\W*(?P<place>{_NUMBERED}|[^\d,;:]{{2,60}}?)\s*,\s*(?=\d)"
)
_DAY = re.compile(r"ngày\s*[.…_]*\s*(?P<day>\d{1,2})(?!\d)", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s*[.…_]*\s*(?P<month>\d{1,2})(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"năm\s*[.…_]*\s*(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
)
# What scans make of "Số:"; the zone is known to hold a number.
_MISREAD_LABEL = re.compile(r"\W{0,3}(?:[SsŠ][oóôốồổộ6êéẻ] ?[:.;] ?)?(?=[\d/])")
# A name that goes on with one of these on the next line is one body over two lines.
_TERRITORY = re.compile(
    r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|tp\.?)\b"
)
_HEAD = re.compile(
    r"(?:uy ban|ubnd|hdnd|hoi dong|so|bo|phong|ban|van phong|trung tam|cuc|chi cuc"
    r"|tong cuc|vu|thanh tra|truong|benh vien|dang bo|dang uy|huyen uy|tinh uy|thanh uy"
    r"|cong an|bo chi huy|ban chi huy|toa an|vien|kho bac|ngan hang|cong ty|tap doan"
    r"|tong cong ty|hoi|lien doan|doan|mat tran|bao hiem|thue|quoc hoi|chinh phu|hat"
    r"|thu tuong|chi bo|hoc vien|dai|bao|nha|tram|to|doi|kiem toan|lien hiep|cong doan"
    r"|ub|bch|ban quan ly)\b"
)
_ALONE = re.compile(
    r"(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd|bo chi huy quan su)$"
)


# What scans make of a rule or a seal beside a name: a sign or foreign letter alone.
_STRAY = re.compile(r"(?:^|\s)(?:[^\w\s&–—-]|[ÑñÇçÄäÖöÜüŠšŽžˆˇ˜])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Header:
    """The header's values; None where the letter does not say."""

    document_type: Finding[str] | None
    issuer: Finding[str] | None
    parent: Finding[str] | None
    level: BodyLevel | None
    number: Finding[str] | None
    notation: Finding[str] | None
    code: Finding[str] | None
    place: Finding[str] | None
    issued_on: Finding[str] | None
    subject: Finding[str] | None
    urgency: Finding[Urgency] | None
    secrecy: Finding[Secrecy] | None


def read_header(document: Document, zones: Zones) -> Header:
    """Return what the header of the letter says."""
    issuer, parent = _issuer(document, zones)
    match = _number(document.text, zones.number)
    number, notation, code = _number_findings(document, match)
    place, issued_on = _place_date(document, zones.place_date)
    named = subject(document.text, zones.subject)
    # What stands there like a mark is none: a person looked.
    released = any(notice.code == "secrecy-released" for notice in document.notices)
    if is_recognised(document):
        place, named = _whole_place(respelt_finding(place)), respelt_finding(named)
    return Header(
        document_type=document_type(
            document.text, zones, match, issuer.value if issuer else None
        ),
        issuer=issuer,
        parent=parent,
        level=level(issuer.value) if issuer else None,
        number=number,
        notation=notation,
        code=code,
        place=place,
        issued_on=issued_on,
        subject=named,
        urgency=urgency(document.text, zones.marks),
        secrecy=None if released else secrecy(document.text, zones.marks),
    )


# Issuer -----------------------------------------------------------------------


def _issuer(
    document: Document, zones: Zones
) -> tuple[Finding[str] | None, Finding[str] | None]:
    """Return the issuing body and its superior: the last body is the issuer."""
    text = document.text
    blocks = {block.start: block for block in document.blocks}
    lines = [
        (span, blocks.get(span.start)) for span in zones.issuer if span.of(text).strip()
    ]
    if not lines:
        return None, None
    groups = _bodies(text, lines)
    scanned = document.source.text_source is not TextSource.NATIVE
    name = _body_finding(text, groups[-1], scanned=scanned)
    if len(groups) == 1:
        return name, None
    return name, _body_finding(text, groups[-2], scanned=scanned)


def _bodies(text: str, lines: Sequence[tuple[Span, Block | None]]) -> list[list[Span]]:
    """Group the issuer's lines: one group a body."""
    weights = [block.bold if block else False for _, block in lines]
    # NĐ 30: the superior upright, the issuer bold. Trust it where both occur in order.
    change = next(
        (i for i in range(1, len(lines)) if weights[i] != weights[i - 1]), None
    )
    if (
        change is not None
        and not weights[0]
        and all(weights[change:])
        and not _joins(
            fold(lines[change - 1][0].of(text)), fold(lines[change][0].of(text))
        )
    ):
        upper = _by_words(text, [span for span, _ in lines[:change]])
        return [*upper, [span for span, _ in lines[change:]]]
    return _by_words(text, [span for span, _ in lines])


def _by_words(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    groups: list[list[Span]] = []
    for span in spans:
        folded = fold(span.of(text)).strip(" -*_")
        if groups and (
            _joins(_joined(text, groups[-1]), folded) or not _HEAD.match(folded)
        ):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " ".join(fold(span.of(text)) for span in spans)


def _joins(above: str, below: str) -> bool:
    """Tell whether the line below goes on with the name above."""
    if _ALONE.match(above) and _TERRITORY.match(below):
        return True
    return above.endswith((",", "-", " va", " cua", " va cac")) or below.startswith(
        ("va ", "- ", "& ", ", ")
    )


def _body_finding(text: str, spans: Sequence[Span], *, scanned: bool) -> Finding[str]:
    printed = " ".join(span.of(text) for span in spans)
    printed = re.sub(r"\s*-{3,}\s*|[*_]+", " ", printed).strip(" .,;:")
    printed = _STRAY.sub("", printed) if scanned else printed
    spelt = mended(printed) if scanned else printed
    doubt = CODE if spelt != printed else None
    return Finding(normal_capitals(spelt), tuple(spans), "header-issuer", doubt)


# Number, place and date --------------------------------------------------------


def _number(text: str, line: Span | None) -> NumberMatch | None:
    if line is None:
        return None
    at = line.start
    # A number cut at its hyphen goes on in the next line.
    whole = line.of(text).replace("\n", " ")
    text = text[: line.start] + whole + text[line.end :]
    if (label := _MISREAD_LABEL.match(text, line.start, line.end)) is not None:
        at = label.end()
    found = parse_number(text, at)
    return found if found is not None and found.span.start < line.end else None


def _number_findings(
    document: Document, match: NumberMatch | None
) -> tuple[Finding[str] | None, Finding[str] | None, Finding[str] | None]:
    if match is None:
        return None, None, None
    spans = (match.span,)
    rule = "header-number"
    if any(span.overlaps(match.span) for span in document.filled):
        rule = "header-number-filled"
    elif any(span.overlaps(match.span) for span in document.inserted):
        rule = "header-number-widget"
    notation = Finding(match.notation, spans, "header-notation")
    if match.number is None or match.code is None:
        return None, notation, None
    return (
        Finding(match.number, spans, rule),
        notation,
        Finding(match.code, spans, rule),
    )


def _place_date(
    document: Document, line: Span | None
) -> tuple[Finding[str] | None, Finding[str] | None]:
    if line is None:
        return None, None
    words = line.of(document.text)
    place = None
    named = _PLACE_DATE.match(words) or _NUMERIC_PLACE.match(words)
    if named is not None:
        name = named["place"].strip(" .,-")
        if name and name[:1].isupper():
            at = line.start + named.start("place")
            name = name if name != name.upper() else normal_capitals(name)
            place = Finding(
                name, (Span(at, at + len(named["place"].rstrip())),), "header-place"
            )
    issued_on = _date(words, line.start)
    if issued_on is not None and any(
        span.overlaps(issued_on.spans[0]) for span in document.filled
    ):
        issued_on = replace(issued_on, rule="header-date-filled")
    return place, issued_on


def _whole_place(place: Finding[str] | None) -> Finding[str] | None:
    """Return the place of a scanned letter whole, or doubted where no unit has it."""
    if place is None:
        return None
    name = whole_place(place.value)
    if name is None:
        return replace(place, inferred=place.inferred or "unsure")
    if name == place.value:
        return place
    return replace(place, value=name, inferred=CODE)


def _date(words: str, offset: int) -> Finding[str] | None:
    numeric = _NUMERIC.search(words)
    if numeric is not None:
        parts = (numeric["year"], numeric["month"], numeric["day"])
        start, end = numeric.span()
    else:
        year = _YEAR.search(words)
        if year is None:
            return None
        month, day = _MONTH.search(words), _DAY.search(words)
        parts = (
            year["year"],
            month["month"] if month else None,
            day["day"] if day and month else None,
        )
        first = min((m.start() for m in (day, month, year) if m), default=year.start())
        start, end = first, year.end()
    value = _iso(*parts)
    if value is None:
        return None
    return Finding(value, (Span(offset + start, offset + end),), "header-date")


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    """Return an ISO 8601 date of the precision given, or None where impossible."""
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return year
    if day is None:
        return f"{year}-{int(month):02d}"
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"
