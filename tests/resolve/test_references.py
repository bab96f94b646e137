"""Each document that a letter cites is given once, with all its mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.model.document import Block, Document, Source, Span, TextSource
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Reference
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.references import find_references


def document(text: str) -> Document:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    source = Source("thu.docx", "0" * 64, "application/x", None)
    return Document(source, text, tuple(blocks))


def references(
    text: str,
    own_code: str | None = None,
    own_notation: str | None = None,
    annex_start: int | None = None,
) -> tuple[Finding[Reference], ...]:
    zones = Zones(annex_start=len(text) if annex_start is None else annex_start)
    return find_references(document(text), zones, own_code, own_notation)


def codes(text: str, own_code: str | None = None) -> list[str | None]:
    return [finding.value.code for finding in references(text, own_code)]


def test_a_document_cited_again_is_one_with_both_mentions() -> None:
    text = (
        "Thực hiện Chỉ thị số 15/CT-UBND của UBND tỉnh;\n"
        "theo Chỉ thị số 15/CT-UBND ngày 18/5/2030, nay yêu cầu."
    )
    (found,) = references(text)
    assert found.value == Reference(
        document_type="chỉ thị",
        code="15/CT-UBND",
        issued_on="2030-05-18",
        issuing_body="UBND tỉnh",
    )
    assert len(found.spans) == 2


def test_a_missing_hyphen_does_not_make_two_documents() -> None:
    assert codes("Kết luận 74-KL/TW;\nKết luận số 74 KL/TW") == ["74-KL/TW"]


def test_one_number_on_two_dates_is_two_documents() -> None:
    text = "Kế hoạch số 6/KH-UBND ngày 9/1/2031;\nKế hoạch số 6/KH-UBND ngày 9/1/2030"
    assert len(references(text)) == 2


@pytest.mark.parametrize(
    "again",
    ["Chỉ thị 15 nêu trên.", "Chỉ thị số 15 ngày 18/5/2030.", "Văn bản số 15."],
)
def test_a_shorter_mention_joins_the_fuller_one(again: str) -> None:
    text = f"Thực hiện Chỉ thị số 15/CT-UBND ngày 18/5/2030;\n{again}"
    (found,) = references(text)
    assert found.value.code == "15/CT-UBND"
    assert len(found.spans) == 2


def test_a_shorter_mention_before_the_fuller_one_joins_it() -> None:
    text = "Về thực hiện Nghị định 116/2031.\nNghị định số 116/2031/NĐ-CP quy định:"
    (found,) = references(text)
    assert found.value.code == "116/2031/NĐ-CP"
    assert found.spans[0].start < text.index("\n")


def test_a_shorter_mention_of_another_type_or_number_does_not_join() -> None:
    text = "Chỉ thị số 15/CT-UBND;\nNghị quyết 15.\nChỉ thị 16."
    (found,) = references(text)
    assert len(found.spans) == 1


def test_a_dated_number_without_notation_stands_alone() -> None:
    assert codes("theo Công văn số 1801 ngày 3/4/2031 của Sở Cây xanh.") == ["1801"]


def test_a_law_by_title_joins_the_law_by_number() -> None:
    text = "Căn cứ Luật Giá số 16/2023/QH15;\nquy định của Luật giá nói trên."
    (found,) = references(text)
    assert (found.value.code, found.value.title) == ("16/2023/QH15", None)
    assert len(found.spans) == 2


def test_a_law_of_another_year_is_another_law() -> None:
    text = "Căn cứ Luật Giá số 16/2023/QH15;\ntheo Luật Giá năm 2012."
    assert codes(text) == ["16/2023/QH15", None]


def test_a_law_that_only_stands_in_a_title_is_no_reference() -> None:
    text = "Nghị định số 1/2031/NĐ-CP quy định chi tiết một số điều của Luật Giá;"
    assert codes(text) == ["1/2031/NĐ-CP"]


def test_a_number_inside_another_documents_title_is_a_reference() -> None:
    text = "Nghị quyết số 9/NQ-CP về thực hiện Kết luận số 13-KL/TW;"
    assert codes(text) == ["9/NQ-CP", "13-KL/TW"]


def test_the_letters_own_number_is_no_reference() -> None:
    text = "(Kèm theo Kế hoạch số 08/KH-UBND ngày 1/2/2031)\ntheo Kế hoạch số 9/KH-UBND"
    assert codes(text, own_code="8/KH-UBND") == ["9/KH-UBND"]


def test_what_lies_on_the_number_line_is_no_reference() -> None:
    text = "Thông báo số 5/TB-UBND"
    zones = Zones(number=Span(0, len(text)), annex_start=len(text))
    assert find_references(document(text), zones, None, None) == ()


def test_the_head_of_an_annex_does_not_cite_the_letter_whose_number_is_unread() -> None:
    text = "Nay thông báo.\n(Kèm theo Thông báo số 5/TB-UBND ngày 1/2/2031)"
    assert references(text, None, "TB-UBND", annex_start=15) == ()
    assert len(references(text, None, "KH-UBND", annex_start=15)) == 1


def test_the_letters_own_kind_is_no_named_basis() -> None:
    text = "Căn cứ Kế hoạch trồng cây năm 2031;"
    assert references(text, None, "KH-UBND") == ()
    assert len(references(text, None, "TB-UBND")) == 1


def test_only_what_is_first_cited_in_the_annex_is_marked() -> None:
    text = "Chỉ thị số 1/CT-UBND.\nChỉ thị số 1/CT-UBND; Chỉ thị số 2/CT-UBND"
    found = references(text, annex_start=text.index("\n"))
    assert [finding.value.annex for finding in found] == [False, True]


def test_a_name_says_more_than_a_generic_word() -> None:
    text = "Văn bản số 5/SXX-VP;\nCông văn số 5/SXX-VP"
    (found,) = references(text)
    assert found.value.document_type == "công văn"


_SENTENCES = st.sampled_from(
    [
        "Thực hiện Chỉ thị số 15/CT-UBND ngày 18/5/2030 của UBND tỉnh;",
        "Chỉ thị 15.",
        "Căn cứ Luật Giá ngày 20/6/2012;",
        "Luật Giá số 16/2023/QH15;",
        "theo Luật Giá và Nghị định số 1/2031/NĐ-CP.",
        "Công văn số 15 ngày 18/5/2030.",
        "Căn cứ Quy chế làm việc của Sở;",
        "Số: 12/QĐ-UBND",
    ]
)


@given(lines=st.lists(_SENTENCES, max_size=8))
def test_each_document_is_given_once_and_its_spans_are_in_order(
    lines: list[str],
) -> None:
    text = "\n".join(lines)
    found = references(text)
    values = [finding.value for finding in found]
    assert len(set(values)) == len(values)
    assert [finding.spans[0] for finding in found] == sorted(
        finding.spans[0] for finding in found
    )
    for finding in found:
        assert list(finding.spans) == sorted(finding.spans)
        assert finding.value.code or finding.value.title
    assert references(text) == found


def test_in_a_scan_a_law_has_the_marks_that_were_lost() -> None:
    text = (
        "Căn cứ Luật Tô chức chính quyên địa phương ngày 19/6/2015;\n"
        "theo Luật Tổ chức chính quyền địa phương, nay quy định."
    )
    made = document(text)
    scan = replace(made, source=replace(made.source, text_source=TextSource.OCR))
    zones = Zones(annex_start=len(text))

    (found,) = find_references(scan, zones, None, None)

    assert found.value.title == "Luật Tổ chức chính quyền địa phương"
    assert found.inferred == "marks-mended"
    assert len(found.spans) == 2
    (typed, *_) = find_references(made, zones, None, None)
    assert typed.value.title == "Luật Tô chức chính quyên địa phương"


def test_a_year_of_five_digits_is_doubted_in_a_scan() -> None:
    text = "Căn cứ Nghị định số 150/20315/NĐ-CP ngày 12/6/2031 của Chính phủ;"
    made = document(text)
    scan = replace(made, source=replace(made.source, text_source=TextSource.OCR))
    zones = Zones(annex_start=len(text))

    (read,) = find_references(scan, zones, None, None)
    (typed,) = find_references(made, zones, None, None)

    assert (read.inferred, typed.inferred) == ("unsure", None)
