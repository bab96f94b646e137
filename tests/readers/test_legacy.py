"""Encodings before Unicode: what was written in one is read as what it showed."""

from __future__ import annotations

from collections.abc import Callable

import pymupdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.readers.docx_making import lines, p, read, t
from vanban_parser.model.document import Flow, Notice
from vanban_parser.readers.legacy import Survey, may_be_legacy, recoded
from vanban_parser.readers.legacy_fonts import face_of
from vanban_parser.readers.legacy_tables import Encoding, convert, convert_pieces
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.readers.syllables import is_syllable
from vanban_parser.settings import Settings

# What each encoding writes for a letter: the charts once more, the other way round.
TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        bytes(
            [
                *(0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE),
                *(0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
                *(0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
                *(0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
                *(0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
                *(0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
                *(0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
                *range(0xA1, 0xA8),
            ]
        ).decode("latin-1"),
        strict=True,
    )
)
# Each letter, then what VNI writes for it.
_VNI = (
    "đñ ịò ỉæ ĩó ỵî ơô ưö àaø áaù ảaû ãaõ ạaï ăaê ằaè ắaé ẳaú ẵaü ặaë âaâ ầaà ấaá "
    "ẩaå ẫaã ậaä èeø éeù ẻeû ẽeõ ẹeï êeâ ềeà ếeá ểeå ễeã ệeä òoø óoù ỏoû õoõ ọoï "
    "ôoâ ồoà ốoá ổoå ỗoã ộoä ờôø ớôù ởôû ỡôõ ợôï ùuø úuù ủuû ũuõ ụuï ừöø ứöù ửöû "
    "ữöõ ựöï ỳyø ýyù ỷyû ỹyõ"
)
VNI = {pair[0]: pair[1:] for pair in _VNI.split()}
VNI |= {letter.upper(): written.upper() for letter, written in VNI.items()}
# RFC 1456.
VISCII = dict(
    zip(
        "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        bytes(range(0xA0, 0x100)).decode("latin-1"),
        strict=True,
    )
)
# The chart of the Vietnamese Unicode project, from byte 0x80 on; some capitals stand
# among the control characters.
VPS = dict(
    zip(
        "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\0\0ỀỂỄỐỒỔỖýỷỵỚỜỞ\0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
        "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ\0àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ",
        bytes(range(0x80, 0x100)).decode("latin-1"),
        strict=True,
    )
)
VPS |= dict(
    zip(
        "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ",
        map(chr, b"\2\3\4\5\6\20\21\22\23\24\25\31\34\35"),
        strict=True,
    )
)
WRITERS = {
    Encoding.TCVN3: TCVN3,
    Encoding.VNI: VNI,
    Encoding.VISCII: VISCII,
    Encoding.VPS: VPS,
}

SENTENCES = (
    "Đề nghị Ủy ban nhân dân xã Tre Xanh rà soát, tổng hợp số liệu và gửi báo cáo",
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
    "Căn cứ Luật Tổ chức chính quyền địa phương; xét đề nghị của Chánh Văn phòng",
    "Người nghèo ở thị trấn Suối Trúc được hỗ trợ trước ngày 20/10/2020",
)
words = st.sampled_from(" ".join(SENTENCES).split())
sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)
writers = st.sampled_from(sorted(WRITERS))


def written(text: str, encoding: Encoding) -> str:
    """Return Unicode as a file in `encoding` has it; of TCVN3 only lower case."""
    return "".join(WRITERS[encoding].get(letter, letter) for letter in text)


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def survey_of(*pieces: tuple[str, str]) -> Survey:
    survey = Survey()
    survey.add_paragraph(pieces)
    return survey


def read_in(*pieces: tuple[str, str]) -> list[str]:
    return [text for text, _ in recoded(pieces, survey_of(*pieces))]


@given(sentences, writers)
@example("ẳ ẵ ẴẲ", Encoding.VNI)
def test_what_was_written_is_what_is_read(text: str, encoding: Encoding) -> None:
    text = text.lower() if encoding is Encoding.TCVN3 else text
    assert convert(written(text, encoding), encoding) == text


@given(sentences, writers, st.data())
def test_runs_that_part_a_letter_from_its_mark_give_the_same(
    text: str, encoding: Encoding, data: st.DataObject
) -> None:
    legacy = written(text, encoding)
    cut = data.draw(st.integers(0, len(legacy)))
    pieces = convert_pieces([legacy[:cut], legacy[cut:]], encoding)
    assert "".join(pieces) == convert(legacy, encoding)


@given(sentences, st.sampled_from([".VnTime", "VNI-Times", "VNbook-Antiqua", "Arial"]))
@example("§ 5 ß µ", "Arial")
@example("xã có cả là và", ".VnTime")
def test_unicode_vietnamese_never_changes_whatever_the_font(
    text: str, font: str
) -> None:
    whole = [(font, sentence) for sentence in SENTENCES]
    survey = survey_of(*whole)
    assert [found for found, _ in recoded([(font, text)], survey)] == [text]


@given(st.text())
def test_any_text_in_a_font_of_today_is_left_as_it_is(text: str) -> None:
    assert read_in(("Times New Roman", text)) == [text]


@given(st.lists(st.tuples(st.sampled_from([".VnTimeH", "VNI", ""]), st.text())))
def test_no_text_breaks_it_and_no_piece_is_lost(pieces: list[tuple[str, str]]) -> None:
    assert len(read_in(*pieces)) == len(pieces)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Điều 5 § 3 khoản á", True),
        ("Straße in Köln, 50 µm ± 2 °C, 12 m², ½ giờ, © 2020", True),
        ("El señor Núñez vivió años en España con su compañía", True),
        ("Les élèves étaient très contents de l'année passée à Orléans", True),
    ],
)
def test_signs_and_other_languages_are_no_legacy_text(text: str, *, kept: bool) -> None:
    assert (read_in(("Calibri", text)) == [text]) is kept


@pytest.mark.parametrize("encoding", sorted(WRITERS))
def test_words_alone_tell_the_encoding_where_the_font_does_not(
    encoding: Encoding,
) -> None:
    text = " ".join(SENTENCES).lower()
    assert read_in(("Arial", written(text, encoding))) == [text]


@pytest.mark.parametrize(
    ("names", "text", "may"),
    [
        (["Times New Roman"], " ".join(SENTENCES), False),
        (["Times New Roman"], "Les élèves étaient très contents", False),
        (["Times New Roman", ".VnTime"], "Kinh gui", True),
        (["Times New Roman"], written(" ".join(SENTENCES), Encoding.TCVN3), True),
        (["Times New Roman"], written(" ".join(SENTENCES), Encoding.VNI), True),
    ],
)
def test_a_letter_is_surveyed_only_where_something_could_be_found(
    names: list[str], text: str, *, may: bool
) -> None:
    assert may_be_legacy(names, text) is may


written_or_not = st.one_of(sentences, st.builds(written, sentences, writers))
plain_pieces = st.tuples(st.sampled_from(["Arial", "Times"]), written_or_not)


@given(st.lists(plain_pieces, max_size=6))
def test_a_survey_finds_nothing_where_it_is_left_out(
    pieces: list[tuple[str, str]],
) -> None:
    survey = Survey()
    for font, text in pieces:
        survey.add_paragraph([(font, text)])
    may = may_be_legacy({font for font, _ in pieces}, "\n".join(x for _, x in pieces))
    assert may or not survey.is_legacy()


def test_words_overrule_a_font_that_names_another_encoding() -> None:
    text = SENTENCES[2].lower()
    assert read_in((".VnTime", written(text, Encoding.VNI))) == [text]


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", Encoding.TCVN3, False),
        (".VnTimeH", Encoding.TCVN3, True),
        (".VnArial NarrowH", Encoding.TCVN3, True),
        ("ABCDEF+.VnTimeH,Bold", Encoding.TCVN3, True),
        (".vntimeh-bolditalic", Encoding.TCVN3, True),
        ("VNI-Times", Encoding.VNI, False),
        ("VNI-Helve-Condense", Encoding.VNI, False),
        ("VPS Times", Encoding.VPS, False),
        ("VISCII Times", Encoding.VISCII, False),
        ("VNbook-Antiqua;Courier New", None, False),
    ],
)
def test_a_font_name_says_encoding_and_capitals(
    font: str, encoding: Encoding | None, *, capitals: bool
) -> None:
    face = face_of(font)
    assert face is not None
    assert (face.encoding, face.capitals) == (encoding, capitals)


@pytest.mark.parametrize("font", ["Times New Roman", "Vivaldi", "UVN Bach", "", "Vn"])
def test_a_font_of_today_says_nothing(font: str) -> None:
    assert face_of(font) is None


def test_a_docx_in_four_encodings_is_read_as_one_text() -> None:
    fonts_of = {
        Encoding.TCVN3: ".VnTime",
        Encoding.VNI: "VNI-Times",
        Encoding.VISCII: "VISCTimes",
        Encoding.VPS: "VPS Times",
    }
    text = [sentence.lower() for sentence in SENTENCES]
    document = read(
        "".join(
            p(t(written(line, encoding), fonts(font)))
            for line, (encoding, font) in zip(text, fonts_of.items(), strict=True)
        )
    )
    assert lines(document) == text


def test_a_docx_in_two_encodings_and_unicode_is_read_as_one_text() -> None:
    document = read(
        p(t("céng hßa x· héi chñ nghÜa viÖt nam", fonts(".VnTimeH")))
        + p(
            t("Kính gửi: ")
            + t("Sôû Taøi chính; ", fonts("VNI-Times"))
            + t("Së Néi vô", fonts(".VnTime"))
        )
    )
    assert lines(document) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Kính gửi: Sở Tài chính; Sở Nội vụ",
    ]
    assert document.source.encoding == "tcvn3"
    assert document.notices == ()


def test_the_horned_u_of_tcvn3_comes_as_a_soft_hyphen() -> None:
    look = f"<w:rPr>{fonts('.VnTime')}</w:rPr>"
    run = f"<w:r>{look}<w:t>Ch</w:t><w:softHyphen/><w:t>¬ng tr×nh</w:t></w:r>"
    assert read(p(run)).text == "Chương trình"
    plain = "<w:r><w:t>Tổng</w:t><w:softHyphen/><w:t> hợp</w:t></w:r>"
    assert read(p(plain)).text == "Tổng hợp"


def test_capitals_by_setting_are_made_of_unicode() -> None:
    body = p(t("hµ néi", fonts(".VnTime") + "<w:caps/>"))
    assert read(body).text == "HÀ NỘI"


def test_legacy_words_in_a_header_table_are_read_too() -> None:
    left = p(t("ñy ban nh©n d©n", fonts(".VnTimeH")))
    right = p(t("céng hßa x· héi chñ nghÜa viÖt nam", fonts(".VnTimeH")))
    cells = f"<w:tc>{left}</w:tc><w:tc>{right}</w:tc>"
    document = read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert lines(document, Flow.LEFT) == ["ỦY BAN NHÂN DÂN"]
    assert lines(document, Flow.RIGHT) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_words_of_a_legacy_font_that_nobody_can_read_are_noticed() -> None:
    body = p(t("Çå ñâ ßê æò Üþ Àß Çêñ", fonts(".VnTime")))
    assert read(body).notices == (Notice("legacy-encoding"),)


def _pdf(text: list[str], font: str) -> bytes:
    """Return a PDF whose text is Latin-1, set in a font of this name."""
    pdf = pymupdf.open()
    page = pdf.new_page()
    for number, line in enumerate(text):
        page.insert_text((60, 60 + 20 * number), line, fontname="tiro", fontsize=11)
    for xref in range(1, pdf.xref_length()):
        if pdf.xref_get_key(xref, "BaseFont")[0] == "name":
            pdf.xref_set_key(xref, "BaseFont", f"/{font}")
    data: bytes = pdf.tobytes()
    return data


@pytest.mark.parametrize(
    ("font", "encoding", "change"),
    [
        (".VnTime", Encoding.TCVN3, str),
        (".VnTimeH", Encoding.TCVN3, str.upper),
        ("VNI-Times", Encoding.VNI, str),
        ("VISCTimes", Encoding.VISCII, str),
        ("VPS-Times", Encoding.VPS, str),
        ("Times-Roman", Encoding.TCVN3, str),
        ("Times-Roman", Encoding.VISCII, str),
    ],
)
def test_a_pdf_is_read_by_the_names_of_its_fonts_and_by_its_words(
    font: str, encoding: Encoding, change: Callable[[str], str]
) -> None:
    text = [sentence.lower() for sentence in SENTENCES]
    data = _pdf([written(line, encoding) for line in text], font)
    document = read_pdf(data, "thu.pdf", Settings())
    assert document.text.replace("\n", " ") == change(" ".join(text))
    assert document.source.encoding == encoding


def test_a_legacy_pdf_is_interpreted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    textpage = pymupdf.Page.get_textpage

    def noting(page: pymupdf.Page, **how: object) -> pymupdf.TextPage:
        asked.append(page.number)
        return textpage(page, **how)

    monkeypatch.setattr(pymupdf.Page, "get_textpage", noting)
    data = _pdf([written(SENTENCES[0].lower(), Encoding.TCVN3)] * 3, ".VnTime")

    assert read_pdf(data, "thu.pdf", Settings()).source.encoding == "tcvn3"
    assert asked == [0]


def test_a_hyphen_of_a_tcvn3_pdf_is_a_letter_only_in_a_syllable() -> None:
    # What MuPDF gives for the byte 0xAD is a hyphen.
    text = [
        "Ch\xad¬ng tr×nh phèi hîp víi c¸c së, ngµnh liªn quan",
        "sè 5/KH-UBND, th«ng t\xad - tr\xadíc n¨m 2020",
    ]
    document = read_pdf(_pdf(text, ".VnTime"), "thu.pdf", Settings())
    assert document.text.replace("\n", " ") == (
        "Chương trình phối hợp với các sở, ngành liên quan "
        "số 5/KH-UBND, thông tư - trước năm 2020"
    )


@pytest.mark.parametrize("word", ["nghiêng", "Ủy", "QUYẾT", "giếng", "quyển", "ưu"])
def test_syllables_are_told(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "UBND", "cỏc", "zà", "vµ", "ß", "nghiiêng", "áà"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)
