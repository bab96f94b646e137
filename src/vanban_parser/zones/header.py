"""The header: issuer's side and motto's side (ô 1 to 4, 5b, 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Flow, Span
from vanban_parser.zones.lines import ADDRESS, DATE, MARK, MOTTO, RULE, SUBJECT, Lines

# The motto stands within this many blocks of the top.
_WITHIN = 40
_SINGLE_COLUMN = 10
_LONGEST_DATE = 90
_LONGEST_MARK = 60


@dataclass(frozen=True, slots=True)
class HeaderZone:
    """Blocks before `end` are the header; `left` and `right` are its sides."""

    end: int
    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IssuerSide:
    """What stands on the issuer's side, top to bottom."""

    issuer: tuple[Span, ...]
    number: Span | None
    subject: tuple[Span, ...]


def header_zone(lines: Lines) -> HeaderZone:
    """Return the header; empty where no motto is printed."""
    end = _end(lines)
    left: list[int] = []
    right: list[int] = []
    for index in range(end):
        flow, folded = lines.blocks[index].flow, lines.folded[index]
        dated = DATE.search(folded) is not None and not lines.is_number(index)
        opposite = flow is Flow.RIGHT or (
            flow is not Flow.LEFT and (MOTTO.search(folded) is not None or dated)
        )
        (right if opposite else left).append(index)
    return HeaderZone(end, *_sides(lines, left, right))


def _end(lines: Lines) -> int:
    for index, block in enumerate(lines.blocks[:_WITHIN]):
        if not MOTTO.search(lines.folded[index]):
            continue
        if block.flow in (Flow.LEFT, Flow.RIGHT):
            return _end_of_columns(lines, index)
        return _end_of_single_column(lines, index)
    return 0


def _end_of_columns(lines: Lines, end: int) -> int:
    while end < len(lines) and lines.blocks[end].flow in (Flow.LEFT, Flow.RIGHT):
        if ADDRESS.match(lines.folded[end]):
            break
        end += 1
    return end


def _end_of_single_column(lines: Lines, motto: int) -> int:
    """Return where a header set in one column ends: at its date, or the title."""
    end = motto + 1
    for index in range(motto + 1, min(motto + _SINGLE_COLUMN, len(lines))):
        folded = lines.folded[index]
        if ADDRESS.match(folded) or lines.type_name(index) is not None:
            break
        if MOTTO.search(folded) or lines.is_number(index) or DATE.search(folded):
            end = index + 1
    return end


def _sides(
    lines: Lines, left: list[int], right: list[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Some offices print the motto on the left, or cells stand in another order."""
    mottos = [i for i in left if MOTTO.search(lines.folded[i])]
    if not mottos or any(MOTTO.search(lines.folded[i]) for i in right):
        return tuple(left), tuple(right)
    if any(lines.blocks[i].flow is Flow.RIGHT for i in right):
        return tuple(right), tuple(left)
    return tuple(i for i in left if i not in mottos), tuple(mottos)


def issuer_side(lines: Lines, left: Sequence[int]) -> IssuerSide:
    """Return the issuer's lines, the number's line and the subject's lines."""
    issuer: list[Span] = []
    subject: list[Span] = []
    number: Span | None = None
    for index in left:
        span, folded = lines.blocks[index].span, lines.folded[index]
        if RULE.match(folded) or MARK.match(folded) or MOTTO.search(folded):
            continue
        if number is None and not subject and lines.is_number(index):
            number = span
        elif SUBJECT.match(folded):
            subject.append(span)
        elif number is None and not subject:
            issuer.append(span)
        elif _continues_subject(lines, index, begun=bool(subject)):
            subject.append(span)
    return IssuerSide(tuple(issuer), number, tuple(subject))


def _continues_subject(lines: Lines, index: int, *, begun: bool) -> bool:
    """Party letters print the subject without V/v, in italics."""
    folded = lines.folded[index]
    if DATE.search(folded) or "du thao" in folded or folded.startswith("("):
        return False
    return begun or not lines.is_capitals(index)


def number_line(lines: Lines, indices: Sequence[int]) -> Span | None:
    """Return the first line that reads as ``Số: ...``."""
    return next((lines.blocks[i].span for i in indices if lines.is_number(i)), None)


def place_date_line(lines: Lines, zone: HeaderZone, after: int) -> Span | None:
    """Return the line of place and date: opposite the number, or under the title."""
    below = range(zone.end, min(after, len(lines)))
    indices: list[int] = [*zone.right, *zone.left, *below]
    for index in indices:
        folded = lines.folded[index]
        if not DATE.search(folded) or len(folded) >= _LONGEST_DATE:
            continue
        if MOTTO.search(folded) or MARK.match(folded):
            continue
        if lines.is_number(index) and index in zone.left:
            continue
        return lines.blocks[index].span
    return None


def mark_lines(lines: Lines, before: int) -> tuple[Span, ...]:
    """Return urgency and secrecy marks: alone on a line, in capitals, on page 1."""
    found = [
        lines.blocks[index].span
        for index in range(before)
        if lines.is_mark(lines.words(lines.blocks[index]))
    ]
    for block in lines.all:
        words = lines.words(block)
        stamped = block.flow is Flow.STAMP and block.page in (1, None)
        if stamped and len(words) < _LONGEST_MARK and lines.is_mark(words):
            found.append(block.span)
    return tuple(found)
