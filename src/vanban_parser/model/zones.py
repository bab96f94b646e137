"""The parts of a letter, named after NĐ 30/2020 annex I (thể thức văn bản)."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from vanban_parser.model.document import Block, Span


@dataclass(frozen=True, slots=True)
class Zones:
    """Where each part of the letter stands; a part that is not there is empty or None.

    The letter proper is ``text[:annex_start]``; what follows the signature block and
    Nơi nhận (phụ lục, mẫu, an enclosed document) starts at `annex_start`, which is
    ``len(text)`` where nothing is annexed.
    """

    issuer: tuple[Span, ...] = ()
    """ô 2: the lines of the issuing body, superior body first."""
    number: Span | None = None
    """ô 3: the line ``Số: .../...``."""
    place_date: Span | None = None
    """ô 4: ``Hà Nội, ngày ... tháng ... năm ...``."""
    title: Span | None = None
    """ô 5a: tên loại in capitals (QUYẾT ĐỊNH)."""
    subject: tuple[Span, ...] = ()
    """Trích yếu: the lines under the type name, or ``V/v ...`` (ô 5b)."""
    marks: tuple[Span, ...] = ()
    """ô 10a, 10b: lines that hold an urgency or secrecy mark and nothing else."""
    addressees: tuple[Span, ...] = ()
    """ô 9a: the blocks of Kính gửi, the words ``Kính gửi:`` included."""
    body: tuple[Block, ...] = ()
    """ô 6: paragraphs and table cells in reading order, căn cứ included."""
    signature: tuple[Span, ...] = ()
    """ô 7a, 7b: lines of authority, position and name, top to bottom."""
    distribution: tuple[Span, ...] = ()
    """ô 9b: the lines under ``Nơi nhận:``, without that heading."""
    annex_start: int = 0
    annex_end: int = sys.maxsize
    """Footnotes and stamps stand after the annexes; the notes are the letter's."""

    def in_annex(self, span: Span) -> bool:
        """Tell whether `span` lies after the letter proper."""
        return self.annex_start <= span.start < self.annex_end
