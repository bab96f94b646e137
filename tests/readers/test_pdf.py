"""What of a PDF is read, and what is refused."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pymupdf
import pytest

from tests.readers.pdf_making import (
    FILLER,
    LETTER,
    drawn,
    lines,
    made,
    read,
)
from tools.letters.pdf import set_pdf
from vanban_parser.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
    VanbanError,
)
from vanban_parser.model.document import Flow, Notice, TextSource
from vanban_parser.readers.pdf import MEDIA_TYPE
from vanban_parser.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
BLANK = {"number": "Số:            /UBND-VP"}
EMPTY = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj
trailer <</Root 1 0 R/Size 3>>
%%EOF
"""


# Where the words stand --------------------------------------------------------


def test_the_source_tells_the_bytes_and_the_pages() -> None:
    data = made(FILLER * 60)

    source = read(data).source

    assert source.filename == "thu.pdf"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.media_type == MEDIA_TYPE
    assert source.page_count == 2
    assert source.text_source is TextSource.NATIVE
    assert source.encoding == "unicode"


def test_reading_leaves_the_bytes_as_they_were(tmp_path: Path) -> None:
    data = (SAMPLES / "02-ky-so-trong-widget" / "letter.pdf").read_bytes()
    kept = bytes(data)
    file = tmp_path / "letter.pdf"
    file.write_bytes(data)

    read(data)

    assert data == kept
    assert file.read_bytes() == kept


def test_every_word_is_where_its_box_says() -> None:
    data = made(FILLER * 60)
    document = read(data)

    with pymupdf.open("pdf", data) as pdf:
        for word in document.words[::7]:
            page = pdf[word.box.page - 1]
            box = word.box
            clip = (box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1)
            printed = page.get_text(clip=clip).split()
            assert document.text[word.start : word.end] in printed


def test_words_and_blocks_are_in_the_order_of_the_text() -> None:
    document = read(made(FILLER * 60))

    ends = [0]
    for word in document.words:
        assert ends[-1] <= word.start < word.end
        ends.append(word.end)
    joined = "\n".join(lines(document))
    assert document.text == joined


def test_weight_slant_and_size_are_those_of_the_face() -> None:
    document = read(made("# Một đề mục\n~ Căn cứ một luật;\nMột đoạn."))
    look = {b.span.of(document.text): b for b in document.blocks}

    assert look["Một đề mục"].bold
    assert not look["Một đề mục"].italic
    assert look["Căn cứ một luật;"].italic
    assert not look["Một đoạn."].bold
    assert look["Một đoạn."].size == 14
    assert look["Nơi nhận:"].size == 12


# What stands in the flow ------------------------------------------------------


def test_a_footnotes_number_is_taken_off_its_word() -> None:
    document = read(made("Có 120 hộ đăng ký[^Theo sổ của thôn] làm nhà."))

    assert "Có 120 hộ đăng ký làm nhà." in lines(document)
    assert lines(document, Flow.NOTE) == ["1 Theo sổ của thôn"]


@pytest.mark.parametrize(
    ("word", "read_as"),
    [
        ("m", "m1"),
        ("km", "km1"),
        ("thôn", "thôn"),
        ("họp;", "họp;"),
        ("(họp)", "(họp)"),
    ],
)
def test_a_raised_digit_stays_only_on_a_unit(word: str, read_as: str) -> None:
    # A note's number and the 2 of m2 look alike.
    document = read(made(f"Mỗi nơi rộng 120 {word}[^Số đo mới] trở lên."))

    assert f"Mỗi nơi rộng 120 {read_as} trở lên." in lines(document)


def test_upright_text_beside_the_page_is_no_paragraph() -> None:
    pdf = pymupdf.open("pdf", made(FILLER * 3))
    page = pdf[0]
    page.insert_text((40, 600), "Ban in thu", rotate=90, fontsize=10)

    document = read(pdf.tobytes())

    assert sorted(" ".join(lines(document, Flow.STAMP)).split()) == ["Ban", "in", "thu"]
    assert "Ban" not in " ".join(lines(document, Flow.FULL))


def test_the_number_of_a_page_is_left_out() -> None:
    pages = read(made(FILLER * 110))

    assert pages.source.page_count == 3
    assert [line for line in lines(pages) if len(line) < 4] == []


# What signing programs lay over the page --------------------------------------


def test_number_and_day_in_signature_widgets_go_into_their_blanks() -> None:
    data = (SAMPLES / "02-ky-so-trong-widget" / "letter.pdf").read_bytes()
    with pymupdf.open("pdf", data) as pdf:
        shown = pdf[0].get_displaylist(annots=0).get_textpage()
        bare = pymupdf.TextPage(shown).extractText()
    document = read(data)
    stamped = [span.of(document.text) for span in document.inserted]
    numbers = [words for words in stamped if words.isdigit()]

    assert len(numbers) == 2
    (head,) = (line for line in lines(document) if line.startswith("Số:"))
    (dated,) = (line for line in lines(document, Flow.RIGHT) if "ngày" in line)
    assert head.replace(" ", "").startswith(f"Số:{numbers[0]}/")
    assert f"ngày {numbers[1]} tháng" in dated
    assert numbers[0] not in bare


def test_the_visible_signature_of_an_agency_is_a_stamp() -> None:
    data = (SAMPLES / "02-ky-so-trong-widget" / "letter.pdf").read_bytes()
    document = read(data)
    stamps = " ".join(lines(document, Flow.STAMP))
    rest = " ".join(lines(document, Flow.FULL, Flow.LEFT, Flow.RIGHT))

    assert "Ký bởi" in stamps
    assert "Thời gian ký" in stamps
    assert "Ký bởi" not in rest


def test_a_number_typed_into_a_form_field_is_read() -> None:
    data = made("Giao Phòng Nội vụ rà soát các nhà văn hóa thôn.", **BLANK)
    pdf = pymupdf.open("pdf", data)
    page = pdf[0]
    (at,) = page.search_for("Số:")
    field = pymupdf.Widget()
    field.field_name, field.field_type = "so", pymupdf.PDF_WIDGET_TYPE_TEXT
    field.field_value, field.text_fontsize = "1286", 12
    field.rect = pymupdf.Rect(at.x1 + 2, at.y0 - 1, at.x1 + 36, at.y1 + 1)
    page.add_widget(field)

    document = read(pdf.tobytes())

    assert "Số: 1286 /UBND-VP" in lines(document, Flow.LEFT)
    assert [span.of(document.text) for span in document.inserted] == ["1286"]


def test_words_of_an_arrival_stamp_stay_out_of_the_flow() -> None:
    pdf = pymupdf.open(
        "pdf", made("Giao Phòng Nội vụ rà soát các nhà văn hóa thôn.", **BLANK)
    )
    page = pdf[0]
    (at,) = page.search_for("Số:")
    note = pymupdf.Rect(at.x1 + 2, at.y0, at.x1 + 60, at.y1)
    page.add_freetext_annot(note, "DEN", fontsize=11)

    document = read(pdf.tobytes())

    assert "DEN" in lines(document, Flow.STAMP)
    assert "DEN" not in " ".join(lines(document, Flow.LEFT, Flow.RIGHT, Flow.FULL))


def test_stamps_and_notes_stand_after_all_text() -> None:
    pdf = pymupdf.open(
        "pdf", made("Một đoạn có chú thích[^Theo sổ] ở đây.\n" + FILLER * 60)
    )
    page = pdf[0]
    page.add_freetext_annot(pymupdf.Rect(400, 10, 500, 30), "DEN", fontsize=11)

    flows = [block.flow for block in read(pdf.tobytes()).blocks]

    last = max(n for n, flow in enumerate(flows) if flow is Flow.RIGHT)
    assert flows[last + 1 :] == [Flow.NOTE, Flow.STAMP]


# Pages without words ----------------------------------------------------------


def picture() -> bytes:
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 84))
    pixmap.clear_with(200)
    data: bytes = pixmap.tobytes("png")
    return data


def with_picture(data: bytes) -> bytes:
    with pymupdf.open("pdf", data) as pdf:
        page = pdf.new_page(width=595, height=842)
        page.insert_image(page.rect, stream=picture())
        return bytes(pdf.tobytes())


def test_a_page_that_is_a_picture_is_told() -> None:
    document = read(with_picture(made(FILLER)))

    assert document.notices == (Notice("page-without-text", 2),)
    assert document.source.text_source is TextSource.MIXED


def test_an_empty_page_is_no_picture() -> None:
    pdf = pymupdf.open("pdf", made(FILLER))
    pdf.new_page()

    document = read(pdf.tobytes())

    assert document.notices == ()
    assert document.source.page_count == 2
    assert document.source.text_source is TextSource.NATIVE


def test_a_scan_is_an_error_that_names_the_next_step() -> None:
    data = with_picture(drawn([(90.0, 40.0, "12")]))

    with pytest.raises(NoTextError, match=r"thu\.pdf.*2 page.*OCR") as caught:
        read(data)
    assert caught.value.code == "no-text"


# What is refused --------------------------------------------------------------


def test_a_locked_file_is_refused() -> None:
    with pymupdf.open("pdf", set_pdf(LETTER)) as pdf:
        locked = pdf.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="mở", owner_pw="chủ"
        )

    with pytest.raises(EncryptedFileError) as caught:
        read(locked)
    assert caught.value.code == "encrypted-file"


def test_a_file_that_only_forbids_printing_is_read() -> None:
    with pymupdf.open("pdf", set_pdf(LETTER)) as pdf:
        data = pdf.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="chủ", permissions=0
        )

    assert "Lê Văn Mẫu" in lines(read(data))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\nrubbish", b"%PDF-", EMPTY], ids=["rubbish", "head", "no page"]
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFileError) as caught:
        read(data)
    assert caught.value.code == "damaged-file"
    assert "thu.pdf" in str(caught.value)


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_or_refused() -> None:
    data = set_pdf(LETTER)
    outcomes = set()
    for end in range(200, len(data), len(data) // 23):
        try:
            outcomes.add("Mẫu" in read(data[:end]).text)
        except VanbanError as error:
            outcomes.add(error.code)

    assert outcomes <= {True, "damaged-file", "no-text"}
    assert outcomes & {"damaged-file", "no-text"}


def test_a_file_with_too_many_pages_is_refused() -> None:
    data = made(FILLER * 110)

    assert read(data, Settings(max_pages=3)).source.page_count == 3
    with pytest.raises(TooLargeError, match="3 pages, limit 2") as caught:
        read(data, Settings(max_pages=2))
    assert caught.value.code == "too-large"


def test_a_drawing_with_thousands_of_lines_is_not_searched_for_tables() -> None:
    pdf = pymupdf.open("pdf", made("|> 1 1\n| Một | Hai\n| Ba | Bốn"))
    page = pdf[0]
    shape = page.new_shape()
    for n in range(3100):
        x, y = n % 60 * 9.0, n // 60 * 9.0 + 300
        shape.draw_line((x, y), (x + 5, y + 5))
        shape.finish(width=0.2)
    shape.commit()
    buffer = io.BytesIO()
    pdf.save(buffer)

    assert read(made("|> 1 1\n| Một | Hai\n| Ba | Bốn")).tables
    assert read(buffer.getvalue()).tables == ()
