"""Evidence, ids and lists of a letter that is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters_of import parse, typed_letter
from tests.readers.pdf_making import FILLER, made
from vanban_parser.model.letter import Letter
from vanban_parser.pipeline import Parser

SAMPLES = Path(__file__).parents[2] / "samples"
ORDER = "Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026."
OTHER = "Giao Phòng Kinh tế bố trí kinh phí sửa nhà văn hóa."


def at(letter: Letter, pointer: str) -> object:
    """Return the value that a JSON Pointer names."""
    found: object = letter.model_dump(mode="json")
    for part in pointer.split("/")[1:]:
        found = found[int(part)] if isinstance(found, list) else found[part]  # type: ignore[index]
    return found


def ids(body: str, **parts: str) -> list[str]:
    letter = parse(typed_letter(body, **parts))  # type: ignore[arg-type]
    return [str(task.id) for task in letter.tasks]


# Evidence --------------------------------------------------------------------


def test_every_pointer_leads_to_a_value_and_quotes_the_text() -> None:
    letter = parse(typed_letter(f"{ORDER}\nTỷ lệ xã Mẫu đạt 40%.\n{OTHER}"))

    assert {"/number", "/signature/name", "/tasks/1/action", "/percentages/0"} <= set(
        letter.evidence
    )
    for pointer, pieces in letter.evidence.items():
        assert at(letter, pointer) is not None
        assert pieces
        for piece in pieces:
            assert letter.text[piece.start : piece.end] == piece.text
            assert piece.rule


def test_words_of_a_value_stand_in_its_evidence() -> None:
    letter = parse(typed_letter(ORDER))

    for pointer in ("/number", "/notation", "/code", "/subject", "/signature/name"):
        (piece,) = letter.evidence[pointer]
        assert str(at(letter, pointer)) in piece.text


def test_a_document_without_pages_has_no_boxes() -> None:
    letter = parse(typed_letter(ORDER))

    assert {p.page for pieces in letter.evidence.values() for p in pieces} == {None}
    assert {p.bbox for pieces in letter.evidence.values() for p in pieces} == {None}


def test_evidence_in_a_pdf_lies_on_its_page() -> None:
    data = made(f"{ORDER}\n{FILLER * 60}\n{OTHER}")
    letter = Parser().parse_bytes(data, "thu.pdf")

    assert letter.source.page_count == 2
    pieces = [p for found in letter.evidence.values() for p in found]
    assert {piece.page for piece in pieces} == {1, 2}
    for piece in pieces:
        assert piece.bbox is not None
        x0, y0, x1, y1 = piece.bbox
        assert 0 <= x0 < x1 <= 596
        assert 0 <= y0 < y1 <= 843


def test_evidence_over_a_pages_end_is_a_piece_a_page() -> None:
    long = "Giao Phòng Nội vụ rà soát hồ sơ" + ", sửa chữa nhà văn hóa thôn" * 60 + "."
    body = "\n".join([FILLER.strip()] * 10 + [long])
    letter = Parser().parse_bytes(made(body), "thu.pdf")

    pieces = letter.evidence["/tasks/0/action"]
    assert [piece.page for piece in pieces] == [1, 2]
    assert pieces[0].end <= pieces[1].start
    for piece in pieces:
        assert letter.text[piece.start : piece.end] == piece.text


# Ids -------------------------------------------------------------------------


def test_another_task_does_not_rename_the_others() -> None:
    (alone,) = ids(ORDER)

    assert ids(f"{ORDER}\n{OTHER}")[0] == alone
    assert ids(f"{OTHER}\n{ORDER}")[1] == alone


def test_a_deadline_or_helper_that_is_read_better_keeps_the_id() -> None:
    # The sentence makes the id, not the label lines below it.
    (one,) = ids("1. Phòng Nội vụ: Rà soát nhà.\n- Thời hạn: 30/9/2026.")
    (two,) = ids("1. Phòng Nội vụ: Rà soát nhà.\n- Thời hạn: 15/9/2026.")

    assert one == two


@pytest.mark.parametrize(
    "other",
    [
        {"number": "16/UBND-VP"},
        {"day": "11"},
        {"issuer": "ỦY BAN NHÂN DÂN HUYỆN KHÁC"},
    ],
)
def test_the_same_words_in_another_letter_are_another_task(
    other: dict[str, str],
) -> None:
    assert ids(ORDER) != ids(ORDER, **other)


def test_a_letter_without_a_number_is_told_by_its_subject() -> None:
    blank = {"number": "      /UBND-VP"}

    assert ids(ORDER, **blank) != ids(ORDER, **blank, subject="sửa đường")
    assert ids(ORDER) == ids(ORDER, subject="sửa đường")


def test_other_words_or_doers_are_another_task() -> None:
    assert ids(ORDER) != ids(ORDER.replace("hồ sơ", "sổ sách"))
    assert ids(ORDER) != ids(ORDER.replace("Nội vụ", "Y tế"))


def test_a_task_given_twice_has_two_ids() -> None:
    found = ids(f"{ORDER}\n{ORDER}")

    assert len(found) == len(set(found)) == 2


def test_case_and_marks_do_not_change_an_id() -> None:
    assert ids(ORDER) == ids(ORDER.replace("hồ sơ", "hồ SƠ"))
    blank = {"number": "      /UBND-VP"}
    assert ids(ORDER, **blank, subject="rà soát hoà giải") == ids(
        ORDER, **blank, subject="RÀ SOÁT HÒA GIẢI"
    )


# Communes of a task ----------------------------------------------------------


def test_a_task_carries_the_codes_of_the_communes_it_is_given_to() -> None:
    folder = SAMPLES / "01-phe-binh-ba-xa"
    letter = Parser().parse(folder / "letter.docx")
    codes = {commune.name: commune.code for commune in letter.communes}

    found = {code for task in letter.tasks for code in task.communes}
    assert found
    assert found <= set(codes.values())
    for task in letter.tasks:
        names = " ".join(task.assignees)
        for name, code in codes.items():
            assert (code in task.communes) == (name in names)


# Lists -----------------------------------------------------------------------


def test_lists_are_in_the_order_of_the_text() -> None:
    body = f"Theo Công văn số 2/STC-NS, 40% và 50% xã Mẫu.\n{ORDER}\n{OTHER}\nTheo Kế hoạch số 1/KH-UBND."  # noqa: E501
    letter = parse(typed_letter(body))

    for name in ("addressees", "distribution", "references", "percentages"):
        count = len(getattr(letter, name))
        starts = [letter.evidence[f"/{name}/{n}"][0].start for n in range(count)]
        assert count
        assert starts == sorted(starts)
    starts = [
        letter.evidence[f"/tasks/{n}/action"][0].start for n in range(len(letter.tasks))
    ]
    assert starts == sorted(starts)
