"""Citations are found with type, number, date and issuer, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.extract.citations import Citation
from vanban_parser.extract.references import find_citations, runs
from vanban_parser.model.document import Block, Document, Flow, Source


def document(text: str, *flows: Flow) -> Document:
    blocks, start = [], 0
    for index, line in enumerate(text.split("\n")):
        if line:
            flow = flows[index] if index < len(flows) else Flow.FULL
            blocks.append(Block(start, start + len(line), flow))
        start += len(line) + 1
    source = Source("thu.docx", "0" * 64, "application/x", None)
    return Document(source, text, tuple(blocks))


def cited(text: str) -> list[Citation]:
    return [item for item in find_citations(document(text)) if not item.weak]


def only(text: str) -> Citation:
    (citation,) = cited(text)
    return citation


@pytest.mark.parametrize(
    ("text", "kind", "code", "when", "body"),
    [
        (
            "Theo Chỉ thị số 15/CT-UBND ngày 18/5/2030 của Chủ tịch UBND tỉnh về A;",
            *("chỉ thị", "15/CT-UBND", "2030-05-18", "Chủ tịch UBND tỉnh"),
        ),
        (
            "Căn cứ Thông tư số 9/2031/TT-BXX ngày 06 tháng 2 năm 2031 của Bộ Xây dựng "
            "quy định chi tiết B;",
            *("thông tư", "9/2031/TT-BXX", "2031-02-06", "Bộ Xây dựng"),
        ),
        (
            "Công văn số 12/SXX-VP của Sở Giáo dục và Đào tạo tỉnh Sông Mai xin ý kiến",
            *("công văn", "12/SXX-VP", None, "Sở Giáo dục và Đào tạo tỉnh Sông Mai"),
        ),
        (
            "Văn bản số 57-CV/BCĐ, ngày 13/9/2031 của Ban Chỉ đạo Trung ương về việc",
            *("văn bản", "57-CV/BCĐ", "2031-09-13", "Ban Chỉ đạo Trung ương"),
        ),
        (
            "Quyết định số 4/QĐ-UBND của UBND tỉnh Sông Mai như sau",
            *("quyết định", "4/QĐ-UBND", None, "UBND tỉnh Sông Mai"),
        ),
        (
            "Nghị định số 4/2031/NĐ-CP ngày 02/3 của Chính phủ tổ chức hội",
            *("nghị định", "4/2031/NĐ-CP", "2031-03-02", "Chính phủ"),
        ),
        (
            "Ngày 07/6/2031, Hội Vận tải tỉnh có Công văn số 32/HVT-X4 xin kéo dài",
            *("công văn", "32/HVT-X4", "2031-06-07", "Hội Vận tải tỉnh"),
        ),
        (
            "Theo đề nghị của Giám đốc Sở Hoa tại Tờ trình số 6/TTr-SCX ngày 8/7/2031",
            *("tờ trình", "6/TTr-SCX", "2031-07-08", "Giám đốc Sở Hoa"),
        ),
        (
            "Nghị quyết của Hội đồng nhân dân tỉnh số 7/NQ-HĐND ngày 1/7/2031",
            *("nghị quyết", "7/NQ-HĐND", "2031-07-01", "Hội đồng nhân dân tỉnh"),
        ),
        (
            "theo NĐ số 4/2031/NĐ-CP thì",
            *("nghị định", "4/2031/NĐ-CP", None, None),
        ),
        (
            "Kế hoạch số 8/KH-UBND (ban hành ngày 2/3/2031)",
            *("kế hoạch", "8/KH-UBND", "2031-03-02", None),
        ),
        ("sao gửi số 8/KH-UBND.", *("kế hoạch", "8/KH-UBND", None, None)),
    ],
)
def test_a_numbered_document_is_read_with_its_date_and_issuer(
    text: str, kind: str, code: str, when: str | None, body: str | None
) -> None:
    found = only(text)
    assert (found.document_type, found.code) == (kind, code)
    assert (found.issued_on, found.issuing_body) == (when, body)


def test_the_span_runs_from_the_type_to_the_end_of_date_and_issuer() -> None:
    text = "Nay theo Chỉ thị số 15/CT-UBND ngày 18/5/2030 của UBND tỉnh về việc A."
    words = "Chỉ thị số 15/CT-UBND ngày 18/5/2030 của UBND tỉnh"
    assert only(text).span.of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Số: 12/QĐ-UBND",
        "Số: /QĐ-UBND",
        "Mẫu số 02/ĐK-TH kèm theo",
        "(theo Biểu mẫu số 05/TH-BC)",
        "Điều 5 của Kế hoạch này",
        "Quyết định số /QĐ-UBND ngày /2/2031",
        "đạt 12/UBND cấp xã",
        "Đoàn Luật sư tỉnh Sông Mai có 31 luật sư từ ngày 1/2/2031",
        "dự thảo Luật Đất đai năm 2031",
        "Luật này có hiệu lực từ ngày 1/1/2031",
        "Đề án 06, Chương trình 135 và Kế hoạch 5 năm",
        "báo cáo kết quả trước ngày 12/3/2031",
        "Quyết định này có hiệu lực kể từ ngày 12/3/2031",
        "a) Căn cứ Kế hoạch phát động thi đua của UBND tỉnh, các đơn vị xây dựng",
    ],
)
def test_what_cites_no_document_gives_none(text: str) -> None:
    assert cited(text) == []


def test_a_list_shares_its_type() -> None:
    found = cited("các Nghị định số 1/2030/NĐ-CP, số 2/2031/NĐ-CP và 3/2032/NĐ-CP")
    assert [item.code for item in found] == [
        "1/2030/NĐ-CP",
        "2/2031/NĐ-CP",
        "3/2032/NĐ-CP",
    ]
    assert {item.document_type for item in found} == {"nghị định"}


def test_a_list_shares_the_issuer_that_its_last_member_names() -> None:
    found = cited(
        "Kết luận 74 KL/TW ngày 4/7/2031, Kết luận 77-KL/TW, ngày 11/7/2031; "
        "Kết luận 78-KL/TW ngày 17/7/2031 của Bộ Chính trị về tổ chức"
    )
    assert [item.issuing_body for item in found] == ["Bộ Chính trị"] * 3
    assert [item.issued_on for item in found] == [
        "2031-07-04",
        "2031-07-11",
        "2031-07-17",
    ]


def test_a_shared_issuer_stays_with_its_kin() -> None:
    first, _ = cited("Nghị định số 1/2031/NĐ-CP, Thông tư số 2/TT-BTC của Bộ Tài chính")
    assert first.issuing_body is None


def test_two_numbers_before_one_date_share_it() -> None:
    found = cited(
        "Công văn số 95/UBND-BCĐ và Kế hoạch số 96/KH-BCĐ, ngày 04/10/2031 "
        "của Ban Chỉ đạo tỉnh"
    )
    assert [item.issued_on for item in found] == ["2031-10-04"] * 2


def test_a_shared_date_does_not_contradict_the_numbers_year() -> None:
    first, _ = cited("Nghị định số 1/2030/NĐ-CP và số 2/2031/NĐ-CP ngày 3/4/2031")
    assert first.issued_on is None


@pytest.mark.parametrize(
    ("text", "title", "code", "when"),
    [
        ("Luật Đất đai ngày 18/01/2024;", "Luật Đất đai", None, "2024-01-18"),
        ("của Luật Đất đai năm 2013", "Luật Đất đai", None, "2013"),
        ("Luật thuế TNDN 2008 thì", "Luật thuế TNDN", None, "2008"),
        ("Luật Giá số 11/2012/QH13;", "Luật Giá", "11/2012/QH13", None),
        ("theo Bộ luật Dân sự và", "Bộ luật Dân sự", None, None),
        ("Luật Trồng lúa ngày 1/2/2031", "Luật Trồng lúa", None, "2031-02-01"),
        (
            "Luật Tổ chức Hội đồng nhân dân, Uỷ ban nhân dân, ngày 26/11/2003;",
            *("Luật Tổ chức Hội đồng nhân dân, Uỷ ban nhân dân", None, "2003-11-26"),
        ),
    ],
)
def test_a_law_is_read_by_its_title(
    text: str, title: str, code: str | None, when: str | None
) -> None:
    found = only(text)
    assert (found.title, found.code, found.issued_on) == (title, code, when)


def test_an_amending_law_keeps_the_title_of_the_law_it_amends() -> None:
    first, second = cited(
        "Căn cứ Luật Giá ngày 20/6/2012, Luật sửa đổi, bổ sung một số điều của "
        "Luật Giá ngày 2/7/2031;"
    )
    assert first.title == "Luật Giá"
    assert second.title == "Luật sửa đổi, bổ sung một số điều của Luật Giá"
    assert second.issued_on == "2031-07-02"


def test_numbers_inside_an_amending_laws_title_are_laws_too() -> None:
    found = cited(
        "Luật sửa đổi, bổ sung một số điều của Luật Giá số 16/2023/QH15 và Luật Nhà ở "
        "số 27/2023/QH15 ngày 29/6/2031;"
    )
    assert [item.code for item in found] == [None, "16/2023/QH15", "27/2023/QH15"]


def test_one_number_behind_an_amending_law_is_its_own() -> None:
    text = (
        "Luật sửa đổi, bổ sung một số điều của Luật Giá số 44/2031/QH16 ngày 1/7/2031"
    )
    found = only(text)
    assert (found.code, found.issued_on) == ("44/2031/QH16", "2031-07-01")


def test_a_law_inside_another_documents_title_is_weak() -> None:
    text = "Nghị định số 1/2031/NĐ-CP quy định chi tiết một số điều của Luật Giá;"
    law = find_citations(document(text))[1]
    assert (law.title, law.weak) == ("Luật Giá", True)


@pytest.mark.parametrize(
    ("text", "kind", "title", "when"),
    [
        (
            "Căn cứ Quy chế làm việc của Sở Cây xanh, Văn phòng Sở kính đề nghị",
            *("quy chế", "Quy chế làm việc của Sở Cây xanh", None),
        ),
        (
            "Căn cứ Biên bản họp Hội đồng ngày 06/4/2031 về việc xét kỷ luật;",
            *("biên bản", "Biên bản họp Hội đồng về việc xét kỷ luật", "2031-04-06"),
        ),
        (
            "của Ban Quản lý chợ tại Đơn xin giao đất đề ngày 14/11/2031, và",
            *("đơn", "Đơn xin giao đất", "2031-11-14"),
        ),
        (
            "theo Quyết định của Thủ tướng Chính phủ về cấp thẻ thư viện;",
            *("quyết định", "cấp thẻ thư viện", None),
        ),
    ],
)
def test_a_document_without_a_number_is_read_by_its_name(
    text: str, kind: str, title: str, when: str | None
) -> None:
    found = only(text)
    assert (found.document_type, found.title) == (kind, title)
    assert (found.code, found.issued_on) == (None, when)


def test_a_number_without_notation_is_weak_unless_it_is_dated() -> None:
    weak, full = find_citations(
        document("theo Chỉ thị 15 và Công văn số 1801 ngày 3/4/2031 của Sở Cây xanh")
    )
    assert (weak.number, weak.weak) == ("15", True)
    assert (full.number, full.weak, full.issued_on) == ("1801", False, "2031-04-03")


def test_a_broken_paragraph_is_read_as_one() -> None:
    text = "kèm theo Quyết định\nsố 6/2031/QĐ-UBND\nngày 5/4/2031"
    assert only(text).issued_on == "2031-04-05"


def test_a_new_point_is_not_read_on() -> None:
    text = "Căn cứ Quyết định\na) số 6/2031/QĐ-UBND"
    assert only(text).rule == "number-alone"


def test_stamps_are_not_read() -> None:
    text = "Công văn số 1/SXX-VP\nCông văn số 2/SXX-VP"
    (found,) = find_citations(document(text, Flow.STAMP))
    assert found.code == "2/SXX-VP"


_WORDS = st.sampled_from(
    [
        *("Luật", "Đất đai", "sửa đổi, bổ sung", "một số điều của", "số", "12/QĐ-UBND"),
        *("ngày 1/2/2031", "ngày 31/2/2031", "của", "UBND tỉnh", "và", ",", "(", ")"),
        *("Nghị định", "7/2031/NĐ-CP", "Căn cứ", "tại", "Biên bản họp", "\n", "Số:"),
        *("năm 2031", "Chỉ thị 15", "99/99", "về việc", ";", ".", "Bộ", "Quy chế"),
    ]
)


@given(words=st.lists(_WORDS, max_size=40))
def test_any_words_give_citations_inside_the_text_and_in_order(
    words: list[str],
) -> None:
    letter = document(" ".join(words))
    found = find_citations(letter)
    spans = [item.span for item in found]
    assert spans == sorted(spans)
    assert all(span.end <= len(letter.text) for span in spans)
    assert all(item.code or item.title or item.number for item in found)
    assert find_citations(letter) == found


@given(lines=st.lists(st.text(alphabet="aB1.;đ-", max_size=6), max_size=8))
def test_runs_cover_every_block_once(lines: list[str]) -> None:
    letter = document("\n".join(lines))
    found = list(runs(letter))
    for block in letter.blocks:
        assert sum(run.contains(block.span) for run in found) == 1
