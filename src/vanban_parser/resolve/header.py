"""What the header says: issuer, number, place and date, type, subject, marks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from vanban_parser.lexicon.misread import whole_place
from vanban_parser.lexicon.numbers import NumberMatch, parse_number
from vanban_parser.lexicon.organs import level, normal_capitals
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import BodyLevel, Secrecy, Urgency
from vanban_parser.model.zones import Zones
from vanban_parser.readers.syllables import is_syllable
from vanban_parser.resolve.issuers import read_issuer
from vanban_parser.resolve.kinds import document_type, subject
from vanban_parser.resolve.marks import secrecy, urgency
from vanban_parser.resolve.own_spelling import as_elsewhere
from vanban_parser.resolve.respelling import (
    CODE,
    respelt_finding,
)
from vanban_parser.resolve.stamped_subject import under_stamp

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


_WORD = re.compile(r"[^\W\d_]+")


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
    match = _number(document.text, zones.number)
    issuer, parent = read_issuer(document, zones, match)
    number, notation, code = _number_findings(document, match)
    place, issued_on = _place_date(document, zones.place_date)
    named = subject(document.text, zones.subject)
    # What stands there like a mark is none: a person looked.
    released = any(notice.code == "secrecy-released" for notice in document.notices)
    if document.is_recognised:
        place = _whole_place(respelt_finding(place))
        named = respelt_finding(
            respelt_finding(named), lambda value: as_elsewhere(value, document.text)
        )
        named = under_stamp(_doubted(named), document, zones)
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


def _doubted(subject: Finding[str] | None) -> Finding[str] | None:
    """Return the subject of a scan, doubted where a word in it was not read well.

    Capitals within a syllable (``nóA``, ``TRăng``) are no writing; ``TTg`` is none.
    """
    if subject is None or subject.inferred is not None:
        return subject
    odd = any(
        word not in (word.lower(), word.upper(), word.capitalize())
        and is_syllable(word.lower())
        for word in _WORD.findall(subject.value)
    )
    return replace(subject, inferred="unsure") if odd else subject


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
