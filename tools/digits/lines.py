"""Invented header lines as strips of ink, with what stands on them.

A strip is made as its paper comes to be: print, then a hand or a stamp in the blanks,
then seal, dots, dirt, then the scanner; at the end the reader's own code cuts it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.digits.faces import Faces
from tools.digits.scanner import scan
from tools.digits.sheet import FINE, Place, Sheet
from tools.digits.strokes import LETTERS, Hand
from vanban_parser.readers.handwriting.alphabet import DASH, LETTER, SLASH
from vanban_parser.readers.handwriting.ink import BASELINE, Gray

_CAPITALS = "ABCDĐGHKLMNPQSTUVXY"
_TYPES = ("QĐ", "KH", "TB", "BC", "CT", "TTr", "GM", "NQ", "CĐ", "HD", "TTg", "CV")
_PLACES = ("An Lâm", "Hà Sơn", "Phú Yên Hạ", "Tân Bình Đông", "Lộc Hải", "Kim Thành")

Line = tuple[Gray, list[Place]]
"""A strip, and the signs on it from left to right."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Digits of a package, by digit: (n, rows, columns) from 0 to 1."""

    by_digit: dict[str, Gray]


class Maker:
    """Make lines: the same seed, faces and shelf give the same lines."""

    def __init__(self, faces: Faces, shelf: Shelf | None, seed: int) -> None:
        self.faces = faces
        self.shelf = shelf
        self.rng = np.random.default_rng(seed)

    def number(self, width: int) -> Line:
        """Return a line of the number as a strip, and the signs on it."""
        sheet = self._sheet(width, upright=True)
        label = str(self.rng.choice(["Số:", "Số:", "Số", "Số :", "SỐ:", "So:", "số:"]))
        if self.rng.random() < 0.95:
            sheet.print(label)
        sheet.space(self.rng.uniform(-0.5, 7))
        party = self.rng.random() < 0.12
        self._fill(sheet, self._digits(), blank=0.1)
        sheet.space(self.rng.uniform(-1.0, 6))
        self._notation(sheet, party=party)
        return self._finish(sheet)

    def date(self, width: int) -> Line:
        """Return part of a line of place and date, from ``ngày`` or ``tháng`` on."""
        rng = self.rng
        sheet = self._sheet(width, upright=rng.random() < 0.15)
        month = int(rng.integers(1, 13))
        if rng.random() < 0.68:
            if rng.random() < 0.12:
                sheet.print(str(rng.choice(_PLACES))[-3:] + ",")
                sheet.space(3)
            sheet.print("ngày" if rng.random() < 0.95 else "ngay")
            day = int(rng.integers(1, 32))
            self._between(sheet, f"{day:02d}" if rng.random() < 0.7 else str(day))
            sheet.print("tháng")
            zero = f"{month:02d}" if month < 3 or rng.random() < 0.3 else str(month)
            self._between(sheet, zero, printed=0.6)
        else:
            if rng.random() < 0.15:
                self._fill(sheet, str(rng.integers(0, 10)), blank=0.0)
                sheet.space(rng.uniform(-0.5, 4))
            sheet.print("tháng")
            zero = f"{month:02d}" if rng.random() < 0.6 else str(month)
            self._between(sheet, zero, printed=0.35)
        sheet.print("năm")
        sheet.space(3)
        sheet.print(f"20{rng.integers(0, 30):02d}", kind=None)
        return self._finish(sheet)

    def _between(self, sheet: Sheet, digits: str, printed: float = 0.12) -> None:
        sheet.space(self.rng.uniform(-1.0, 8))
        self._fill(sheet, digits, blank=0.06, printed=printed)
        sheet.space(self.rng.uniform(-0.5, 8))

    def _sheet(self, width: int, *, upright: bool) -> Sheet:
        rng = self.rng
        sheet = Sheet(
            width=width * 2,
            faces=self.faces,
            rng=rng,
            x=float(rng.uniform(0, 14)),
            size=float(rng.uniform(11.5, 15)),
            slope=float(rng.normal(0, 0.008)),
            base=BASELINE + float(rng.uniform(-2.5, 2.5)),
            line=int(rng.choice(5, p=[0.5, 0.15, 0.2, 0.08, 0.07])),
        )
        sheet.upright = upright
        sheet.neighbours()
        return sheet

    def _digits(self) -> str:
        count = int(self.rng.choice([1, 2, 3, 4, 5], p=[0.12, 0.26, 0.28, 0.28, 0.06]))
        return "".join(str(n) for n in self.rng.integers(0, 10, count))

    def _notation(self, sheet: Sheet, *, party: bool) -> None:
        rng = self.rng
        if party:
            sheet.print("-", kind=DASH)
        else:
            sheet.print("/", kind=SLASH)
            if rng.random() < 0.12:
                sheet.print(f"20{rng.integers(0, 30):02d}", kind=None)
                sheet.print("/", kind=SLASH)
        self._group(sheet, types=rng.random() < 0.5)
        if rng.random() < 0.85:
            sheet.print("/" if party else "-", kind=SLASH if party else DASH)
            self._group(sheet, types=False)

    def _group(self, sheet: Sheet, *, types: bool) -> None:
        rng = self.rng
        letters = "".join(rng.choice(list(_CAPITALS), int(rng.integers(2, 6))))
        sheet.print(str(rng.choice(_TYPES)) if types else letters)

    def _fill(
        self, sheet: Sheet, digits: str, blank: float, printed: float = 0.15
    ) -> None:
        """Fill a blank as one of many hands, a stamp or a printer does."""
        rng = self.rng
        start = sheet.x
        draw = rng.random()
        height = float(np.clip(rng.normal(12.5, 2.8), 7.5, 19))
        strength = int(rng.uniform(140, 256))
        if draw < blank:
            self._leave(sheet)
        elif draw < blank + printed:
            sheet.print(digits, kind=None)
        else:
            self._by_hand(sheet, digits, height, strength)
        if rng.random() < 0.18:
            _dots(sheet, start, sheet.x, rng)

    def _by_hand(self, sheet: Sheet, digits: str, height: float, strength: int) -> None:
        way = self.rng.random()
        if way < 0.60:
            sheet.hand(digits, Hand.draw(self.rng), height, strength)
        elif way < 0.74:
            sheet.type(digits, height * 0.9, stamp=False, strength=strength)
        elif way < 0.84 or self.shelf is None:
            sheet.type(digits, height * 0.75, stamp=True, strength=strength)
        else:
            for sign in digits:
                shelf = self.shelf.by_digit[sign]
                digit = shelf[int(self.rng.integers(len(shelf)))]
                sheet.picture(digit, sign, height, strength)

    def _leave(self, sheet: Sheet) -> None:
        """Leave a blank, or write what is no number there."""
        rng = self.rng
        if rng.random() < 0.5:
            sheet.space(rng.uniform(8, 40))
            return
        before, start = len(sheet.labels), sheet.x
        forms = [str(form) for form in rng.choice(LETTERS, int(rng.integers(1, 4)))]
        height = float(rng.uniform(6, 16))
        for form in forms:
            sheet.hand_form(form, Hand.draw(rng), height)
        del sheet.labels[before:]
        sheet.label(LETTER, start)

    def _finish(self, sheet: Sheet) -> Line:
        signs: list[Place] = []
        edge = sheet.width / FINE
        for sign, start, end in sheet.labels:
            if end > edge:
                # Cut through: what shows of a letter is a letter, of a sign nothing.
                if sign == LETTER and start < edge - 6:
                    signs = [*_without_letter(signs), (sign, start, edge)]
                else:
                    left = min(max((start - 1) * FINE, 0), sheet.width)
                    corner = (sheet.width, sheet.ink.height)
                    sheet.pen.rectangle((left, 0, *corner), fill=0)
                break
            kept = _without_letter(signs) if sign == LETTER else signs
            signs = [*kept, (sign, start, end)]
        return scan(sheet.ink, self.rng), signs


def _without_letter(signs: list[Place]) -> list[Place]:
    """Drop a run of letters at the end: with the next one it is one run."""
    return signs[:-1] if signs and signs[-1][0] == LETTER else signs


def _dots(sheet: Sheet, start: float, end: float, rng: np.random.Generator) -> None:
    y = (sheet.baseline() + rng.uniform(0, 1.5)) * FINE
    start, end = start - rng.uniform(0, 3), end + rng.uniform(0, 3)
    if rng.random() < 0.3:
        sheet.pen.line([(start * FINE, y), (end * FINE, y)], fill=255, width=2)
        return
    step = rng.uniform(2.2, 3.6)
    for x in np.arange(start, end, step) * FINE:
        sheet.pen.ellipse((x - 1.5, y - 1.5, x + 1.5, y + 1.5), fill=255)
