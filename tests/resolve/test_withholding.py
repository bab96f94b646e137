"""What is less sure than asked is left out, and the rest still fits together."""

from __future__ import annotations

from tests.letters_of import document_of, parse, typed_letter
from vanban_parser.model.letter import Letter
from vanban_parser.pipeline import Parser
from vanban_parser.resolve.withholding import withhold

LETTER = parse(
    typed_letter(
        "1. Giao Phòng Nội vụ, Phòng Y tế rà soát hồ sơ trước ngày 30/9/2026.\n"
        "2. Giao Phòng Tư pháp lập danh sách trước ngày 15/10/2026.\n"
        "Căn cứ Công văn số 12/UBND-VP ngày 05/8/2026."
    )
)


def doubting(*pointers: str) -> Letter:
    """Return the letter without what is found at `pointers`."""
    shares = dict.fromkeys(LETTER.confidence, 0.9) | dict.fromkeys(pointers, 0.1)
    letter = LETTER.model_copy(update={"confidence": shares})
    return withhold(letter, 0.5, "thiếu")


def gaps(letter: Letter) -> list[str | None]:
    return [w.field for w in letter.warnings if w.code == "withheld"]


def test_what_is_sure_stays_as_it_was() -> None:
    assert len(LETTER.tasks) == 2
    assert doubting() == LETTER.model_copy(
        update={"confidence": dict.fromkeys(LETTER.confidence, 0.9)}
    )


def test_a_doubtful_scalar_is_null() -> None:
    letter = doubting("/subject", "/issuing_body/name")

    assert letter.subject is None
    assert letter.issuing_body.name is None
    assert letter.issuing_body.level is None
    assert gaps(letter) == ["/issuing_body/name", "/subject"]
    assert not {"/subject", "/issuing_body/name"} & letter.evidence.keys()


def test_without_the_number_there_is_no_code() -> None:
    letter = doubting("/number")

    assert (letter.number, letter.code) == (None, None)
    assert letter.notation == LETTER.notation


def test_a_doubtful_item_leaves_its_list_and_the_others_move_up() -> None:
    assert len(LETTER.dates) > 1

    letter = doubting("/dates/0")

    assert letter.dates == LETTER.dates[1:]
    assert letter.evidence["/dates/0"] == LETTER.evidence["/dates/1"]
    assert gaps(letter) == ["/dates"]


def test_a_doubtful_task_goes_whole_and_ids_stay() -> None:
    letter = doubting("/tasks/0/action")

    assert letter.tasks == LETTER.tasks[1:]
    assert letter.evidence["/tasks/0/action"] == LETTER.evidence["/tasks/1/action"]
    assert "/tasks/1/action" not in letter.evidence
    assert gaps(letter) == ["/tasks"]


def test_a_doubtful_part_leaves_its_task() -> None:
    letter = doubting("/tasks/0/assignees/0", "/tasks/1/deadline")

    assert letter.tasks[0].assignees == ("Phòng Y tế",)
    assert letter.tasks[1].deadline is None
    assert (
        letter.evidence["/tasks/0/assignees/0"]
        == LETTER.evidence["/tasks/0/assignees/1"]
    )
    assert "/tasks/0/assignees/1" not in letter.evidence
    assert gaps(letter) == ["/tasks/0/assignees", "/tasks/1/deadline"]


def test_warnings_move_with_what_they_are_about() -> None:
    typed = typed_letter(
        "1. Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.\n"
        "2. Giao Phòng Tư pháp lập danh sách trước ngày 15/10."
    )
    letter = parse(typed)
    assert ("year-inferred", "/tasks/1/deadline") in told(letter)
    shares = dict.fromkeys(letter.confidence, 0.9) | {"/tasks/0/action": 0.1}

    cut = withhold(letter.model_copy(update={"confidence": shares}), 0.5, "thiếu")

    assert ("year-inferred", "/tasks/0/deadline") in told(cut)
    assert ("year-inferred", "/tasks/1/deadline") not in told(cut)


def told(letter: Letter) -> set[tuple[str, str | None]]:
    return {(warning.code, warning.field) for warning in letter.warnings}


def test_explaining_withholds_nothing() -> None:
    document = document_of(typed_letter("Giao Phòng Nội vụ rà soát hồ sơ."))
    strict = Parser(Parser().settings.model_copy(update={"min_confidence": 1.0}))

    assert strict.resolve(document).letter.tasks
