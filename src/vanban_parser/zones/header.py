"""The header: issuer's side and motto's side (ô 1 to 4, 5b, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Flow, Span
from vanban_parser.zones.asides import without_asides
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
)

# The motto stands within this many blocks of the top, a number without one in fewer.
_WITHIN = 40
_WITHIN_NUMBER = 12
_SINGLE_COLUMN = 10
_LONGEST_DATE = 90
_LONGEST_MARK = 60
_LONGEST_NAME = 90
# Number and subject under the two columns stand in so many blocks.
_BELOW = 4
_LONGEST_SUBJECT = 300
# "ngày 10" whose month and year stand on the next line.
_UNFINISHED = re.compile(r"\bngay\W*\d{0,2}\W*$|\bthang\W*\d{0,2}\W*$|\bnam\W*$")
_REST_OF_DATE = re.compile(r"\W*(?:thang|nam)\b|\W*(?:19|20)\d\d\W*$")
# "Số: 15/2031/QĐ-", and "UBND" on the next line.
_CUT_NUMBER = re.compile(r"/.*[-–]$")
_REST_OF_NUMBER = re.compile(r"[A-ZĐ][A-ZĐ\d]+(?:[-–&.][A-ZĐ\d]+)*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class HeaderZone:
    """Blocks before `end` are the header; `left` and `right` are its sides."""

    end: int
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class IssuerSide:
    """What stands on the issuer's side, top to bottom."""

    issuer: tuple[Span, ...]
    number: Span | None
    subject: tuple[Span, ...]


def header_zone(lines: Lines) -> HeaderZone:
    """Return the header; empty where neither motto nor number is printed."""
    end = _end(lines)
    left: list[Piece] = []
    right: list[Piece] = []
    for index in range(end):
        for piece, opposite in _halves(lines, index):
            (right if opposite else left).append(piece)
    left, right = _sides(lines, left, right)
    return HeaderZone(
        end, tuple(without_asides(lines, left)), tuple(without_asides(lines, right))
    )


def _end(lines: Lines) -> int:
    for index, block in enumerate(lines.blocks[:_WITHIN]):
        if lines.motto(index) is None:
            continue
        if block.flow in (Flow.LEFT, Flow.RIGHT):
            return _end_of_columns(lines, index)
        return _end_of_single_column(lines, index)
    return _end_without_motto(lines)


def _end_of_columns(lines: Lines, end: int) -> int:
    while end < len(lines) and lines.blocks[end].flow in (Flow.LEFT, Flow.RIGHT):
        if ADDRESS.match(lines.folded[end]):
            break
        end += 1
    return end


def _end_of_single_column(lines: Lines, first: int) -> int:
    """Return where a header set in one column ends: at its date, or the title."""
    stop = min(first + _SINGLE_COLUMN, len(lines))
    end, subject = first + 1, False
    for index in range(first + 1, stop):
        folded = lines.folded[index]
        if ADDRESS.match(folded):
            return index if subject else end
        if lines.type_name(index) is not None or len(folded) > _LONGEST_SUBJECT:
            break
        subject = subject or SUBJECT.match(folded) is not None
        dated = DATE.search(folded) is not None and len(folded) < _LONGEST_DATE
        if dated or lines.motto(index) or lines.is_number(index):
            end = index + 1
    return end


def _end_without_motto(lines: Lines) -> int:
    """Return the end of a header that has a number below a body's name, else 0."""
    for index in range(min(_WITHIN_NUMBER, len(lines))):
        folded = lines.folded[index]
        if len(folded) > _LONGEST_NAME or ADDRESS.match(folded):
            return 0
        if not lines.has_number(index):
            continue
        if not any(_may_be_body(lines, above) for above in range(index)):
            return 0
        if lines.blocks[index].flow in (Flow.LEFT, Flow.RIGHT):
            return _end_of_columns(lines, index)
        return _end_of_single_column(lines, index)
    return 0


def _may_be_body(lines: Lines, index: int) -> bool:
    return lines.is_capitals(index) and lines.type_name(index) is None


def _halves(lines: Lines, index: int) -> Iterator[tuple[Piece, bool]]:
    """Yield the pieces of a block, and whether they stand on the motto's side.

    Text taken from a page line by line has both sides on one line: ``ỦY BAN NHÂN DÂN
    CỘNG HÒA XÃ HỘI ...``, ``Số: 15/UBND Mẫu Sơn, ngày ...``.
    """
    flow, folded = lines.blocks[index].flow, lines.folded[index]
    motto = lines.motto(index)
    if motto is not None and flow is not Flow.RIGHT:
        if _LETTERS.search(folded, 0, motto.start()):
            yield lines.piece(index, 0, motto.start()), False
            yield lines.piece(index, motto.start()), True
            return
        yield lines.piece(index), flow is not Flow.LEFT
        return
    dated = DATE.search(folded) is not None
    numbered = lines.is_number(index)
    if numbered and dated:
        cut = _after_number(lines, index)
        if cut is not None and DATE.search(folded, cut):
            yield lines.piece(index, 0, cut), flow is Flow.RIGHT
            yield lines.piece(index, cut), flow is not Flow.LEFT
            return
    opposite = flow is Flow.RIGHT or (flow is Flow.FULL and dated and not numbered)
    yield lines.piece(index), opposite


def _after_number(lines: Lines, index: int) -> int | None:
    """Return where in the block its number ends and words follow, or None."""
    block = lines.blocks[index]
    found = lines.number_at(block.start, block.end)
    if found is None or found.span.end >= block.end:
        return None
    return found.span.end - block.start


def _sides(
    lines: Lines, left: list[Piece], right: list[Piece]
) -> tuple[list[Piece], list[Piece]]:
    """Some offices print the motto on the left, or cells stand in another order."""
    mottos = [piece for piece in left if MOTTO.search(piece.folded)]
    if not mottos or any(MOTTO.search(piece.folded) for piece in right):
        return left, right
    if any(lines.blocks[piece.index].flow is Flow.RIGHT for piece in right):
        return right, left
    return [piece for piece in left if piece not in mottos], mottos


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
    number = number_line(lines, left)
    numbered = False
    for piece in left:
        folded = piece.folded
        if RULE.match(folded) or MARK.match(folded) or MOTTO.search(folded):
            continue
        if folded in tails:
            continue
        if not subject and _is_number_piece(lines, piece, number):
            numbered = True
        elif SUBJECT.match(folded):
            subject.append(piece.span)
        elif not numbered and not subject:
            issuer.append(piece.span)
        elif _continues_subject(lines, piece, begun=bool(subject)):
            subject.append(piece.span)
    return IssuerSide(tuple(issuer), number, tuple(subject))


def _is_number_piece(lines: Lines, piece: Piece, number: Span | None) -> bool:
    if number is not None and number.start <= piece.span.start < number.end:
        return True
    return lines.is_number(piece.index)


def _continues_subject(lines: Lines, piece: Piece, *, begun: bool) -> bool:
    """Party letters print the subject without V/v, in italics."""
    folded = piece.folded
    if DATE.search(folded) or folded.startswith("("):
        return False
    return begun or not lines.is_capitals(piece.index)


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
