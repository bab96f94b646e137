"""The document's blocks with their folded words, and the landmarks among them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from vanban_parser.lexicon.document_types import type_names
from vanban_parser.lexicon.numbers import NumberMatch, parse_number
from vanban_parser.model.document import Block, Document, Flow, Span
from vanban_parser.text import fold, whole_folded

MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap ?[-–—]* ?tu do"
)
DATE = re.compile(
    r"\bngay(?![a-z]).{0,40}\bthang(?![a-z])|\bthang(?![a-z]).{0,30}nam\s*\d|, ?ngay \d"
    r"|, ?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:19|20)\d\d\W*$"
)
PLACE_DATE = re.compile(r"[^,;:\d]{2,40}, ngay\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,8}")
"""A whole line of place and date, as some offices print it under the title."""
ADDRESS = re.compile(
    r"kinh (?:gui|goi|trinh|moi|chuyen|thua)\s*:|kinh g[uo]i\b|.{3,90} dien\s*:$"
)
# "Nơi nhận hồ sơ: ..." is running text.  Scans lose the N, or misread the colon.
RECIPIENTS = re.compile(
    r"[-*+ ]{0,3}noi (?:nhan|gui)(?:\s*:|(?=[\s.,;'’_]{0,4}$|\s*[-–]))"
    r"|oi (?:nhan|gui)\s*:(?=\s*$)"
)
MARK = re.compile(
    r"\W*(?P<mark>hoa toc hen gio.{0,60}|hoa toc|thuong khan|khan"
    r"|tuyet mat|toi mat|mat)\W*$"
)
SUBJECT = re.compile(r"[(“\"]?(?:v ?/ ?v|ve viec)\b[:.]?|(?:trich yeu|vv) ?:")
# A stamp's thick letters are misread ("nóA TỐC"); of KHẨN and MẬT too little is left.
_LONG_MARKS = ("hoa toc", "thuong khan")
_LIKE_MARK = 0.8
_SPECKS = "„“”\"'‘’`´*°^~|_,;"
RULE = re.compile(r"[\W_]*$")
"""A line of dashes, stars or underscores."""

# "HỎA TỐC HẸN GIỜ: trước 16h00 ...": until when may be set in small letters.
_UNTIL_WHEN = re.compile(r"[:(\d]|(?<!\w)trước\b")

# Matched with its marks: folded, SỞ would read as SỐ.
_NUMBER = re.compile(
    r"\W*(?:Luật |LUẬT |Pháp lệnh )?[SsŠ][ốôỐÔ] ?[:.;]?"
    r"(?=[ \d/._…:]|$)(?! [^\W\d_]{2})"
)


# "Số:" as scans misread it, or lost but for what follows; a notation must follow.
_MISREAD = re.compile(
    r"\W{0,3}[SsŠ][oóôốồổộ6êéẻ] ?[:.;] ?(?=[\d .…_]{0,12}/ ?[A-ZĐ]{2})"
    r"|\W{0,3}(?=/ ?[A-ZĐ]{2,10} ?[-–] ?[A-ZĐ]{2})"
)
# From the last word of a body's name to its number; its own body may stand between.
_NAME_LINES = 3
# A motto alone is short; "nước Cộng hòa ..." is named in running text.
_LONGEST_MOTTO = 130
_SPACED = re.compile(r"(?:\w ){2,}\w\W*$")


def misread_mark(folded: str) -> str | None:
    """Return the long mark of urgency that a line is, one letter apart, or None."""
    for mark in _LONG_MARKS:
        if abs(len(folded) - len(mark)) > 1:
            continue
        if SequenceMatcher(None, folded, mark, autojunk=False).ratio() > _LIKE_MARK:
            return mark
    return None


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the header, or one side of a line that holds both sides."""

    index: int
    """The block that it is of."""
    span: Span
    folded: str


@cache
def _types_without_spaces() -> Mapping[str, str]:
    return {fold(name).replace(" ", ""): name for name in type_names()}


class Lines:
    """Blocks of the text flow (no stamps, no footnotes), by index.

    Those that start at `until` or after it belong to another letter.
    """

    def __init__(self, document: Document, until: int = sys.maxsize) -> None:
        self.text = document.text
        self.all = document.blocks
        self.blocks: list[Block] = [
            block
            for block in document.blocks
            if block.flow not in (Flow.STAMP, Flow.NOTE) and block.start < until
        ]
        self.recognised = document.is_recognised
        """Words of the letter were read from a picture."""
        whole = whole_folded(self.text)
        self.folded = [whole[block.start : block.end] for block in self.blocks]

    def __len__(self) -> int:
        return len(self.blocks)

    def words(self, block: Block) -> str:
        """Return the block's characters."""
        return self.text[block.start : block.end]

    def is_capitals(self, index: int) -> bool:
        """Tell whether a block is set in capitals only."""
        words = self.words(self.blocks[index])
        return words == words.upper() and any(map(str.isalpha, words))

    @staticmethod
    def is_mark(words: str) -> bool:
        """Tell whether a line is a mark of urgency or secrecy, in capitals."""
        mark = _UNTIL_WHEN.split(words, maxsplit=1)[0]
        return mark == mark.upper() and MARK.match(fold(words)) is not None

    def is_number(self, index: int) -> bool:
        """Tell whether a block starts like ``Số: .../...``."""
        words = self.words(self.blocks[index])
        if words == "SỐ" and any(map(self.is_number, self._next(index))):
            return False  # the last word of a name: CỤC CHUYỂN ĐỔI / SỐ
        return (_NUMBER.match(words) or _MISREAD.match(words)) is not None

    def _next(self, index: int) -> range:
        """Return the blocks within which a name and its number stand."""
        return range(index + 1, min(index + 1 + _NAME_LINES, len(self)))

    def number_at(self, start: int, end: int) -> NumberMatch | None:
        """Return the number and notation that ``text[start:end]`` begins with."""
        label = _MISREAD.match(self.text, start, end)
        found = parse_number(self.text, label.end() if label else start)
        return found if found is not None and found.span.end <= end else None

    def has_number(self, index: int) -> bool:
        """Tell whether a block is ``Số: .../...`` with a notation on its line."""
        block = self.blocks[index]
        return (
            self.is_number(index) and self.number_at(block.start, block.end) is not None
        )

    def motto(self, index: int) -> re.Match[str] | None:
        """Return where a block prints a motto; running text that names it has none."""
        folded = self.folded[index]
        match = MOTTO.search(folded) if len(folded) <= _LONGEST_MOTTO else None
        if match is None or folded[: match.start()].endswith("nuoc "):
            return None
        return match

    def piece(self, index: int, start: int = 0, end: int | None = None) -> Piece:
        """Return the characters ``[start:end]`` of a block as a piece."""
        block, folded = self.blocks[index], self.folded[index][start:end]
        start += len(folded) - len(folded.lstrip())
        folded = folded.strip()
        first = block.start + start
        return Piece(index, Span(first, first + len(folded)), folded)

    def type_name(self, index: int) -> str | None:
        """Return the type that a block in capitals prints alone or first."""
        title = self.title(index)
        return None if title is None else title[0]

    def title(self, index: int) -> tuple[str, Span] | None:
        """Return the type that a block in capitals prints alone or first, and where.

        ``BẢN QUY CHẾ`` is a quy chế; letters may be set apart (``K Ế H O Ạ C H``).
        """
        block, folded = self.blocks[index], self.folded[index]
        if not self.is_capitals(index) or block.flow is Flow.CELL:
            return None
        if _SPACED.match(folded):
            name = _types_without_spaces().get(re.sub(r"[\W_]", "", folded))
            return None if name is None else (name, block.span)
        # Specks on a scan are read as signs: "„QUYẾT ĐỊNH", "THÔNG BÁO.".
        specks = len(folded) - len(folded.lstrip(_SPECKS))
        whole = folded[specks:].rstrip(_SPECKS + ". ")
        for skipped in (0, 4) if whole.startswith("ban ") else (0,):
            words = whole[skipped:]
            for name in type_names():
                plain = fold(name)
                if words == plain or words.startswith((plain + " ", plain + ":")):
                    skipped += specks
                    start = block.start + skipped
                    return name, Span(start, start + len(name))
        return None

    @staticmethod
    def fold_of(words: str) -> str:
        """Return folded words of a block that is not in the flow."""
        return fold(words)
