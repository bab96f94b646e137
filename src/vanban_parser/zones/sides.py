"""What stands on the two sides of a header: issuer, number, subject; place and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Flow, Span
from vanban_parser.zones.header import HeaderZone
from vanban_parser.zones.lines import (
    ADDRESS,
    DATE,
    MARK,
    MOTTO,
    PLACE_DATE,
    RULE,
    SUBJECT,
    Lines,
    Piece,
    misread_mark,
)

_LONGEST_DATE = 90
_LONGEST_MARK = 60
_LONGEST_NAME = 90
# Number and subject under the two columns stand in so many blocks.
_BELOW = 4
_LONGEST_SUBJECT = 300
# "ngày 10" whose month and year stand on the next line.
_UNFINISHED = re.compile(r"\bngay\W*\d{0,2}\W*$|\bthang\W*\d{0,2}\W*$|\bnam\W*$")
_REST_OF_DATE = re.compile(r"\W*(?:thang|nam)\b|\W*(?:19|20)\d\d\W*$")
# "năm 2031" alone: the end of a date that its line had no room for.
_REST_ALONE = re.compile(r"(?:thang \d{1,2} )?nam (?:19|20)\d\d\W*$")
# "Số: 15/2031/QĐ-", and "UBND" on the next line.
_CUT_NUMBER = re.compile(r"/.*[-–]$")
_REST_OF_NUMBER = re.compile(r"[A-ZĐ][A-ZĐ\d]+(?:[-–&.][A-ZĐ\d]+)*$")


@dataclass(frozen=True, slots=True)
class IssuerSide:
    """What stands on the issuer's side, top to bottom."""

    issuer: tuple[Span, ...]
    number: Span | None
    subject: tuple[Span, ...]
    marks: tuple[Span, ...] = ()
    """Marks of urgency under the number that are misread by a letter."""


_WHOLE_MOTTOS = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc")
_DASHED = re.compile(r"\W+")


def _motto_tails(right: Sequence[Piece]) -> frozenset[str]:
    """Return what the mottos lack that their line had no room for.

    Where a page is narrow their last words can stand on the issuer's side.
    """
    tails = set()
    for piece in right:
        begun = _DASHED.sub(" ", piece.folded).strip()
        tails |= {
            whole[len(begun) :].strip()
            for whole in _WHOLE_MOTTOS
            if begun and whole.startswith(begun + " ")
        }
    return frozenset(tails)


def issuer_side(
    lines: Lines, left: Sequence[Piece], right: Sequence[Piece] = ()
) -> IssuerSide:
    """Return the issuer's lines, the number's line and the subject's lines."""
    tails = _motto_tails(right)
    issuer: list[Span] = []
    subject: list[Span] = []
    marks: list[Span] = []
    number = number_line(lines, left)
    numbered = False
    for piece in left:
        folded = piece.folded
        if _is_beside(folded) or folded in tails:
            continue
        if numbered and misread_mark(folded) is not None:
            marks.append(piece.span)
            continue
        if not subject and _is_number_piece(lines, piece, number):
            numbered = True
        elif SUBJECT.match(folded):
            subject.append(piece.span)
        elif not numbered and not subject:
            issuer.append(piece.span)
        elif _continues_subject(lines, piece, begun=bool(subject)):
            subject.append(piece.span)
    return IssuerSide(tuple(issuer), number, tuple(subject), tuple(marks))


def _is_beside(folded: str) -> bool:
    """Tell whether a line is a rule, a mark of urgency or secrecy, or a motto."""
    return any((RULE.match(folded), MARK.match(folded), MOTTO.search(folded)))


def _is_number_piece(lines: Lines, piece: Piece, number: Span | None) -> bool:
    if number is not None and number.start <= piece.span.start < number.end:
        return True
    return lines.is_number(piece.index)


def _continues_subject(lines: Lines, piece: Piece, *, begun: bool) -> bool:
    """Party letters print the subject without V/v, in italics."""
    folded = piece.folded
    if DATE.search(folded) or folded.startswith("("):
        return False
    if begun:
        return True
    return not lines.is_capitals(piece.index) and _REST_ALONE.match(folded) is None


def number_line(lines: Lines, pieces: Sequence[Piece]) -> Span | None:
    """Return the line that reads as ``Số: ...``, best one with a notation.

    Where the notation stands on the line below ``Số:``, that line is returned.
    """
    labelled = [at for at, piece in enumerate(pieces) if lines.is_number(piece.index)]
    for at in labelled:
        for piece in pieces[at : at + 2]:
            if lines.number_at(piece.span.start, piece.span.end) is not None:
                return _whole_number(lines, piece, pieces)
    return pieces[labelled[0]].span if labelled else None


def _whole_number(lines: Lines, piece: Piece, pieces: Sequence[Piece]) -> Span:
    """Return the number's line with the next one, where it ends with a hyphen."""
    span = piece.span
    rest = next((p for p in pieces if p.span.start == span.end + 1), None)
    if (
        rest is not None
        and _CUT_NUMBER.search(span.of(lines.text).rstrip())
        and _REST_OF_NUMBER.match(rest.span.of(lines.text).strip())
    ):
        return Span(span.start, rest.span.end)
    return span


def number_below(lines: Lines, start: int) -> Span | None:
    """Return a number's line between the two columns and the title or Kính gửi."""
    for index in range(start, min(start + _BELOW, len(lines))):
        folded = lines.folded[index]
        if ADDRESS.match(folded) or len(folded) > _LONGEST_NAME:
            return None
        if lines.has_number(index):
            return lines.blocks[index].span
    return None


def subject_below(lines: Lines, start: int) -> tuple[Span, ...]:
    """Return ``V/v ...`` where it stands between the two columns and Kính gửi."""
    found: list[Span] = []
    for index in range(start, min(start + 2 * _BELOW, len(lines))):
        folded = lines.folded[index]
        if ADDRESS.match(folded):
            return tuple(found)
        if found or SUBJECT.match(folded):
            if len(folded) > _LONGEST_SUBJECT or lines.blocks[index].flow is Flow.CELL:
                return ()
            if not RULE.match(folded) and not MARK.match(folded):
                found.append(lines.blocks[index].span)
        elif index >= start + _BELOW:
            return ()
    return ()


def place_date_line(lines: Lines, zone: HeaderZone, after: int) -> Span | None:
    """Return the line of place and date: opposite the number, or under the title."""
    below = [lines.piece(i) for i in range(zone.end, min(after, len(lines)))]
    # Under a title that stands first, only a line that is nothing else.
    later = [lines.piece(i) for i in range(after, min(after + _BELOW, len(lines)))]
    below += [piece for piece in later if PLACE_DATE.fullmatch(piece.folded)]
    pieces = [*zone.right, *zone.left, *below]
    for piece in pieces:
        if not DATE.search(piece.folded) or len(piece.folded) >= _LONGEST_DATE:
            continue
        if MOTTO.search(piece.folded) or MARK.match(piece.folded):
            continue
        if _is_own_number(lines, piece, zone):
            continue
        under = [lines.piece(zone.end)] if zone.end < len(lines) else []
        return _whole_date(piece, [*pieces, *under])
    return None


def _is_own_number(lines: Lines, piece: Piece, zone: HeaderZone) -> bool:
    starts = piece.span.start == lines.blocks[piece.index].start
    return starts and lines.is_number(piece.index) and piece in zone.left


def _whole_date(piece: Piece, pieces: Sequence[Piece]) -> Span:
    """Return the line with the next one where the date goes on there."""
    for rest in pieces:
        goes_on = rest.span.start == piece.span.end + 1
        if (
            goes_on
            and _UNFINISHED.search(piece.folded)
            and _REST_OF_DATE.match(rest.folded)
        ):
            return Span(piece.span.start, rest.span.end)
    return piece.span


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
