"""Every ``%`` and ``phần trăm`` of a letter: its value, bound, subject and measure.

The value follows Vietnamese print: a comma before decimals, a dot between thousands
(``98.5%``, wrong and common, is read as a decimal).  ``20 - 30%`` is two shares, at
least 20 and at most 30.  Points (``0,5 điểm %``) and per mille are no shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban_parser.extract.percentage_cells import Cells
from vanban_parser.extract.percentage_lists import shared_out
from vanban_parser.extract.percentage_subjects import Said, Share, said_of
from vanban_parser.extract.percentage_words import (
    alternation,
    bound_after,
    bound_before,
    exceeds,
    words,
)
from vanban_parser.model.document import Document, Flow, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Comparator, Percentage
from vanban_parser.model.zones import Zones
from vanban_parser.text import lines_with

_NUMBER = r"\d{1,12}(?:[.,]\d{1,6}){0,4}"
_SHARE = re.compile(
    rf"""
    (?<![\w.,])                                # not the tail of a longer number
    (?: (?P<low> {_NUMBER}) \ ?%? \ ?
        (?P<dash> [-–—] | \ (?:đến|tới)\ ) \ ?
        (?P<under> dưới\  )? )?
    (?P<high> {_NUMBER})
    \ ? (?: % | phần\ trăm\b )
    (?! [o‰\d] )                               # per mille, an escape in an address
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WELL_FORMED = re.compile(r"\d+|\d+[.,]\d+|\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_ONE_DOT = re.compile(r"\d{1,3}\.\d{3}")
# A share that is printed with a dot before its decimals.
_DOTTED = re.compile(
    r"(?<![\w.,])(?:\d{1,4}\.\d{1,2}|\d{2,3}\.\d{3}|0\.\d+) ?%", re.IGNORECASE
)
_WAY = re.compile(rf"(?<!\w)(?:{alternation(words('way'))})(?!\w)", re.IGNORECASE)
_WAY_REACH = 60
"""Characters between the two ends of a way at most."""
# What a line has in which a share stands, folded.
_MARKS = ("%", "tram")
_CLAUSE_END = re.compile(r"[.;](?:\s|$)")
# Gold of 99.99 per cent is spoken of by its fineness.
_FINE, _FINE_REACH = 99.0, 24
_FINE_METAL = re.compile(
    r"(?<!\w)(?:vàng|bạc)(?: [^\W\d]+){0,2}[ (]+(?:nhẫn |tròn |loại )*\Z", re.IGNORECASE
)
_MINUS = re.compile(
    r"(?:^|[(:]|(?<!\w)(?:giảm|tăng|âm|là|đạt|bằng)) ?\(?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Found:
    """One share; `pair` marks the two ends of a range."""

    share: Share
    value: float
    comparator: Comparator
    follows_from: bool = False


def find_percentages(
    document: Document, zones: Zones
) -> tuple[Finding[Percentage], ...]:
    """Return every percentage of the document in text order, one per mention.

    Margin notes and stamps are skipped.  What stands after ``zones.annex_start`` has
    ``annex`` set.  The spans are those of the subject, where there is one, and of
    the number with its ``%``, in text order.
    """
    stamps = {block.start for block in document.blocks if block.flow is Flow.STAMP}
    cells = Cells(document)
    lines = [Span(*line) for line in lines_with(document.text, _MARKS)]
    dotted = any(_DOTTED.search(document.text, line.start, line.end) for line in lines)
    findings: list[Finding[Percentage]] = []
    for line in lines:
        if line.start not in stamps:
            shares = _shares(document.text, line, dotted=dotted)
            findings.extend(_in_line(document.text, line, shares, cells, zones))
    return tuple(findings)


def _in_line(
    text: str, line: Span, shares: Iterator[_Found], cells: Cells, zones: Zones
) -> Iterator[Finding[Percentage]]:
    found = _settle_ways(text, list(shares))
    cell = cells.at(line)
    said: Said | None = None
    previous: Share | None = None
    settled: list[tuple[_Found, Said | None]] = []
    for item in found:
        if previous is not None and item.share.number == previous.number:
            said_now = said
        else:
            said_now = said_of(text, line, item.share, previous, said)
        if cell is not None and (said_now is None or said_now.subject is None):
            said_now = cell
        settled.append((item, said_now))
        if not _is_fineness(text, line, item):
            said, previous = said_now, item.share
    parts = shared_out(text, [(item.share, told) for item, told in settled])
    for (item, _), told in zip(settled, parts, strict=True):
        yield _finding(text, item, told, zones)


def _is_fineness(text: str, line: Span, item: _Found) -> bool:
    """Tell ``vàng (nhẫn 99,99%)`` from a share: it names the gold that is spoken of."""
    start = item.share.number.start
    near = text[max(line.start, start - _FINE_REACH) : start]
    return item.value > _FINE and _FINE_METAL.search(near) is not None


def _finding(
    text: str, item: _Found, said: Said | None, zones: Zones
) -> Finding[Percentage]:
    number = item.share.number
    subject = said.subject if said else None
    spans = (number,) if subject is None else tuple(sorted((number, subject)))
    return Finding(
        Percentage(
            value=item.value,
            comparator=item.comparator,
            subject=subject.of(text) if subject else None,
            measure=said.measure if said else None,
            annex=zones.in_annex(number),
        ),
        spans,
        rule=f"percentage-{said.rule if said else 'alone'}",
    )


def _shares(text: str, line: Span, *, dotted: bool) -> Iterator[_Found]:
    for match in _SHARE.finditer(text, line.start, line.end):
        if _in_address(text, match.start(), line):
            continue
        low = _value(match["low"], dotted=dotted)
        high = _value(match["high"], dotted=dotted)
        if high is not None and low is None:
            yield _single(text, line, match, high)
        elif high is not None and low is not None:
            yield from _range(text, line, match, low, high)


def _single(text: str, line: Span, match: re.Match[str], value: float) -> _Found:
    start, end = match.start("high"), match.end()
    if _is_negative(text, start, line):
        start, value = start - 1, -value
    before = bound_before(text, line.start, start)
    after = bound_after(text, end, line.end)
    comparator = after.comparator or before.comparator or "="
    if comparator == "=" and exceeds(text, line.start, start, end, line.end):
        comparator = ">"
    follows_from = before.follows_from and after.comparator is None
    return _Found(
        Share(Span(start, end), before.edge, after.edge),
        value,
        ">=" if follows_from and before.comparator is None else comparator,
        follows_from and before.comparator is None,
    )


def _range(
    text: str, line: Span, match: re.Match[str], low: float, high: float
) -> Iterator[_Found]:
    before = bound_before(text, line.start, match.start())
    after = bound_after(text, match.end(), line.end)
    share = Share(Span(match.start(), match.end()), before.edge, after.edge)
    yield _Found(share, low, ">" if before.comparator == ">" else ">=")
    yield _Found(share, high, "<" if match["under"] else "<=")


def _settle_ways(text: str, found: list[_Found]) -> list[_Found]:
    """Take back the lower bound in ``từ 32% (năm 2019) xuống 20%``."""
    for index, (here, after) in enumerate(pairwise(found)):
        between = text[here.share.number.end : after.share.number.start]
        near = len(between) < _WAY_REACH and not _CLAUSE_END.search(between)
        if here.follows_from and near and _WAY.search(between):
            found[index] = replace(here, comparator="=")
    return found


def _value(digits: str | None, *, dotted: bool) -> float | None:
    """Read ``1.234,5`` as 1234.5 and ``98.5`` as 98.5; None for what is no number.

    Nothing is ten thousand per cent: ``89.079`` is 89.079, and in a letter that sets a
    dot before decimals elsewhere (`dotted`), ``1.234`` is 1.234.
    """
    if digits is None or not _WELL_FORMED.fullmatch(digits):
        return None
    grouped = _THOUSANDS.fullmatch(digits) and not (
        _ONE_DOT.fullmatch(digits) and (dotted or len(digits) > len("1.234"))
    )
    if "," in digits or grouped:
        digits = digits.replace(".", "").replace(",", ".")
    return float(digits)


def _is_negative(text: str, start: int, line: Span) -> bool:
    """Tell ``giảm (-0,5%)`` from a bullet and from a range."""
    if start - 1 < line.start or text[start - 1] not in "-−":
        return False
    lead = text[max(line.start, start - 12) : start - 1]
    return bool(lead.strip()) and _MINUS.search(lead) is not None


def _in_address(text: str, start: int, line: Span) -> bool:
    token = text[max(line.start, start - 300) : start].rpartition(" ")[2]
    return "://" in token or "www." in token
