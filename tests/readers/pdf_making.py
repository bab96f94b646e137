"""PDF files of invented letters for the tests of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pymupdf

from tools.letters.faces import embed
from tools.letters.model import Letter
from tools.letters.pdf import set_pdf
from tools.letters.source import body
from vanban_parser.model.document import Document, Flow
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.settings import Settings

LETTER = Letter(
    issuer=("ỦY BAN NHÂN DÂN", "HUYỆN MẪU SƠN"),
    number="Số: 15/UBND-VP",
    place_date="Mẫu Sơn, ngày 10 tháng 9 năm 2026",
    subject=("V/v rà soát nhà văn hóa", "các thôn trong huyện"),
    addressees=("- Các phòng, ban;", "- Các xã, thị trấn."),
    blocks=body("UBND huyện giao Phòng Nội vụ rà soát nhà văn hóa các thôn./."),
    distribution=("- Như trên;", "- Lưu: VT, VP."),
    signature=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Lê Văn Mẫu",
)
FILLER = "Nhà văn hóa của các thôn trong huyện được rà soát một lần mỗi năm. "


def made(typed: str, **fields: object) -> bytes:
    """Return the PDF of a letter with this body (as ``tools.letters.source`` has)."""
    return set_pdf(replace(LETTER, blocks=body(typed), **fields))  # type: ignore[arg-type]


def read(data: bytes, settings: Settings | None = None) -> Document:
    """Return the document in a PDF."""
    return read_pdf(data, "thu.pdf", settings or Settings())


def drawn(*pages: Sequence[tuple[float, float, str]], size: float = 13) -> bytes:
    """Return a PDF with words at ``x, y`` of the base line, one list a page."""
    with pymupdf.open() as pdf:
        for words in pages:
            page = pdf.new_page(width=595, height=842)
            embed(page, ["regular"])
            for x, y, text in words:
                page.insert_text((x, y), text, fontname="regular", fontsize=size)
        data: bytes = pdf.tobytes(no_new_id=True)
    return data


def lines(document: Document, *flows: Flow) -> list[str]:
    """Return the words of the blocks in these flows, or of all."""
    return [
        block.span.of(document.text)
        for block in document.blocks
        if not flows or block.flow in flows
    ]
