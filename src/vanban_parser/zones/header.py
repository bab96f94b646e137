"""The header: issuer's side and motto's side (ô 1 to 4, 5b, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban_parser.model.document import Flow
from vanban_parser.zones.asides import without_asides
from vanban_parser.zones.lines import (
    ADDRESS,
    DATE,
    MOTTO,
    SUBJECT,
    Lines,
    Piece,
)

# The motto stands within this many blocks of the top, a number without one in fewer.
_WITHIN = 40
_WITHIN_NUMBER = 12
_SINGLE_COLUMN = 10
_LONGEST_DATE = 90
_LONGEST_NAME = 90
_LONGEST_SUBJECT = 300
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class HeaderZone:
    """Blocks before `end` are the header; `left` and `right` are its sides."""

    end: int
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


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
        if ADDRESS.match(lines.folded[end]) or _is_title_below(lines, end):
            break
        end += 1
    return end


def _is_title_below(lines: Lines, index: int) -> bool:
    """Tell whether the last block of the columns is the title under them.

    A stamp beside it makes it look like one of the right column.
    """
    block = lines.blocks[index]
    below = lines.blocks[index + 1] if index + 1 < len(lines) else None
    last = below is None or below.region != block.region
    return last and block.flow is Flow.RIGHT and lines.title(index) is not None


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
