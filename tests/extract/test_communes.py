"""Names of communes in running text and tables: what counts, and where it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.extract.areas import Areas
from vanban_parser.extract.commune_names import Kinds
from vanban_parser.extract.commune_tables import find_in_tables
from vanban_parser.extract.communes import CommuneMention, find_mentions
from vanban_parser.lexicon.gazetteer import gazetteer
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.model.document import Cell, Document, Source, Span, Table

_MAP: dict[str, Kinds] = {
    "Hợp Lý": ("xã",),
    "Thọ Thế": ("xã",),
    "Thọ Phú": ("xã",),
    "Triệu Sơn": ("thị trấn",),
    "Đạ Huoai": ("xã",),
    "Đạ Huoai 2": ("xã",),
    "2 Bảo Lộc": ("phường",),
    "Lâm Viên - Đà Lạt": ("phường",),
    "1": ("phường",),
    "2": ("phường",),
    "3": ("phường",),
    "12": ("phường",),
    "Phú Quý": ("đặc khu",),
}
_KEYS = {name_key(name): kinds for name, kinds in _MAP.items()}


def _known(name: str, kinds: Kinds) -> bool:
    return any(kind in kinds for kind in _KEYS.get(name_key(name), ()))


def _names(text: str) -> list[str]:
    return [mention.name for mention in find_mentions(text, _known)]


def _spans(text: str) -> list[str]:
    return [mention.span.of(text) for mention in find_mentions(text, _known)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Chủ tịch UBND xã Hợp Lý kiểm điểm", ["xã Hợp Lý"]),
        ("riêng xã Hợp lý chưa gửi", ["xã Hợp lý"]),
        ("UBND Phường 2 Bảo Lộc và xã Đạ Huoai", ["Phường 2 Bảo Lộc", "xã Đạ Huoai"]),
        ("xã Đạ Huoai 2 và xã Đạ Huoai", ["xã Đạ Huoai 2", "xã Đạ Huoai"]),
        ("phường Lâm Viên – Đà Lạt - Email", ["phường Lâm Viên – Đà Lạt"]),
        ("tại phường 12, quận 3", ["phường 12"]),
        ("P.12 và P. 3", ["P.12", "P. 3"]),
        ("TT. Triệu Sơn; TT Triệu Sơn", ["TT. Triệu Sơn", "TT Triệu Sơn"]),
        ("22 xã, phường và đặc khu Phú Quý", ["đặc khu Phú Quý"]),
        ("ỦY BAN NHÂN DÂN\nXÃ HỢP LÝ\nSố: 5/UBND", ["XÃ HỢP LÝ"]),
        ("(16) xã\nHợp Lý; (17) xã khác", ["xã\nHợp Lý"]),
        ("phường Lâm Viên - Đà\nLạt báo cáo", ["phường Lâm Viên - Đà\nLạt"]),
        ("xã Hợp Lý 2,5 tỷ đồng", ["xã Hợp Lý"]),
        ("Xã Đạ Huoai\n2\n40%", ["Xã Đạ Huoai"]),
        ("xã Suối Vắng chưa có trong bảng", ["xã Suối Vắng"]),
    ],
)
def test_a_name_after_its_kind_is_read_to_its_end(text: str, spans: list[str]) -> None:
    assert _spans(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "phát triển kinh tế - xã hội",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Phòng Văn hóa - Xã hội",
        "các xã, thị trấn; UBND các xã, phường, thị trấn",
        "27 xã, thị trấn đạt 90%",
        "thị xã Hợp Lý, Thị xã Hợp Lý",
        "hợp tác xã Hợp Lý",
        "Thông tấn xã Việt Nam",
        "UBND cấp xã 04 thủ tục",
        "xã viên, xã đội trưởng",
        "số 5 đường Hợp Lý",
        "TT. Công báo; TT. HĐND tỉnh; TT.UBND",
        "phường 12 hộ nghèo",
        "DANH SÁCH XÃ ĐẠT CHUẨN",
        "Danh Sách Xã Đạt Chuẩn",
        "xã Mỹ H a",
        "UBND xã TTHC",
    ],
)
def test_what_only_looks_like_a_commune_is_none(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "các xã: Hợp Lý, Thọ Thế, Thọ Phú và thị trấn Triệu Sơn",
            ["Hợp Lý", "Thọ Thế", "Thọ Phú", "Triệu Sơn"],
        ),
        ("02 xã Hợp Lý và Thọ Thế tổ chức", ["Hợp Lý", "Thọ Thế"]),
        ("UBND các xã Hợp Lý, Thọ Thế, Thọ Phú", ["Hợp Lý", "Thọ Thế", "Thọ Phú"]),
        ("các phường 1, 2, 3", ["1", "2", "3"]),
        ("các phường 1,2 và 3 tổ chức", ["1", "2", "3"]),
        (
            "còn 03 xã đạt tỷ lệ thấp đó là: Thọ Thế 66,67%, Thọ Phú 40%, riêng xã "
            "Hợp lý 0%, chưa sử dụng",
            ["Thọ Thế", "Thọ Phú", "Hợp lý"],
        ),
        ("các xã: Hợp Lý (85%), Thọ Thế: 79%.", ["Hợp Lý", "Thọ Thế"]),
        ("một số xã như Hợp Lý, Thọ Thế còn chậm", ["Hợp Lý", "Thọ Thế"]),
        ("các xã (Hợp Lý, Thọ Thế)", ["Hợp Lý", "Thọ Thế"]),
        ("các xã:\n- Hợp Lý;\n- Thọ Thế.\nCác phòng", ["Hợp Lý", "Thọ Thế"]),
        ("các địa phương gồm: Hợp Lý, Thọ Thế", ["Hợp Lý", "Thọ Thế"]),
        ("các xã: (1) Hợp Lý; (2) Thọ Thế", ["Hợp Lý", "Thọ Thế"]),
        ("các xã, phường: Hợp Lý, 2 Bảo Lộc", ["Hợp Lý", "2 Bảo Lộc"]),
    ],
)
def test_a_list_needs_its_head_word_once(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("xã Hợp Lý, Phòng Nội vụ và Công an huyện", ["Hợp Lý"]),
        ("các xã: Hợp Lý, Sở Y tế, Thọ Phú", ["Hợp Lý"]),
        ("các xã nghiêm túc: thực hiện; Thọ Phú", []),
        ("22 xã, phường: gồm 12 chuyên mục", []),
    ],
)
def test_a_list_ends_with_the_first_thing_that_is_no_commune(
    text: str, names: list[str]
) -> None:
    assert _names(text) == names


def test_a_unit_called_former_is_marked_so() -> None:
    old, new = find_mentions("xã Thọ Thế (cũ), nay là xã Thọ Phú", _known)
    assert old.is_former
    assert not new.is_former


def _table(rows: list[list[str]]) -> Document:
    parts, cells, position = [], [], 0
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            spans = (Span(position, position + len(text)),) if text else ()
            cells.append(Cell(i, j, spans))
            parts.append(text)
            position += len(text) + 1
    table = Table(1, len(rows), len(rows[0]), tuple(cells))
    source = Source("bảng.docx", "0" * 64, "application/octet-stream", None)
    return Document(source, "\n".join(parts), tables=(table,))


def _cells(document: Document) -> list[str]:
    found = find_in_tables(document, _known)
    return [mention.span.of(document.text) for mention in found]


def test_a_column_headed_by_communes_holds_them_bare() -> None:
    rows = [["TT", "Xã, thị trấn", "Tỷ lệ"], ["1", "Hợp Lý", "0"], ["2", "Tổng", "9"]]
    assert _cells(_table(rows)) == ["Hợp Lý"]


def test_a_column_of_units_counts_if_most_of_it_are_communes() -> None:
    mostly = [["Đơn vị"], ["Hợp Lý"], ["Thọ Thế"], ["Tổng cộng"]]
    hardly = [["Đơn vị"], ["Sở Nội vụ"], ["Sở Y tế"], ["Hợp Lý"]]
    assert _cells(_table(mostly)) == ["Hợp Lý", "Thọ Thế"]
    assert _cells(_table(hardly)) == []


def test_a_column_with_another_head_holds_none() -> None:
    assert _cells(_table([["Họ và tên thôn"], ["x"]])) == []
    assert _cells(_table([["Ghi chú"], ["Hợp Lý"], ["Thọ Thế"]])) == []


_TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                *("xã", "các xã", ":", ",", " ", "\n", "Hợp Lý", "phường", "2", "("),
                *("thị trấn", "huyện Triệu Sơn", "và", "XÃ", "12", "%", "TT.", "-"),
            ]
        ),
        max_size=40,
    ).map("".join),
)


@given(_TEXTS)
def test_spans_quote_the_text_in_order_and_twice_the_same(text: str) -> None:
    mentions = find_mentions(text, _known)
    assert mentions == find_mentions(text, _known)
    assert list(mentions) == sorted(mentions, key=lambda mention: mention.span)
    for mention in mentions:
        assert mention.span.of(text).replace("\n", " ").endswith(mention.name)


@given(_TEXTS)
def test_neutral_text_around_changes_nothing(text: str) -> None:
    def shifted(mentions: tuple[CommuneMention, ...], by: int) -> list[tuple[int, str]]:
        return [(mention.span.start + by, mention.name) for mention in mentions]

    lead = "nội dung.\n"
    before = shifted(find_mentions(text, _known), len(lead))
    assert shifted(find_mentions(lead + text, _known), 0) == before


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("xã A, huyện Triệu Sơn, tỉnh Thanh Hóa", ["Triệu Sơn", "Thanh Hóa"]),
        ("xã A, Triệu Sơn, Thanh Hóa.", ["Triệu Sơn", "Thanh Hóa"]),
        ("xã A (huyện Triệu Sơn)", ["Triệu Sơn"]),
        ("xã A của thị xã Bỉm Sơn", ["Bỉm Sơn"]),
        ("xã A, TP. Sầm Sơn", ["Sầm Sơn"]),
        ("xã A và huyện Triệu Sơn", []),
        ("xã A. Huyện Triệu Sơn", []),
    ],
)
def test_the_area_right_after_a_commune_is_said_of_it(
    text: str, areas: list[str]
) -> None:
    found = Areas(text, gazetteer()).after(4, len(text), in_list=False)
    assert [area.name for area in found] == areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Huyện Triệu Sơn: xã A", ["Triệu Sơn"]),
        ("huyện Triệu Sơn (xã A)", ["Triệu Sơn"]),
        ("huyện Triệu Sơn gồm: xã A", ["Triệu Sơn"]),
        ("II. HUYỆN TRIỆU SƠN\n1\nxã A", ["TRIỆU SƠN"]),
        ("huyện Triệu Sơn: xã B; xã A", []),
        ("theo huyện Triệu Sơn thì xã A", []),
    ],
)
def test_the_area_that_opens_a_list_is_said_of_its_communes(
    text: str, areas: list[str]
) -> None:
    found = Areas(text, gazetteer()).before(text.index("xã A"))
    assert [area.name for area in found] == areas
