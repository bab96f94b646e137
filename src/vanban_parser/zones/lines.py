"""The document's blocks with their folded words, and the landmarks among them."""

from __future__ import annotations

import re

from vanban_parser.lexicon.document_types import type_names
from vanban_parser.model.document import Block, Document, Flow
from vanban_parser.text import fold

MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap ?[-–—]* ?tu do"
)
DATE = re.compile(r"\bngay\b.{0,40}\bthang\b|\bthang\b.{0,30}\bnam\s*\d|, ?ngay \d")
ADDRESS = re.compile(
    r"kinh (?:gui|trinh|moi|chuyen|thua)\s*:|kinh gui\b|.{3,90} dien\s*:$"
)
RECIPIENTS = re.compile(r"noi nhan\b\s*:?")
MARK = re.compile(
    r"\W*(?P<mark>hoa toc hen gio.{0,60}|hoa toc|thuong khan|khan"
    r"|tuyet mat|toi mat|mat)\W*$"
)
SUBJECT = re.compile(r"(?:v/ ?v|ve viec)\b[:.]?")
RULE = re.compile(r"[\W_]*$")
"""A line of dashes, stars or underscores."""

# "HỎA TỐC HẸN GIỜ: trước 16h00 ...": until when may be set in small letters.
_UNTIL_WHEN = re.compile(r"[:(\d]|(?<!\w)trước\b")

# Matched with its marks: folded, SỞ would read as SỐ.
_NUMBER = re.compile(
    r"\W*(?:Luật |LUẬT |Pháp lệnh )?[SsŠ][ốôỐÔ] ?[:.;]?"
    r"(?=[ \d/._…:]|$)(?! [^\W\d_]{2})"
)


class Lines:
    """Blocks of the text flow (no stamps, no footnotes), by index."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.all = document.blocks
        self.blocks: list[Block] = [
            block
            for block in document.blocks
            if block.flow not in (Flow.STAMP, Flow.NOTE)
        ]
        self.folded = [fold(self.words(block)) for block in self.blocks]

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
        return _NUMBER.match(self.words(self.blocks[index])) is not None

    def type_name(self, index: int) -> str | None:
        """Return the type that a block in capitals prints alone or first."""
        if not self.is_capitals(index) or self.blocks[index].flow is Flow.CELL:
            return None
        folded = self.folded[index]
        for name in type_names():
            plain = fold(name)
            if folded == plain or folded.startswith((plain + " ", plain + ":")):
                return name
        return None

    @staticmethod
    def fold_of(words: str) -> str:
        """Return folded words of a block that is not in the flow."""
        return fold(words)
