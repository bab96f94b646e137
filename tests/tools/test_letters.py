"""The committed samples are what the makers make, and their truth is in them."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pymupdf
import pytest

from tools.letters.docx import set_docx
from tools.letters.model import Letter, Motto, Paragraph, Run, Style, Table
from tools.letters.pdf import set_pdf
from tools.letters.press import BOTTOM, RIGHT
from tools.letters.samples import SOURCE, folders, make
from tools.letters.source import LetterSourceError, body, parse, read, runs

SAMPLES = Path(__file__).parents[2] / "samples"
FOLDERS = folders(SAMPLES)
UNSIGNED = [f for f in FOLDERS if read(f / SOURCE).stamps is None]
LARGEST = 80 * 1024  # bytes: a repository is no place for large files

over_samples = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
over_unsigned = pytest.mark.parametrize("folder", UNSIGNED, ids=lambda f: f.name)


def printed(letter: Letter) -> Iterator[str]:
    """Every string of a letter that a page shows."""
    yield from (*letter.parent, *letter.issuer, letter.number, letter.place_date)
    yield from (*letter.subject, *letter.addressees, *letter.distribution)
    yield from (*letter.signature, letter.signer)
    blocks = [*letter.blocks, *(b for a in letter.annexes for b in a.blocks)]
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text
            yield from (run.note for run in block.runs if run.note)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pdf_text(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as document:
        return "\n".join(page.get_text() for page in document)


def docx_text(package: bytes) -> str:
    """The story and the notes, one paragraph a line, in the order of the XML."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = {"word/document.xml", "word/footnotes.xml"} & set(parts.namelist())
        xml = "".join(parts.read(name).decode() for name in sorted(names))
    found = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)", xml)
    return "".join(text or "\n" for text, _ in found).replace("&amp;", "&")


def placed_words(pdf: bytes) -> list[tuple[str, ...]]:
    with pymupdf.open("pdf", pdf) as document:
        return [
            (str(page.number), word[4], *(f"{x:.1f}" for x in word[:4]))
            for page in document
            for word in page.get_text("words")
        ]


@over_unsigned
def test_a_committed_sample_is_what_its_source_makes(folder: Path) -> None:
    made = dict(make(folder))

    assert set(made) == {"letter.docx", "letter.pdf"}
    committed = {name: (folder / name).read_bytes() for name in made}
    assert placed_words(committed["letter.pdf"]) == placed_words(made["letter.pdf"])
    # Part by part: how a part is packed is up to the zlib of the machine.
    with (
        zipfile.ZipFile(io.BytesIO(committed["letter.docx"])) as old,
        zipfile.ZipFile(io.BytesIO(made["letter.docx"])) as new,
    ):
        assert old.namelist() == new.namelist()
        assert [n for n in old.namelist() if old.read(n) != new.read(n)] == []


@over_unsigned
def test_the_same_source_gives_the_same_bytes(folder: Path) -> None:
    letter = read(folder / SOURCE)

    assert set_pdf(letter) == set_pdf(letter)
    assert set_docx(letter) == set_docx(letter)


@over_samples
def test_a_pdf_holds_every_word_of_its_letter_in_nfc(folder: Path) -> None:
    text = pdf_text((folder / "letter.pdf").read_bytes())
    letter = read(folder / SOURCE)

    assert unicodedata.is_normalized("NFC", text)
    # Squeezed: a line may end after any blank or hyphen.  A footnote's number stands
    # behind its word and a page's number between two lines.
    shown = re.sub(r"\d", "", squeezed(text))
    missing = [
        s for s in printed(letter) if re.sub(r"\d", "", squeezed(s)) not in shown
    ]
    assert missing == []


@over_unsigned
def test_a_docx_holds_every_word_of_its_letter_in_nfc(folder: Path) -> None:
    text = docx_text((folder / "letter.docx").read_bytes())
    letter = read(folder / SOURCE)

    assert unicodedata.is_normalized("NFC", text)
    assert [s for s in printed(letter) if s not in text] == []


@over_unsigned
def test_pdf_and_docx_of_a_sample_say_the_same_words(folder: Path) -> None:
    pdf = words(pdf_text((folder / "letter.pdf").read_bytes()))
    package = words(docx_text((folder / "letter.docx").read_bytes()))

    # Only the PDF shows the numbers of pages and notes.
    assert sorted(w for w in pdf if not w.isdigit()) == sorted(
        w for w in package if not w.isdigit()
    )


@over_samples
def test_a_sample_is_small(folder: Path) -> None:
    sizes = {f.name: f.stat().st_size for f in folder.iterdir()}

    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


@over_unsigned
def test_no_word_stands_outside_the_type_area(folder: Path) -> None:
    with pymupdf.open(folder / "letter.pdf") as document:
        boxes = [
            (word[4], page.number, word[2], word[3])
            for page in document
            for word in page.get_text("words")
        ]

    # The head's right column reaches 6 points into the margin, as in real letters.
    outside = [b for b in boxes if b[2] > RIGHT + 8 or b[3] > BOTTOM + 4]
    assert outside == []


# -- the truth beside each sample


def expected(folder: Path) -> dict[str, Any]:
    text = (folder / "expected.json").read_text(encoding="utf-8")
    truth: dict[str, Any] = json.loads(text)
    return truth


def told(folder: Path) -> str:
    """What the letter says on one line, widgets included."""
    letter = read(folder / SOURCE)
    stamps = letter.stamps
    extra = [stamps.number, stamps.day] if stamps else []
    return " ".join([*printed(letter), *extra])


@over_samples
def test_the_words_of_the_truth_are_words_of_the_letter(folder: Path) -> None:
    truth, text = expected(folder), told(folder)
    header = (*truth["addressees"], *truth["distribution"], truth["signature"]["name"])
    tasks = [
        text
        for task in truth["tasks"]
        for text in (task["action"], (task["deadline"] or {}).get("text"))
    ]
    codes = [reference["code"] for reference in truth["references"]]
    communes = [commune["name"] for commune in truth["communes"]]

    wanted = [*header, *tasks, *codes, *communes]
    assert [w for w in wanted if w is not None and w not in text] == []


@over_samples
def test_the_percentages_of_the_truth_are_all_that_the_letter_prints(
    folder: Path,
) -> None:
    truth = sorted(p["value"] for p in expected(folder)["percentages"])
    shown = re.findall(r"(\d+(?:,\d+)?)%", told(folder))

    assert truth == sorted(float(number.replace(",", ".")) for number in shown)


@over_samples
def test_the_truth_has_the_keys_and_codes_that_the_scorer_reads(folder: Path) -> None:
    truth = expected(folder)

    assert set(truth) == {
        *("document_type", "issuing_body", "number", "notation", "place", "issued_on"),
        *("subject", "urgency", "secrecy", "addressees", "distribution", "signature"),
        *("references", "dates", "percentages", "communes", "tasks", "note"),
    }
    assert {"value": truth["issued_on"], "end": None, "role": "issued"} in truth[
        "dates"
    ]
    assert [
        commune
        for commune in truth["communes"]
        if not re.fullmatch(r"\d{5}", commune["code"])
    ] == []
    dated = [t["deadline"] for t in truth["tasks"] if t["deadline"]]
    assert [
        d for d in dated if sum(map(bool, (d["date"], d["rrule"], d["duration"]))) != 1
    ] == []


def test_the_annex_table_names_each_commune_of_the_truth_once() -> None:
    folder = SAMPLES / "11-bao-cao-dinh-ky"
    (annex,) = read(folder / SOURCE).annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    truth = {f"{c['kind']} {c['name']}".lower() for c in expected(folder)["communes"]}

    assert sorted(row[1].lower() for row in table.rows[1:]) == sorted(truth)


# -- the source


def test_a_line_is_cut_where_its_face_changes() -> None:
    assert runs("**Điều 1.** Nay __tạm__ dừng[^Đến khi có văn bản mới.].") == (
        Run("Điều 1.", bold=True),
        Run(" Nay "),
        Run("tạm", italic=True),
        Run(" dừng", note="Đến khi có văn bản mới."),
        Run("."),
    )


def test_a_body_has_styled_paragraphs_and_tables() -> None:
    blocks = body(
        "= QUYẾT ĐỊNH:\n~ Căn cứ;\n|> 1 3\n| STT | Việc\n| I. Mục\n| 1 | Rà soát"
    )

    assert blocks == (
        Paragraph((Run("QUYẾT ĐỊNH:"),), Style.CENTRE),
        Paragraph((Run("Căn cứ;"),), Style.BASIS),
        Table((0.25, 0.75), (("STT", "Việc"), ("I. Mục",), ("1", "Rà soát"))),
    )


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(LetterSourceError, match="3 cells, 2 columns"):
        body("|> 1 1\n| a | b | c")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(LetterSourceError, match="isuer"):
        parse('isuer = ["XÃ A"]')


# -- the setters


def letter(**changes: Any) -> Letter:
    fields: dict[str, Any] = {
        "issuer": ("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
        "number": "Số:        /UBND-VP",
        "place_date": "Mẫu, ngày      tháng 9 năm 2025",
        "blocks": body("Kính đề nghị các đơn vị thực hiện./."),
        "distribution": ("- Như trên;", "- Lưu: VT."),
        "signature": ("CHỦ TỊCH",),
        "signer": "Nguyễn Văn Mẫu",
        "subject": ("V/v báo cáo",),
        "addressees": ("Các đơn vị.",),
    }
    return Letter(**(fields | changes))


def test_blanks_left_for_number_and_day_stay_as_wide_as_they_are() -> None:
    text = pdf_text(set_pdf(letter()))

    assert "Số:        /UBND-VP" in text
    assert "ngày      tháng 9" in text
    assert "Số:        /UBND-VP" in docx_text(set_docx(letter()))


def test_justified_lines_end_at_the_right_margin_but_for_the_last() -> None:
    long = "Đề nghị các cơ quan, đơn vị khẩn trương rà soát, báo cáo kết quả. " * 6
    with pymupdf.open("pdf", set_pdf(letter(blocks=body(long)))) as document:
        lines = [
            line
            for block in document[0].get_text("dict")["blocks"]
            for line in block["lines"]
            if line["spans"][0]["size"] == pytest.approx(14)
            and line["bbox"][2] > RIGHT - 1
        ]

    assert len(lines) >= 4
    assert {round(line["bbox"][2]) for line in lines} == {round(RIGHT)}


def test_a_symbol_may_break_after_its_hyphen_and_nowhere_else() -> None:
    symbol = "12345/UBND-VHXHTTDLMT"
    sentence = "Căn cứ các văn bản " + " ".join([f"số {symbol},"] * 12)
    lines = pdf_text(set_pdf(letter(blocks=body(sentence)))).splitlines()

    assert any(line.endswith("12345/UBND-") for line in lines)
    assert not any(re.search(r"/$|UBND$|12345$", line) for line in lines)


def test_pages_are_numbered_from_the_second_one_on() -> None:
    many = body("\n".join(["Yêu cầu các đơn vị nghiêm túc thực hiện."] * 70))
    with pymupdf.open("pdf", set_pdf(letter(blocks=many))) as document:
        first = [page.get_text("words")[0][4] for page in document]

    assert first == ["ỦY", *(str(n) for n in range(2, len(first) + 1))]
    assert len(first) >= 3


def test_a_party_letter_shows_no_national_motto() -> None:
    party = letter(motto=Motto.PARTY, number="Số 7-CV/ĐU")
    for text in (pdf_text(set_pdf(party)), docx_text(set_docx(party))):
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
        assert "CỘNG HÒA" not in text


def test_the_head_of_a_docx_is_a_table_of_two_by_two_cells() -> None:
    document = docx.Document(io.BytesIO(set_docx(letter())))
    head, foot = document.tables
    cells = [[cell.text.split("\n")[0] for cell in row.cells] for row in head.rows]

    assert cells == [
        ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số:        /UBND-VP", "Mẫu, ngày      tháng 9 năm 2025"],
    ]
    assert [cell.text.split("\n")[0] for cell in foot.rows[0].cells] == [
        "Nơi nhận:",
        "CHỦ TỊCH",
    ]


def test_a_character_that_the_faces_lack_is_refused() -> None:
    with pytest.raises(ValueError, match="no glyph in regular"):
        set_pdf(letter(blocks=body("漢")))
