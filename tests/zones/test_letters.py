"""Several letters in one file are told apart, and nothing of one passes to another."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pymupdf
import pytest

from tests.readers.pdf_making import LETTER, drawn
from tools.letters.docx import set_docx
from tools.letters.model import Annex, Letter
from tools.letters.pdf import set_pdf
from tools.letters.source import body
from vanban_parser.model import letter as parsed
from vanban_parser.pipeline import Parser
from vanban_parser.readers.docx import read_docx
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.settings import Settings
from vanban_parser.zones import letter_parts, part_of
from vanban_parser.zones.parts import pages_of

ORDER = "UBND xã giao các thôn báo cáo số hộ trước ngày 20/9/2026, đạt 95%./."
OTHER = replace(
    LETTER,
    issuer=("ỦY BAN NHÂN DÂN", "XÃ TRE XANH"),
    number="Số: 77/UBND-VP",
    place_date="Tre Xanh, ngày 12 tháng 9 năm 2026",
    subject=("V/v báo cáo", "số hộ trong xã"),
    addressees=(),
    blocks=body(ORDER),
    distribution=("- Các thôn;", "- Lưu: VT."),
    signature=("CHỦ TỊCH",),
    signer="Trần Thị Thử",
)
PLAN = replace(
    OTHER, kind="KẾ HOẠCH", subject=("Rà soát nhà văn hóa",), number="Số: 16/KH-UBND"
)
LONG = body("\n\n".join([f"Đoạn {n} của văn bản. " * 12 for n in range(14)]))
FORM = [
    (60.0, 60.0, "Mẫu số 01"),
    (60.0, 90.0, "TÊN CƠ QUAN"),
    (300.0, 90.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (60.0, 110.0, "Số: 5/BC-UBND"),
    (330.0, 110.0, "Độc lập - Tự do - Hạnh phúc"),
    (330.0, 130.0, "Mẫu Sơn, ngày 5 tháng 9 năm 2026"),
    (200.0, 170.0, "BÁO CÁO KẾT QUẢ RÀ SOÁT NHÀ VĂN HÓA CÁC THÔN"),
]
BLANKS = [
    (60.0, 90.0, "UBND XÃ ............"),
    *FORM[2:3],
    (60.0, 110.0, "Số: ...../BC-UBND"),
    FORM[4],
    (330.0, 130.0, "......., ngày ... tháng ... năm 20..."),
    FORM[6],
]
COPY = [
    (60.0, 90.0, "ỦY BAN NHÂN DÂN XÃ TRE XANH"),
    *FORM[2:3],
    (60.0, 110.0, "Số: 9/SY-UBND"),
    *FORM[4:6],
    (60.0, 150.0, "SAO Y"),
]


def bundle(*parts: Letter | bytes) -> bytes:
    """Return one PDF of the pages of letters and other PDFs."""
    with pymupdf.open() as whole:
        for part in parts:
            data = set_pdf(part) if isinstance(part, Letter) else part
            with pymupdf.open("pdf", data) as pdf:
                whole.insert_pdf(pdf)
        made: bytes = whole.tobytes(no_new_id=True)
    return made


def ranges(*parts: Letter | bytes) -> tuple[tuple[int, int], ...]:
    document = read_pdf(bundle(*parts), "a.pdf", Settings())
    return tuple(part.pages or (0, 0) for part in letter_parts(document))


def words_of(*parts: Letter) -> bytes:
    """Return one DOCX of the words of letters, one after the other."""
    whole = docx.Document(io.BytesIO(set_docx(parts[0])))
    for letter in parts[1:]:
        for element in docx.Document(io.BytesIO(set_docx(letter))).element.body:
            if not element.tag.endswith("}sectPr"):
                whole.element.body.insert(-1, element)
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_a_letter_alone_is_one() -> None:
    assert ranges(LETTER) == ((1, 1),)
    annexed = replace(
        LETTER,
        annexes=(Annex("PHỤ LỤC I", ("Danh sách",), "(Kèm theo Công văn)", ()),),
    )
    assert ranges(annexed) == ((1, 2),)


def test_letters_one_after_the_other_are_told_apart() -> None:
    long = replace(LETTER, blocks=LONG)
    assert ranges(long, OTHER, LETTER) == ((1, 2), (3, 3), (4, 4))


@pytest.mark.parametrize("page", [FORM, BLANKS, COPY], ids=["form", "blanks", "copy"])
def test_a_page_with_a_header_of_its_own_may_be_no_letter(
    page: list[tuple[float, float, str]],
) -> None:
    assert ranges(LETTER, drawn(page)) == ((1, 2),)


def test_what_the_letter_encloses_is_its_annex() -> None:
    plan = replace(PLAN, issuer=LETTER.issuer)
    says = "UBND huyện gửi kèm theo Công văn này Kế hoạch rà soát nhà văn hóa./."
    cover = replace(LETTER, blocks=body(says))
    by_number = replace(LETTER, blocks=body("UBND huyện gửi Kế hoạch số 16/KH-UBND./."))
    assert ranges(cover, plan) == ranges(by_number, plan) == ((1, 2),)
    assert ranges(LETTER, plan) == ((1, 1), (2, 2))
    assert ranges(cover, PLAN) == ((1, 1), (2, 2))


def test_letters_in_a_file_of_words_are_told_apart_too() -> None:
    data = words_of(LETTER, OTHER, PLAN)
    (whole,) = [reading.letter for reading in (Parser().read_bytes(data, "a.docx"),)]
    assert "several-letters" in {warning.code for warning in whole.warnings}
    assert whole.code == "15/UBND-VP"
    assert [task for task in whole.tasks if not task.annex] == [
        task
        for task in Parser().read_bytes(words_of(LETTER), "a.docx").letter.tasks
        if not task.annex
    ]
    split = [reading.letter for reading in Parser().read_letters_bytes(data, "a.docx")]
    assert [letter.source.part for letter in split] == [1, 2, 3]
    assert [letter.source.pages for letter in split] == [None] * 3
    for letter, alone in zip(split, (LETTER, OTHER, PLAN), strict=True):
        expected = Parser().read_bytes(words_of(alone), "a.docx").letter
        assert letter.model_dump(exclude={"source"}) == (
            expected.model_dump(exclude={"source"})
        )


def parts_of_words(*letters: Letter) -> int:
    document = read_docx(words_of(*letters), "a.docx", Settings())
    parts = letter_parts(document)
    for number, part in enumerate(parts, start=1):
        text = part_of(document, part, number).text
        assert text == document.text[part.start : part.end].rstrip("\n")
    return len(parts)


def test_words_with_a_header_of_their_own_may_be_no_letter() -> None:
    plan = replace(PLAN, issuer=LETTER.issuer)
    says = "UBND huyện gửi kèm theo Công văn này Kế hoạch rà soát nhà văn hóa./."
    cover = replace(LETTER, blocks=body(says))
    form = replace(OTHER, number="Số: ..../BC-UBND", place_date=", ngày ... tháng ...")
    assert parts_of_words(LETTER) == 1
    assert parts_of_words(cover, plan) == 1
    assert parts_of_words(LETTER, form) == 1
    assert parts_of_words(LETTER, plan) == 2


@pytest.mark.parametrize("signed", [True, False], ids=["Nơi nhận", "no Nơi nhận"])
def test_nothing_of_the_second_letter_is_the_first_ones_own(*, signed: bool) -> None:
    first = LETTER if signed else replace(LETTER, distribution=())
    letter = Parser().read_bytes(bundle(first, OTHER), "a.pdf").letter
    alone = Parser().read_bytes(bundle(first), "a.pdf").letter

    for name in ("code", "issued_on", "subject", "addressees", "distribution"):
        assert getattr(letter, name) == getattr(alone, name), name
    assert letter.signature == alone.signature
    for name in ("tasks", "dates", "percentages", "references"):
        own = [item for item in getattr(letter, name) if not item.annex]
        assert own == list(getattr(alone, name)), name
    warnings = {warning.code: warning.message for warning in letter.warnings}
    assert warnings["several-letters"].endswith("(1, 2)")
    assert "several-letters" not in {warning.code for warning in alone.warnings}


def test_split_gives_each_letter_as_if_it_were_alone() -> None:
    long = replace(LETTER, blocks=LONG)
    data = bundle(long, OTHER)
    split = [reading.letter for reading in Parser().read_letters_bytes(data, "a.pdf")]
    assert [letter.source.pages for letter in split] == [(1, 2), (3, 3)]
    for letter, alone in zip(split, (long, OTHER), strict=True):
        (expected,) = Parser().read_letters_bytes(bundle(alone), "a.pdf")
        left_out = {"source", "evidence"}
        assert letter.model_dump(exclude=left_out) == (
            expected.letter.model_dump(exclude=left_out)
        )
        for pointer, pieces in letter.evidence.items():
            for piece, other in zip(
                pieces, expected.letter.evidence[pointer], strict=True
            ):
                assert piece.text == letter.text[piece.start : piece.end] == other.text
                assert piece.bbox == other.bbox
                assert piece.page == (other.page or 0) + first_page(letter) - 1


def first_page(letter: parsed.Letter) -> int:
    return letter.source.pages[0] if letter.source.pages else 1


@pytest.mark.parametrize(("first", "last"), [(1, 2), (3, 3), (1, 4), (3, 4)])
def test_a_part_keeps_its_words_where_they_are(first: int, last: int) -> None:
    table = "|> 50 50\n| Thôn | Hộ\n| Một | 12\n| Hai | 15"
    with_table = replace(OTHER, blocks=body(f"Bảng sau:\n\n{table}\n\n{ORDER}"))
    data = bundle(replace(LETTER, blocks=LONG), with_table, LETTER)
    whole = read_pdf(data, "a.pdf", Settings())
    part = pages_of(whole, first, last)

    inside = [word for word in whole.words if first <= word.box.page <= last]
    assert [part.text[word.start : word.end] for word in part.words] == [
        whole.text[word.start : word.end] for word in inside
    ]
    assert [word.box for word in part.words] == [word.box for word in inside]
    assert [block.span.of(part.text) for block in part.blocks] == part.text.split("\n")
    words = {
        span.of(part.text) for t in part.tables for c in t.cells for span in c.spans
    }
    assert ("Thôn" in words) == (first <= 3 <= last)


def test_all_pages_are_the_whole() -> None:
    whole = read_pdf(bundle(LETTER, OTHER), "a.pdf", Settings())
    part = pages_of(whole, 1, 2)
    assert replace(part, source=whole.source) == whole
