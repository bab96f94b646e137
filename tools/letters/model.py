"""What a letter says and in which place of the page, apart from how it is printed.

The places are those of NĐ 30/2020/NĐ-CP, annex I (for the Party: HD 36-HD/VPTW).  Every
string is the printed one: nothing is derived, so that a letter may also deviate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_SHORT_CELL = 12  # characters


class Motto(Enum):
    """What stands at the top right, and with it the manner of the whole letter."""

    STATE = "state"
    PARTY = "party"


class Style(Enum):
    """How a paragraph of the body is printed."""

    TEXT = "text"  # justified, first line indented: points, dashes and pluses too
    HEADING = "heading"  # the same, bold
    CENTRE = "centre"  # bold, centred: QUYẾT ĐỊNH:, Chương I
    BASIS = "basis"  # the same as text, italic: căn cứ


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face; `note` is the footnote that hangs on their end."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its runs follow each other without a break."""

    runs: tuple[Run, ...]
    style: Style = Style.TEXT

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: the first row is the head; a row of one cell spans all columns.

    `widths` are shares of the text width, one a column.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    def is_centred(self, column: int) -> bool:
        """Whether all cells of a column are so short that offices centre them."""
        return all(
            len(row[column]) <= _SHORT_CELL for row in self.rows[1:] if len(row) > 1
        )


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature on a page of its own; all lines are centred."""

    label: str  # PHỤ LỤC I
    title: tuple[str, ...]
    attached_to: str  # (Kèm theo Công văn số ...)
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Stamps:
    """What a signing program lays over the blanks of a finished PDF.

    `number` and `day` are digits; `signed_at` is ISO 8601 with its zone, `agency` the
    name in the visible signature of the agency.
    """

    number: str
    day: str
    signed_at: str
    agency: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, as printed.

    `number` and `place_date` may hold runs of blanks where digits were left out.
    """

    issuer: tuple[str, ...]
    number: str
    place_date: str
    blocks: tuple[Block, ...]
    distribution: tuple[str, ...]
    signature: tuple[str, ...]  # authority and position, one a line
    signer: str
    parent: tuple[str, ...] = ()
    motto: Motto = Motto.STATE
    kind: str | None = None  # KẾ HOẠCH; None: a công văn
    subject: tuple[str, ...] = ()
    urgency: str | None = None
    authority: str | None = None  # CHỦ TỊCH ỦY BAN NHÂN DÂN ..., above căn cứ
    address: str = "Kính gửi:"
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    stamps: Stamps | None = None  # only a PDF is made of a letter that has them


class LetterSourceError(ValueError):
    """A letter's source cannot be read; the message says where and why."""
