"""Find the blanks of a header: after ``Số:``, after ``ngày``, after ``tháng``.

NĐ 30/2020/NĐ-CP annex I, part I: number and notation stand in the left column (ô 3),
place and date in the right one (ô 4), on one line.  OCR reads the print around a
blank well and what a hand wrote there badly, often as one word with its neighbour
(``Số:20A13/``, ``ngày30``); the anchors are therefore matched by how they begin or
end, and what the blank holds is left to the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.readers.handwriting.nouns import Anchor, Blank, Kind, Token
from vanban_parser.text import fold

# The header stands in this part of the first page.
_HEADER = 0.45
# Words whose middles differ by less stand on one line; points.
_ROW = 7.0
# Below the baseline hang g, y and the slash; points at 14 points of size.
_HANG = 3.2
# Widths in points: of the label, of what may follow it, of a date's parts.
_LABEL, _NUMBER, _DATE_PART = 17.0, 130.0, 75.0
# What stands further off than this is another column.
_GAP = 80.0

_LABEL_WORD = re.compile(r"s[oe06]\s?(?:[:.;,]|$|\d|/)")
# ``Sở`` is a body and no label; OCR confuses the marks of ``ố``, but adds no horn.
_HORNED = frozenset("ơờớởỡợƠỜỚỞỠỢ")
_LABEL_ONLY = re.compile(r"s[oe06][:.;]?$")
_NOTATION = re.compile(r"[/\-–—]\s?(?:20\d\d/)?[A-ZĐ]{2}")
_SIGNS = re.compile(r"[/\-–—]|[A-ZĐ]{2,}")
_DAY = re.compile(r"nga[yj)]")
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d[.,;]*$")
# From this confidence on, engines read the year of every scan tried right.
_SURE_YEAR = 0.9
_YEAR = re.compile(r"nam\W*$|nam\d{0,4}\W*$")


def find_blanks(
    tokens: Sequence[Token], width: float, height: float
) -> tuple[Blank, ...]:
    """Return the blanks of the header, filled or not, that the words tell of.

    Args:
        tokens: the page's words.
        width: of the page, in points.
        height: of the page, in points.
    """
    header = [token for token in tokens if token.middle < _HEADER * height]
    row, date = _date_row(header, width)
    number = _number(header, width, row)
    return (*([number] if number is not None else []), *date)


def _date_row(
    header: Sequence[Token], width: float
) -> tuple[float | None, tuple[Blank, ...]]:
    """Return the height of the line of place and date, and its blanks."""
    for year in sorted(header, key=lambda token: token.y0):
        if year.x0 < 0.5 * width or not _YEAR.match(fold(year.text)):
            continue
        line = [t for t in header if abs(t.middle - year.middle) < _ROW]
        line = [t for t in line if 0.3 * width < t.x0 < year.x0]
        day = next((t for t in line if _DAY.match(fold(t.text))), None)
        month = _month_word(line, day)
        if month is not None:
            blanks = _date_blanks(day, month, year)
            return year.middle, (*blanks, *_year_blank(year, header))
        if day is not None:
            return year.middle, ()
    return None, ()


def _month_word(line: Sequence[Token], day: Token | None) -> Token | None:
    """Return the word ``tháng``, or what is left of it (``ăng``) after the day."""
    after = [token for token in line if day is None or token.x0 > day.x0]
    for ending in ("thang", "hang", "ang", "ng"):
        if ending != "thang" and day is None:
            return None
        for token in after:
            if ending in fold(token.text):
                return token
    return None


def _date_blanks(day: Token | None, month: Token, year: Token) -> list[Blank]:
    base = _base(year, hangs=False)
    found = []
    if day is not None and day.x0 < month.x0:
        levels = [
            _base(token, hangs=True)
            for token in (day, month)
            if token.base is not None or len(token.text) <= len("tháng")
        ]
        level = sum(levels) / len(levels) if levels else base
        found.append(
            Blank(
                Kind.DAY,
                left=day.x0 - 2,
                right=min(month.x1 + 1, day.x0 + 2 * _DATE_PART),
                baseline=level if abs(level - base) < 4 else base,
                start=min(day.x1, day.x0 + 28),
                end=max(month.x0, month.x1 - 36),
                anchors=(_day_anchor(day), _month_anchor(month)),
            )
        )
    found.append(
        Blank(
            Kind.MONTH,
            left=month.x0 - 2,
            right=min(year.x1 + 1, month.x0 + 2 * _DATE_PART),
            baseline=base,
            start=min(month.x1, month.x0 + 36),
            end=year.x0,
            anchors=(_month_anchor(month),),
        )
    )
    return found


def _year_blank(year: Token, header: Sequence[Token]) -> list[Blank]:
    """Return where the digits of the year stand, after its word."""
    digits = min(
        (
            token
            for token in header
            if abs(token.middle - year.middle) < _ROW
            and 0 < token.x0 - year.x0 < _DATE_PART
            and token.text.strip(" .,")[:1].isdigit()
        ),
        key=lambda token: token.x0,
        default=None,
    )
    if digits is None or _is_surely_year(digits):
        return []
    return [
        Blank(
            Kind.YEAR,
            left=year.x0 - 2,
            right=digits.x1 + 4,
            baseline=_base(digits, hangs=False),
            start=year.x1,
            end=digits.x1,
            anchors=(("năm", year.x0, year.x1),),
        )
    ]


def _is_surely_year(token: Token) -> bool:
    """Tell whether an engine read a year so surely that it needs no second reading."""
    return _WHOLE_YEAR.match(token.text) is not None and token.confidence >= _SURE_YEAR


def _day_anchor(day: Token) -> Anchor:
    return ("ngày", day.x0, min(day.x1, day.x0 + 28))


def _month_anchor(month: Token) -> Anchor:
    return ("tháng", max(month.x0, month.x1 - 36), min(month.x1, month.x0 + 36))


def _base(token: Token, *, hangs: bool) -> float:
    """Return the base line at a word; without one known, by the word's box."""
    if token.base is not None:
        return token.base
    return token.y1 - (_HANG if hangs else 0.0)


def _number(
    header: Sequence[Token], width: float, date_row: float | None
) -> Blank | None:
    """Return the blank after the label, on a line that bears a notation."""
    labels = [
        token
        for token in header
        if token.x0 < 0.45 * width
        and _LABEL_WORD.match(fold(token.text))
        and token.text[1:2] not in _HORNED
    ]
    for label in sorted(labels, key=lambda token: token.y0):
        row = _row(header, label, width)
        if any(_NOTATION.search(token.text) for token in row) or (
            date_row is not None and abs(label.middle - date_row) < 2 * _ROW
        ):
            return _number_blank(label, row)
    return None


def _row(header: Sequence[Token], label: Token, width: float) -> list[Token]:
    """Return the words of the left column on the label's line, left to right."""
    row = sorted(
        (
            token
            for token in header
            if abs(token.middle - label.middle) < _ROW and token.x0 >= label.x0
        ),
        key=lambda token: token.x0,
    )
    kept = row[:1]
    for token in row[1:]:
        # The right column begins beyond a gap that no blank of a number has.
        far = token.x0 - kept[-1].x1 > _GAP or token.x0 > 0.55 * width
        if far or token.x0 - label.x0 > _NUMBER:
            break
        kept.append(token)
    return kept


def _number_blank(label: Token, row: Sequence[Token]) -> Blank:
    alone = _LABEL_ONLY.match(fold(label.text)) is not None
    notation = next(
        (t for t in row[1:] if _SIGNS.match(t.text) and len(t.text) > 2), None
    )
    levels = [_base(label, hangs=False)] if alone or label.base is not None else []
    if notation is not None:
        levels.append(_base(notation, hangs=False))
    end = row[-1].x1 if row[-1] is not label or not alone else label.x1 + 60
    return Blank(
        Kind.NUMBER,
        left=label.x0 - 2,
        right=min(max(end + 2, label.x0 + 70), label.x0 + _NUMBER),
        baseline=min(levels) if levels else label.y1 - 2,
        start=label.x1 if alone else label.x0 + _LABEL,
        end=notation.x0 if notation is not None else end,
        anchors=(("Số:", label.x0, min(label.x1, label.x0 + _LABEL)),),
    )
