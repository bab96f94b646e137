"""What of a DOCX is read, and how its paragraphs look."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.docx_making import (
    cell,
    lines,
    p,
    packed,
    parts,
    read,
    row,
    t,
    table,
)
from vanban_parser.model.document import Align, Flow, Notice, TextSource
from vanban_parser.readers.docx import MEDIA_TYPE, read_docx
from vanban_parser.settings import Settings
from vanban_parser.text import normalise

BOX = "<w:txbxContent>{}</w:txbxContent>"
ALTERNATIVES = (
    "<w:r><mc:AlternateContent>"
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing>'
    "</mc:Choice><mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "end")]
    return (
        f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t(result)}{marks[1]}'
    )


def footnotes(**notes: str) -> str:
    return '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>' + "".join(
        f'<w:footnote w:id="{number[1:]}">{p(text)}</w:footnote>'
        for number, text in notes.items()
    )


def test_a_letter_made_by_python_docx_is_read() -> None:
    letter = docx.Document()
    letter.add_paragraph("THÔNG BÁO").alignment = 1
    run = letter.add_paragraph().add_run("Về việc nghỉ hè")
    run.font.size, run.bold, run.italic = Pt(14), True, True
    buffer = io.BytesIO()
    letter.save(buffer)

    document = read_docx(buffer.getvalue(), "nghi he.docx", Settings())

    assert document.text == "THÔNG BÁO\nVề việc nghỉ hè"
    first, second = document.blocks
    assert (first.align, first.bold, first.page) == (Align.CENTER, False, None)
    assert (second.size, second.bold, second.italic) == (14.0, True, True)


def test_the_source_tells_the_file_and_its_sum() -> None:
    data = packed(parts(p("Kính gửi: Phòng Tre")))
    source = read_docx(data, "thu.docx", Settings()).source
    assert source.filename == "thu.docx"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.media_type, source.page_count) == (MEDIA_TYPE, None)
    assert source.text_source is TextSource.NATIVE


def test_each_paragraph_is_normalised() -> None:
    document = read(p("Uỷ ban\u00a0  Ða\u0323i Lô\u0323c\t xã"))
    assert document.text == normalise("Uỷ ban Đại Lộc xã")


def test_blank_paragraphs_are_left_out_and_make_a_gap() -> None:
    document = read(p("Một") + p() + p(" \u00a0 ") + p("Hai") + p("Ba"))
    assert document.text == "Một\nHai\nBa"
    assert [block.gap for block in document.blocks] == [0.0, 2.0, 0.0]


def test_space_before_a_paragraph_is_a_gap_in_lines() -> None:
    spaced = '<w:spacing w:before="322"/>'
    document = read(p("Một") + p(t("Hai", '<w:sz w:val="28"/>'), spaced))
    assert document.blocks[1].gap == 1.0


def test_indent_counts_first_line_and_typed_tabs() -> None:
    document = read(
        p("Một", '<w:ind w:left="400" w:firstLine="200"/>')
        + p("Hai", '<w:ind w:start="400" w:hanging="400"/>')
        + p("\tBa")
    )
    assert [block.indent for block in document.blocks] == [30.0, 0.0, 36.0]


@pytest.mark.parametrize(
    ("jc", "align"),
    [
        ("both", Align.LEFT),
        ("center", Align.CENTER),
        ("right", Align.RIGHT),
        ("end", Align.RIGHT),
        ("start", Align.LEFT),
    ],
)
def test_alignment(jc: str, align: Align) -> None:
    assert read(p("Một", f'<w:jc w:val="{jc}"/>')).blocks[0].align is align


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="N"/>
<w:style w:type="paragraph" w:styleId="Base">
  <w:rPr><w:sz w:val="26"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Base"/>
  <w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong">
  <w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="LoopA"><w:basedOn w:val="LoopB"/></w:style>
<w:style w:type="paragraph" w:styleId="LoopB"><w:basedOn w:val="LoopA"/></w:style>
"""


@pytest.mark.parametrize(
    ("style", "run", "size", "bold"),
    [
        ("", "", 10.0, False),
        ("Child", "", 13.0, True),
        ("Child", '<w:sz w:val="24"/><w:b w:val="0"/>', 12.0, False),
        ("", '<w:rStyle w:val="Strong"/>', 15.0, True),
        ("Child", '<w:rStyle w:val="Strong"/>', 15.0, False),  # bold twice: toggled
        ("LoopA", "", 10.0, False),
        ("Unknown", "", 10.0, False),
    ],
)
def test_size_and_bold_come_from_run_styles_and_defaults(
    style: str, run: str, size: float, *, bold: bool
) -> None:
    body = p(t("Một", run), f'<w:pStyle w:val="{style}"/>' if style else "")
    block = read(body, styles=STYLES).blocks[0]
    assert (block.size, block.bold) == (size, bold)


def test_a_block_is_bold_when_most_of_its_characters_are() -> None:
    mostly = p(t("Điều 1. Ban hành", "<w:b/>") + t(" kèm"))
    barely = p(t("Điều 1.", "<w:b/>") + t(" Ban hành kèm theo"))
    assert [block.bold for block in read(mostly + barely).blocks] == [True, False]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<w:b w:val="1"/>', '<w:i w:val="1"/>'),
        ('<w:b w:val="1"/>', '<w:b w:val="0"/>'),
        ("<w:b/>", '<w:b w:val="off"/>'),
        ('<w:sz w:val="28"/>', '<w:szCs w:val="28"/>'),
        ('<w:sz w:val="28"/>', '<w:sz w:val="26"/>'),
    ],
)
def test_settings_that_look_alike_are_not_taken_for_each_other(
    first: str, second: str
) -> None:
    alone = [read(p(t("Một", look))).blocks[0] for look in (first, second)]
    both = read(p(t("Một", first)) + p(t("Hai", second))).blocks
    assert [(b.size, b.bold, b.italic) for b in both] == [
        (b.size, b.bold, b.italic) for b in alone
    ]
    assert alone[0] != alone[1]


def test_the_same_measure_of_another_side_is_another_setting() -> None:
    document = read(
        p("Một", '<w:ind w:left="400"/>')
        + p("Hai", '<w:ind w:right="400"/>')
        + p("Ba", '<w:ind w:firstLine="400"/>')
        + p("Bốn", '<w:ind w:left="400"/>')
    )
    assert [block.indent for block in document.blocks] == [20.0, 0.0, 20.0, 20.0]


def test_a_run_may_name_its_properties_last() -> None:
    run = "<w:r><w:t>Một</w:t><w:rPr><w:b/></w:rPr></w:r>"
    assert read(p(run)).blocks[0].bold


def test_capitals_set_by_format_are_capitals() -> None:
    assert read(p(t("Ủy ban đ", "<w:caps/>"))).text == "ỦY BAN Đ"


def test_hidden_text_is_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        t("Một")
        + t("mật", "<w:vanish/>")
        + t("mật", '<w:rStyle w:val="H"/>')
        + t(" hai", '<w:vanish w:val="false"/>')
    )
    assert read(p(body), styles=styles).text == "Một hai"


def test_insertions_count_and_deletions_do_not() -> None:
    body = (
        t("Báo cáo ")
        + f"<w:del>{t('chậm ')}</w:del><w:ins>{t('trước ')}</w:ins>"
        + f"<w:moveFrom>{t('cuối ')}</w:moveFrom><w:moveTo>{t('ngày 5')}</w:moveTo>"
    )
    assert read(p(body)).text == "Báo cáo trước ngày 5"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = p("Một ", "<w:rPr><w:del/></w:rPr>")
    gone = p(f"<w:del>{t('mất')}</w:del>", "<w:rPr><w:del/></w:rPr>")
    assert read(deleted + gone + p("hai") + p("Ba")).text == "Một hai\nBa"


def test_a_deleted_mark_in_a_footnote_joins_its_paragraphs() -> None:
    note = p("Một ", "<w:rPr><w:del/></w:rPr>") + p("hai")
    body = p(t("Chữ") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    cited = f'<w:footnote w:id="2">{note}</w:footnote>'
    assert read(body, footnotes=cited).text == "Chữ\n1 Một hai"


def test_field_codes_are_left_out_and_results_kept() -> None:
    nested = field(f"IF {{{field('DATE', 'mã')}}}", "Ngày 5")
    simple = f'<w:fldSimple w:instr="PAGE">{t(" tháng 6")}</w:fldSimple>'
    link = f'<w:hyperlink r:id="r9">{t(" (xem tre.example)")}</w:hyperlink>'
    assert read(p(nested + simple + link)).text == "Ngày 5 tháng 6 (xem tre.example)"


def test_a_field_goes_on_over_paragraphs() -> None:
    start, end = field("TOC", "Một").rsplit("<w:r>", 1)
    assert read(p(start) + p(t("Hai") + "<w:r>" + end) + p("Ba")).text == "Một\nHai\nBa"


def test_a_field_code_without_an_end_does_not_swallow_the_letter() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert read(p(begin + t("mã")) + p("Thư")).text == "Thư"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>UB</w:t></w:r>", "QĐ-UB"),
        ("<w:r><w:t>báo</w:t><w:softHyphen/><w:t>cáo</w:t></w:r>", "báocáo"),
        ("<w:r><w:t>Lưu:</w:t><w:tab/><w:t>VT</w:t></w:r>", "Lưu: VT"),
        ("<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>", "ab"),
        (f'<w:smartTag w:element="x">{t("Tre")}</w:smartTag>', "Tre"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{t('Tre')}</w:sdtContent></w:sdt>", "Tre"),
        ("<m:oMath><m:r><m:t>10</m:t></m:r></m:oMath>" + t(" m"), "10 m"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>"
            "<w:r><w:t>Tre</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "Tre",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + t("Tre"), "- Tre"),
        (t("Tre") + '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "Tre"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + t("Có"), "Có"),
        (t("từ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "từ≥"),
        (t("Tre") + '<w:r><w:sym w:font="Symbol" w:char="zz"/></w:r>', "Tre"),
        (t("Tre") + "<w:r><w:commentReference w:id='1'/></w:r>", "Tre"),
    ],
)
def test_elements_of_a_run_are_read_as_they_print(content: str, text: str) -> None:
    assert read(p(content)).text == text


def test_a_control_that_only_hints_to_fill_it_in_is_left_out() -> None:
    hint = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    body = p(t("Ngày ") + hint.format(t("Chọn ngày"))) + hint.format(p("Chọn mục"))
    assert read(body).text == "Ngày"


def test_controls_around_paragraphs_and_rows_are_read() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = control.format(row("a", "b")) + row("c", "d")
    body = control.format(p("Một")) + table(rows, border="single")
    assert read(body).text == "Một\na\nb\nc\nd"


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("- Sở Tre;\n- Sở Trúc;", ["- Sở Tre;", "- Sở Trúc;"]),
        ("Giao Sở Tre\nchủ trì", ["Giao Sở Tre chủ trì"]),
        ("Giao Sở Tre,\nSở Trúc", ["Giao Sở Tre, Sở Trúc"]),
        ("ĐIỀU KHOẢN\nThi hành", ["ĐIỀU KHOẢN", "Thi hành"]),
        ("Một\n\nHai", ["Một", "Hai"]),
    ],
)
def test_a_line_break_in_running_text_parts_what_is_finished(
    typed: str, blocks: list[str]
) -> None:
    assert lines(read(p(typed))) == blocks


def test_each_line_of_a_centred_title_is_a_block() -> None:
    document = read(p("QUYẾT ĐỊNH\nvề việc trồng tre", '<w:jc w:val="center"/>'))
    assert lines(document) == ["QUYẾT ĐỊNH", "về việc trồng tre"]


def test_lines_keep_their_own_look() -> None:
    body = t("QUYẾT ĐỊNH:", "<w:b/>") + "<w:r><w:br/></w:r>" + t("Điều 1.")
    document = read(p(body, '<w:ind w:left="200" w:firstLine="200"/>'))
    assert [(block.bold, block.indent) for block in document.blocks] == [
        (True, 20.0),
        (False, 10.0),
    ]


def test_a_page_break_parts_paragraphs_and_prints_nothing() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert lines(read(p(t("hết") + page + t("phụ lục")) + p(page))) == [
        "hết",
        "phụ lục",
    ]


@pytest.mark.parametrize("drawing", [ALTERNATIVES, "<w:r><w:pict>{}</w:pict></w:r>"])
def test_a_text_box_is_read_once_where_it_is_anchored(drawing: str) -> None:
    box = drawing.format(BOX.format(p("KHẨN") + p("DỰ THẢO")))
    body = p("Một") + p(box + t("Hai")) + p(t("Ba") + box) + p("Bốn")
    assert lines(read(body)) == [
        *("Một", "KHẨN", "DỰ THẢO", "Hai"),
        *("Ba", "KHẨN", "DỰ THẢO", "Bốn"),
    ]


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    inner = ALTERNATIVES.format(BOX.format(p("GẤP")))
    outer = ALTERNATIVES.format(BOX.format(p(inner + t("KHẨN"))))
    assert lines(read(p(outer + t("Thư")))) == ["GẤP", "KHẨN", "Thư"]


def test_words_drawn_as_a_picture_are_read() -> None:
    art = (
        '<w:r><w:pict><v:shape><v:textpath string="HỎA TỐC"/></v:shape></w:pict></w:r>'
    )
    assert lines(read(p(art) + p("Thư"))) == ["HỎA TỐC", "Thư"]


def test_footnotes_then_endnotes_follow_the_last_line() -> None:
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = p(
        t("Một") + mark.format("endnote", 1) + mark.format("footnote", 3) + t(".")
    ) + p(t("Hai") + mark.format("footnote", 2))
    document = read(
        body,
        footnotes=footnotes(_2="chú hai", _3="chú ba", _4="không ai dẫn"),
        endnotes=footnotes(_1="chú cuối").replace("footnote", "endnote"),
    )
    assert lines(document, Flow.FULL) == ["Một.", "Hai"]
    assert lines(document, Flow.NOTE) == ["1 chú ba", "2 chú hai", "1 chú cuối"]
    assert document.text.endswith("Hai\n1 chú ba\n2 chú hai\n1 chú cuối")


def test_page_headers_and_comments_are_left_out() -> None:
    files = parts(p("Thư"), comments=f"<w:comment>{p('nháp')}</w:comment>")
    files["word/header1.xml"] = files["word/document.xml"].replace("Thư", "Trang 1")
    assert read_docx(packed(files), "thu.docx", Settings()).text == "Thư"


def test_letters_in_a_font_before_unicode_that_nobody_can_read_are_noticed() -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = p(t("Çå ñâ ßê æò Üþ Àß", fonts) + t(" 2020"))
    assert read(body).notices == (Notice("legacy-encoding"),)


def test_unicode_letters_in_such_a_font_are_no_legacy() -> None:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    assert read(p(t("Cộng hòa xã hội", fonts))).notices == ()
    assert read(p(t("¬", fonts) + t("Cộng hòa xã hội"))).notices == ()


def test_iso_strict_names_are_read_too() -> None:
    files = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        )
        for name, content in parts(p("Thư"), styles=STYLES).items()
    }
    document = read_docx(packed(files), "thu.docx", Settings())
    assert (document.text, document.blocks[0].size) == ("Thư", 10.0)


typed_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n")
)


@given(st.lists(st.tuples(typed_text, st.booleans()), max_size=8))
def test_blocks_quote_the_text_in_order_whatever_is_typed(
    typed: list[tuple[str, bool]],
) -> None:
    body = "".join(
        table(row(cell(p(t(text))), "Kính gửi")) if in_table else p(t(text))
        for text, in_table in typed
    )
    document = read(body + p("Hết"))
    position = 0
    for block in document.blocks:
        assert block.start == position + (position > 0)
        words = block.span.of(document.text)
        assert "\n" not in words
        assert words == normalise(words)
        position = block.end
    assert position == len(document.text)
    assert document == read(body + p("Hết"))


@given(st.lists(typed_text.filter(lambda text: "\n" not in text), max_size=5))
def test_plain_paragraphs_are_the_lines_of_the_text(typed: list[str]) -> None:
    expected = [words for text in typed if (words := normalise(text))]
    document = read("".join(p(t(text)) for text in typed) + p("Hết"))
    if Flow.LEFT not in {block.flow for block in document.blocks}:
        assert document.text == "\n".join([*expected, "Hết"])
