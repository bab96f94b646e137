"""Set a letter as PDF, in the layout of NĐ 30/2020 (annex I) or of HD 36-HD/VPTW.

Text is real text in embedded faces; lines are justified, tables ruled, pages numbered
at the top from the second one on.  The same letter gives the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tools.letters.lines import Align
from tools.letters.model import Block, Letter, Motto, Paragraph, Style, Table
from tools.letters.press import (
    FIRST_LINE,
    LEFT,
    MEASURE,
    RIGHT,
    Column,
    Press,
    Type,
)

_HEAD_LEFT = Column(LEFT - 26, LEFT + 178)
_HEAD_RIGHT = Column(LEFT + 184, RIGHT + 6)
_SIGN_LEFT = Column(LEFT, LEFT + 215)
_SIGN_RIGHT = Column(LEFT + 222, RIGHT)
_CENTRED = Type(size=13, align=Align.CENTRE)
_BODY = Type(align=Align.JUSTIFY, leading=1.22, indent=FIRST_LINE)
_STYLES = {
    Style.TEXT: _BODY,
    Style.HEADING: replace(_BODY, bold=True),
    Style.CENTRE: Type(bold=True, align=Align.CENTRE, leading=1.22),
    Style.BASIS: replace(_BODY, italic=True),
}
_CELL = Type(size=12, leading=1.18)
_PADDING = 4.0
_ROOM_TO_SIGN = 60.0  # points between the position and the name


def set_pdf(letter: Letter) -> bytes:
    """Return `letter` as a PDF file."""
    press = Press()
    if letter.motto is Motto.PARTY:
        _party_head(press, letter)
    else:
        _state_head(press, letter)
    _title(press, letter)
    _addressees(press, letter)
    if letter.authority:
        press.y += 4
        press.flow(letter.authority, _STYLES[Style.CENTRE], after=8)
    for block in letter.blocks:
        _block(press, block)
    _signature(press, letter)
    for annex in letter.annexes:
        press.turn()
        centre = Type(bold=True, align=Align.CENTRE)
        press.flow(annex.label, centre, after=0)
        for line in annex.title:
            press.flow(line, centre, after=0)
        press.flow(annex.attached_to, replace(centre, bold=False, italic=True), 10)
        for block in annex.blocks:
            _block(press, block)
    return press.pdf(letter.kind or "CÔNG VĂN")


def _state_head(press: Press, letter: Letter) -> None:
    upper = replace(_CENTRED, size=12)
    left = right = press.y
    for line in letter.parent:
        left = press.put(line, _HEAD_LEFT, left, upper)
    for line in letter.issuer:
        left = press.put(line, _HEAD_LEFT, left, replace(upper, bold=True))
    press.rule(_HEAD_LEFT.middle - 34, _HEAD_LEFT.middle + 34, left + 3)
    for line, kind in (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", replace(upper, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", replace(_CENTRED, bold=True)),
    ):
        right = press.put(line, _HEAD_RIGHT, right, kind)
    press.rule(_HEAD_RIGHT.middle - 82, _HEAD_RIGHT.middle + 82, right + 3)
    y = max(left, right) + 12
    left = press.verbatim(letter.number, _HEAD_LEFT, y, _CENTRED)
    press.verbatim(letter.place_date, _HEAD_RIGHT, y, replace(_CENTRED, italic=True))
    if letter.kind is None:
        for line in letter.subject:
            left = press.put(line, _HEAD_LEFT, left, upper)
    press.y = _urgency(press, letter, left) + 14


def _party_head(press: Press, letter: Letter) -> None:
    upper = replace(_CENTRED, size=14)
    left = press.y
    for line in letter.parent:
        left = press.put(line, _HEAD_LEFT, left, upper)
    for line in letter.issuer:
        left = press.put(line, _HEAD_LEFT, left, replace(upper, bold=True))
    left = press.put("*", _HEAD_LEFT, left, upper)
    motto = replace(upper, size=15, bold=True)
    right = press.put("ĐẢNG CỘNG SẢN VIỆT NAM", _HEAD_RIGHT, press.y, motto)
    press.rule(_HEAD_RIGHT.middle - 106, _HEAD_RIGHT.middle + 106, right + 3)
    press.verbatim(letter.place_date, _HEAD_RIGHT, left, replace(upper, italic=True))
    left = press.verbatim(letter.number, _HEAD_LEFT, left, upper)
    if letter.kind is None:
        for line in letter.subject:
            left = press.put(
                line, _HEAD_LEFT, left, replace(upper, size=12, italic=True)
            )
    press.y = _urgency(press, letter, left) + 14


def _urgency(press: Press, letter: Letter, y: float) -> float:
    if not letter.urgency:
        return y
    middle, half = _HEAD_LEFT.middle, 44
    press.box(middle - half, y + 6, middle + half, y + 28)
    column = Column(middle - half, middle + half)
    press.put(letter.urgency, column, y + 9, replace(_CENTRED, bold=True))
    return y + 28


def _title(press: Press, letter: Letter) -> None:
    if letter.kind is None:
        return
    size = 15 if letter.motto is Motto.PARTY else 14
    centre = Type(size=size, bold=True, align=Align.CENTRE)
    press.flow(letter.kind, centre, after=0)
    for line in letter.subject:
        press.flow(line, replace(centre, size=14), after=0)
    middle = MEASURE.middle
    press.rule(middle - 40, middle + 40, press.y + 3)
    press.y += 14


def _addressees(press: Press, letter: Letter) -> None:
    if not letter.addressees:
        return
    press.y += 4
    if len(letter.addressees) == 1:
        line = f"{letter.address} {letter.addressees[0]}"
        press.flow(line, Type(align=Align.CENTRE), after=12)
        return
    press.y = press.put(letter.address, Column(LEFT + 84, RIGHT), press.y, Type())
    for line in letter.addressees:
        press.y = press.put(line, Column(LEFT + 148, RIGHT), press.y, Type())
    press.y += 12


def _block(press: Press, block: Block) -> None:
    if isinstance(block, Paragraph):
        press.flow(block.runs, _STYLES[block.style])
        return
    press.y += 2
    for n, row in enumerate(block.rows):
        _row(press, block, row, head=n == 0)
    press.y += 10


def _row(press: Press, table: Table, row: tuple[str, ...], *, head: bool) -> None:
    cells = list(zip(_columns(table, len(row)), row, strict=True))
    alone = len(row) == 1
    kinds = [
        _cell_type(bold=head or alone, centred=not alone and (head or short))
        for short in map(table.is_centred, range(len(row)))
    ]
    height = 2 * _PADDING + max(
        press.height(text, _inner(column), kind)
        for (column, text), kind in zip(cells, kinds, strict=True)
    )
    press.need(height)
    for (column, text), kind in zip(cells, kinds, strict=True):
        press.box(column.x0, press.y, column.x1, press.y + height)
        inner = press.height(text, _inner(column), kind)
        top = press.y + (height - inner) / 2
        if text:
            press.put(text, _inner(column), top, kind)
    press.y += height


def _columns(table: Table, n_cells: int) -> list[Column]:
    if n_cells == 1:
        return [MEASURE]
    edges = [LEFT]
    for share in table.widths:
        edges.append(edges[-1] + share * MEASURE.width)
    return [Column(x0, x1) for x0, x1 in pairwise(edges)]


def _inner(column: Column) -> Column:
    return Column(column.x0 + _PADDING, column.x1 - _PADDING)


def _cell_type(*, bold: bool, centred: bool) -> Type:
    return replace(_CELL, bold=bold, align=Align.CENTRE if centred else Align.LEFT)


def _signature(press: Press, letter: Letter) -> None:
    press.y += 8
    party = letter.motto is Motto.PARTY
    small = Type(size=11)
    heading = Type(size=14) if party else Type(size=12, bold=True, italic=True)
    right = replace(_CENTRED, size=14 if party else 13)
    press.need(_signature_height(press, letter))
    top = press.y
    y = press.put("Nơi nhận:", _SIGN_LEFT, top, heading)
    if party:
        press.rule(LEFT, LEFT + 55, y - 2)
    for line in letter.distribution:
        y = press.put(line, _SIGN_LEFT, y, replace(small, size=12 if party else 11))
    below = y
    y = top
    for n, line in enumerate(letter.signature):
        y = press.put(line, _SIGN_RIGHT, y, replace(right, bold=not party or n == 0))
    y = press.put(
        letter.signer, _SIGN_RIGHT, y + _ROOM_TO_SIGN, replace(right, bold=True)
    )
    press.y = max(below, y)


def _signature_height(press: Press, letter: Letter) -> float:
    small = Type(size=12)
    left = 20 + sum(press.height(x, _SIGN_LEFT, small) for x in letter.distribution)
    right = _ROOM_TO_SIGN + 18 * (1 + len(letter.signature))
    return max(left, right)
