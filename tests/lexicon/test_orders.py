"""The words of ordering: every pattern is proved by its own examples."""

from __future__ import annotations

import pytest

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organ_words import organ_words
from vanban_parser.text import fold

ROWS = table("tasks")["general"]
WORDS = order_words()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_closing_formula_matches_its_examples_and_refuses_the_others(
    row: dict[str, list[str]],
) -> None:
    (pattern,) = (pattern for rule, pattern in WORDS.general if rule == row["id"])

    assert row["matches"], "a pattern without an example is a guess"
    assert row["refuses"], "nor is it proved without one that it must not match"
    assert [words for words in row["matches"] if not pattern.match(words)] == []
    assert [words for words in row["refuses"] if pattern.match(words)] == []


def test_no_formula_takes_what_another_one_refuses() -> None:
    refused = [words for row in ROWS for words in row["refuses"]]
    taken = [
        (rule, words)
        for words in refused
        for rule, pattern in WORDS.general
        if pattern.match(words)
    ]
    assert taken == []


def test_every_formula_has_a_name_of_its_own() -> None:
    names = [row["id"] for row in ROWS]

    assert len(set(names)) == len(names)
    assert names == [rule for rule, _ in WORDS.general]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Giao Phòng Nội vụ", "order"),
        ("giao nhiệm vụ cho Phòng Nội vụ", "order"),
        ("phân công", "order"),
        ("đề nghị", "request"),
        ("KÍNH ĐỀ NGHỊ", "request"),
        ("yêu cầu", "request"),
        ("trân trọng kính mời", "invite"),
        ("kính mời", "invite"),
    ],
)
def test_a_cue_knows_its_kind(words: str, kind: str) -> None:
    match = WORDS.cue.match(words)

    assert match is not None
    assert match.lastgroup == kind


def test_the_longest_cue_wins() -> None:
    match = WORDS.cue.match("giao nhiệm vụ cho các xã")

    assert match is not None
    assert match.group() == "giao nhiệm vụ cho"


@pytest.mark.parametrize("words", ["giaothông", "bàn giao-nhận", "mời_họp", "xyêu cầu"])
def test_a_cue_is_a_whole_word(words: str) -> None:
    match = WORDS.cue.search(words)

    assert match is None or words[match.start() - 1] in " -"
    assert WORDS.cue.search("giaothông") is None
    assert WORDS.cue.search("xyêu cầu") is None


@pytest.mark.parametrize("kind", ["cues", "doing", "background", "headings", "labels"])
def test_words_of_the_data_are_in_small_letters_and_composed(kind: str) -> None:
    words = [word for found in table("tasks")[kind].values() for word in found]

    assert [word for word in words if word != word.lower().strip()] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Đơn vị chủ trì: Phòng Nội vụ", "lead"),
        ("Cơ quan phối hợp: Phòng Y tế", "support"),
        ("Thời gian hoàn thành: Quý IV", "time"),
        ("Sản phẩm: Báo cáo", "product"),
    ],
)
def test_a_label_line_knows_its_kind(line: str, kind: str) -> None:
    match = WORDS.label.match(line)

    assert match is not None
    assert match.lastgroup == kind


def test_a_label_needs_its_colon() -> None:
    assert WORDS.label.match("Thời gian hoàn thành theo kế hoạch") is None


@pytest.mark.parametrize(
    "heading", ["TỔ CHỨC THỰC HIỆN", "Phân công nhiệm vụ", "Trách nhiệm của các xã"]
)
def test_a_heading_may_impose(heading: str) -> None:
    assert WORDS.imposing_heading.match(fold(heading))
    assert not WORDS.background_heading.match(fold(heading))


@pytest.mark.parametrize("heading", ["MỤC ĐÍCH, YÊU CẦU", "Tình hình chung", "Kết quả"])
def test_a_heading_may_be_background(heading: str) -> None:
    assert WORDS.background_heading.match(fold(heading))
    assert not WORDS.imposing_heading.match(fold(heading))


def test_an_action_may_start_with_a_duty_word_and_a_verb_may_not() -> None:
    assert WORDS.action.match("có trách nhiệm rà soát")
    assert WORDS.verb.match("rà soát")
    assert not WORDS.verb.match("có trách nhiệm rà soát")
    assert not WORDS.verb.match("rà soátx")


def test_what_a_name_or_a_role_opens_with_is_one_word_of_letters() -> None:
    openings = WORDS.openings | {first for first, _ in organ_words().openings}

    assert [word for word in openings if not word.isalpha()] == []


@pytest.mark.parametrize("kind", ["order", "request", "invite"])
def test_a_cue_is_found_in_a_whole_text_whatever_its_case(kind: str) -> None:
    for cue in table("tasks")["cues"][kind]:
        text = f"Văn bản này {cue.upper()} Phòng Nội vụ"
        (found,) = WORDS.cues(text, 0, len(text))

        assert found.group().lower() == cue
        assert found.lastgroup == kind


def test_a_text_without_an_ordering_word_has_no_cue() -> None:
    text = "Kết quả thực hiện trong quý như sau"

    assert list(WORDS.cues(text, 0, len(text))) == []
