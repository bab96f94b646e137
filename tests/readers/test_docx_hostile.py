"""Damaged and hostile DOCX files end in an error that says what to do."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.docx_making import (
    NAMESPACES,
    cell,
    p,
    packed,
    part,
    parts,
    read,
    relationships,
    row,
    t,
    table,
)
from vanban_parser.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
    UnsupportedFormatError,
    VanbanError,
)
from vanban_parser.readers.docx import read_docx
from vanban_parser.settings import Settings

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
GOOD = packed(parts(p("Thư"), styles="", numbering=""))


def attempt(data: bytes, **settings: int) -> str:
    return read_docx(data, "thu.docx", Settings(**settings)).text


def without(name: str, **instead: str) -> bytes:
    files = parts(p("Thư"))
    del files[name]
    return packed(files | instead)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (OLE + b"\0" * 600, UnsupportedFormatError),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError),
        (b"%PDF-1.7", UnsupportedFormatError),
        (b"{\\rtf1}", UnsupportedFormatError),
        (b"\n<html></html>", UnsupportedFormatError),
        (b"anything else", DamagedFileError),
        (b"PK\x03\x04", DamagedFileError),
        (GOOD[:-30], DamagedFileError),
        (GOOD[: len(GOOD) // 2], DamagedFileError),
        (without("word/document.xml"), DamagedFileError),
        (packed({"mimetype": "x", "content.xml": "<x/>"}), UnsupportedFormatError),
        (packed(parts(p("x")) | {"word/document.xml": "<x"}), DamagedFileError),
        (packed(parts(p("x")) | {"word/document.xml": ""}), DamagedFileError),
        (packed(parts(p("x")) | {"word/document.xml": "<x/>"}), UnsupportedFormatError),
        (packed(parts(p("x"), styles="") | {"word/styles.xml": "<"}), DamagedFileError),
        (packed(parts("")), NoTextError),
        (packed(parts(p(" ") + p())), NoTextError),
        (
            packed(parts("") | {"word/document.xml": part("document", "")}),
            NoTextError,
        ),
    ],
)
def test_what_cannot_be_read_is_told_apart(
    data: bytes, error: type[VanbanError]
) -> None:
    with pytest.raises(error) as caught:
        attempt(data)
    assert caught.value.filename == "thu.docx"


def test_a_workbook_is_not_a_letter() -> None:
    files = {
        "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": "<workbook/>",
    }
    with pytest.raises(UnsupportedFormatError):
        attempt(packed(files))


@pytest.mark.parametrize(
    "data",
    [
        without("[Content_Types].xml"),
        without("_rels/.rels"),
        without("word/_rels/document.xml.rels"),
        packed(
            {name.replace("word/", "Word\\"): x for name, x in parts(p("Thư")).items()}
        ),
        packed(
            parts(p("Thư"))
            | {"word/_rels/document.xml.rels": relationships(image="NULL", styles="no")}
        ),
        packed(
            parts(p("Thư"))
            | {"_rels/.rels": relationships(officeDocument="/word/missing.xml")}
        ),
    ],
)
def test_a_package_that_word_would_open_is_read(data: bytes) -> None:
    assert attempt(data) == "Thư"


def test_a_main_part_with_another_name_is_found() -> None:
    files = parts(p("Thư"))
    files["doc/letter.xml"] = files.pop("word/document.xml")
    files["_rels/.rels"] = relationships(officeDocument="doc/letter.xml")
    assert attempt(packed(files)) == "Thư"


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError):
        attempt(GOOD, max_bytes=len(GOOD) - 1)


def test_a_file_that_unpacks_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError):
        attempt(GOOD, max_unpacked_bytes=100)


def test_a_part_that_unpacks_enormously_is_refused_unopened() -> None:
    bomb = packed(parts(p("Thư")) | {"word/media/a.png": b"\0" * 21_000_000})
    started = time.process_time()
    with pytest.raises(TooLargeError):
        attempt(bomb)
    assert time.process_time() - started < 1.0


def test_too_many_parts_are_refused_before_the_directory_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for i in range(10_001):
            archive.writestr(str(i), b"")
    with pytest.raises(TooLargeError):
        attempt(buffer.getvalue())


def test_a_directory_that_lies_about_sizes_does_not_unpack_everything() -> None:
    spaces = " " * 30_000_000
    files = parts(p("Thư"))
    files["word/document.xml"] = files["word/document.xml"] + spaces
    data = bytearray(packed(files))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(b"word/document.xml", data.index(signature))
        header = data.rindex(signature, 0, at)
        data[header + offset : header + offset + 4] = struct.pack("<I", 200)
    with pytest.raises((DamagedFileError, TooLargeError)):
        attempt(bytes(data))


def test_a_part_under_a_password_is_told() -> None:
    data = bytearray(GOOD)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 8] |= 1
    with pytest.raises(EncryptedFileError):
        attempt(bytes(data))


def test_a_part_packed_in_an_unknown_way_is_damage() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts(p("Thư")).items():
            archive.writestr(name, content)
    with pytest.raises(DamagedFileError):
        attempt(buffer.getvalue())


ENTITIES = (
    '<!DOCTYPE w:document [<!ENTITY a "{}">{}]>'
    f"<w:document {NAMESPACES}><w:body>{{}}</w:body></w:document>"
)


@pytest.mark.parametrize(
    "xml",
    [
        ENTITIES.format("x", "", p("<w:r><w:t>&a;</w:t></w:r>")),
        ENTITIES.format(
            "lol",
            "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            p("<w:r><w:t>&i;</w:t></w:r>"),
        ),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        f"<w:document {NAMESPACES}><w:body>"
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>",
    ],
)
def test_entities_are_refused(xml: str) -> None:
    with pytest.raises(DamagedFileError):
        attempt(packed(parts("") | {"word/document.xml": xml}))


@pytest.mark.parametrize("depth", [20, 60, 80, 5000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    body = p("Thư")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    try:
        assert read(body).text == "Thư"
    except DamagedFileError:
        assert depth > 60


@pytest.mark.parametrize(
    "body",
    [
        p("<w:r><w:br/></w:r>" * 30_000 + t("x")),
        p("a\t" * 60_000),
        p("Nơi nhận:" + " " * 300_000 + "KT. X"),
        p("\t") * 20_000 + p("x"),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 30_000) + p("x"),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/>'
            '<w:fldChar w:fldCharType="separate"/><w:t>a</w:t></w:r>' * 15_000
        ),
        p("x", "<w:rPr><w:del/></w:rPr>") * 15_000,
        table(row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "x")) * 3_000,
        table(row("Nơi nhận", "x")) + table(row("", "y")) * 3_000,
        p("Nơi nhận:          KT. X") * 10_000,
        p("- x;") * 10_000,
        table(*[row("", "x") for _ in range(5_000)], border="single"),
        p("<w:r><w:t> </w:t><w:drawing/></w:r>" * 20_000 + t("x")),
    ],
)
def test_no_body_takes_long_for_its_size(body: str) -> None:
    started = time.process_time()
    read(body)
    assert time.process_time() - started < 10.0


@pytest.mark.parametrize("content", ["", "x"])
def test_blank_lines_in_nested_tables_take_no_time_either(content: str) -> None:
    body = p() * 3_000 + p(content)
    for _ in range(75):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{p()}</w:tc></w:tr></w:tbl>"
    started = time.process_time()
    assert read(body + p("Thư")).text.endswith("Thư")
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "number", ["99999999999999999999999", "-5", "x", "", "1e999", "nan", "7" * 6000]
)
def test_numbers_beyond_reason_are_no_numbers(number: str) -> None:
    body = table(
        row(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{p("Thư")}</w:tc>',
            properties=f'<w:gridBefore w:val="{number}"/>',
        ),
        border="single",
    ) + p(
        t("x", f'<w:sz w:val="{number}"/>'),
        f'<w:ind w:left="{number}"/><w:numPr><w:ilvl w:val="{number}"/>'
        f'<w:numId w:val="1"/></w:numPr>',
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        f'<w:start w:val="{number}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    assert read(body, numbering=numbering).text.startswith("Thư\n")


def test_comments_and_instructions_in_the_xml_are_no_words() -> None:
    body = p(f"<!-- a --><?b c?>{t('Thư')}<!-- d -->") + "<!-- e -->"
    assert (
        read(body + table("<!-- f -->", row(cell("a") + "<!-- g -->", "b"))).text
        == "Thư\na\nb"
    )


@given(st.data())
def test_a_damaged_file_gives_a_document_or_one_of_our_errors(
    data: st.DataObject,
) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(VanbanError):
        attempt(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))


TAGS = (
    *("p", "r", "t", "tbl", "tr", "tc", "tblGrid", "gridCol", "tcPr", "vMerge"),
    *("pPr", "numPr", "numId", "ilvl", "sdt", "sdtContent", "ins", "del", "br"),
    *("txbxContent", "fldChar", "sym", "footnoteReference", "tblPr", "rPr", "vanish"),
)
trees = st.recursive(
    st.sampled_from(["Tre", "Nơi nhận:", "     ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"]),
    lambda inner: st.builds(
        lambda tag, value, content: (
            f'<w:{tag} w:val="{value}">{"".join(content)}</w:{tag}>'
        ),
        st.sampled_from(TAGS),
        st.sampled_from(["1", "restart", "begin", "x"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(trees)
def test_a_tree_that_makes_no_sense_breaks_nothing(tree: str) -> None:
    assert read(f"{tree}{p('Thư')}").text.endswith("Thư")


def test_a_real_file_cut_anywhere_is_damage() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    data = buffer.getvalue()
    for end in range(1, len(data), 997):
        with pytest.raises(VanbanError):
            attempt(data[:end])
