"""What a hand filled in becomes a word, or a blank to look at; print stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.handwriting.nouns import Filled, Kind
from vanban_parser.readers.ocr.fillings import by_digits_alone, with_fillings
from vanban_parser.readers.ocr.nouns import Seen, Unread

NUMBER = (120.0, 85.0, 160.0, 105.0)
"""The blank between the label and the notation of `_header`."""


def _header(number: str = "") -> list[Seen]:
    return [
        *typed("Số:", x=100, number=0),
        *(typed(number, x=122, number=0) if number else ()),
        *typed("/UBND-VP", x=162, number=0),
        *typed("Mẫu Sơn, ngày", x=330, number=1),
        *typed("tháng 9 năm 2026", x=440, number=1),
    ]


def _said(words: tuple[Seen, ...]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda word: word.x0))


def _filled(text: str | None, probability: float = 0.99, **rest: object) -> Filled:
    return Filled(Kind.NUMBER, text, probability, NUMBER, **rest)  # type: ignore[arg-type]


def test_digits_read_stand_between_label_and_notation() -> None:
    words, unread = with_fillings(_header(), [_filled("358")])
    assert _said(words).startswith("Số: 358 /UBND-VP")
    (added,) = [word for word in words if word.filled]
    assert (added.text, added.confidence) == ("358", 0.99)
    assert unread == ()


def test_a_day_stands_between_its_words() -> None:
    day = Filled(Kind.DAY, "17", 0.98, (418.0, 85.0, 438.0, 105.0))
    words, _ = with_fillings(_header(), [day])
    assert "ngày 17 tháng 9 năm" in _said(words)


def test_ink_that_is_not_read_is_shown() -> None:
    words, unread = with_fillings(_header(), [_filled(None, 0.4)])
    assert _said(words) == _said(tuple(_header()))
    assert unread == (Unread("/number", *NUMBER),)


def test_an_empty_blank_is_no_unread_ink() -> None:
    words, unread = with_fillings(_header(), [_filled(None, is_blank=True)])
    assert len(words) == len(_header())
    assert unread == ()


@pytest.mark.parametrize("text", ["358", None])
def test_print_stays_where_the_reader_agrees_or_does_not_know(text: str | None) -> None:
    words, unread = with_fillings(_header("358"), [_filled(text)])
    assert _said(words).startswith("Số: 358 /UBND-VP")
    assert not any(word.filled for word in words)
    assert unread == ()


@pytest.mark.parametrize("printed", ["368", "368/UBND-VP"])
def test_where_engine_and_reader_differ_neither_is_believed(printed: str) -> None:
    seen = _header("368") if printed == "368" else typed("Số: 368/UBND-VP", x=100)
    words, unread = with_fillings(seen, [_filled("358")])
    assert "358" not in _said(words)
    assert "368" not in _said(words)
    assert "/UBND-VP" in _said(words)
    assert unread == (Unread("/number", *NUMBER),)


def test_a_day_with_and_without_its_zero_is_one_day() -> None:
    seen = [*typed("ngày 05", x=390, number=1), *typed("tháng", x=445, number=1)]
    day = Filled(Kind.DAY, "5", 0.99, (414.0, 85.0, 440.0, 105.0))
    assert with_fillings(seen, [day]) == (tuple(seen), ())


def test_print_that_was_one_word_with_the_digits_comes_back() -> None:
    raw = [*typed("Số:35Ø/UBND-VP", x=100), *typed("ngà) 17", x=390, number=1)]
    kept = typed("Kính gửi: Phòng Nội vụ", base=300, number=7)
    number = _filled("358", anchors=(("Số:", 100.0, 117.0),))
    day = Filled(
        Kind.DAY,
        None,
        0.4,
        (414.0, 85.0, 440.0, 105.0),
        anchors=(("ngày", 390.0, 412.0),),
    )
    words, _ = with_fillings(kept, [number, day], raw)
    row = [word for word in words if word.y0 < 200]
    assert _said(tuple(row)) == "Số: 358 /UBND-VP ngày"


def test_a_misspelt_anchor_is_spelt_as_it_should_be() -> None:
    seen = [*typed("ngà)", x=390, number=1), *typed("tháng", x=440, number=1)]
    day = Filled(
        Kind.DAY,
        "17",
        0.99,
        (416.0, 85.0, 438.0, 105.0),
        anchors=(("ngày", 390.0, 416.0), ("tháng", 440.0, 470.0)),
    )
    words, _ = with_fillings(seen, [day], seen)
    assert _said(words) == "ngày 17 tháng"


def _as_substitute(read: list[Seen], filling: Filled) -> tuple[str, tuple[Unread, ...]]:
    words, unread = with_fillings(*by_digits_alone(read, [filling]), read)
    return _said(words), unread


@pytest.mark.parametrize("read", ["358", "350", ""])
def test_of_a_substitute_only_the_reader_of_digits_is_believed(read: str) -> None:
    said, unread = _as_substitute(_header(read), _filled("358"))
    assert said.startswith("Số: 358 /UBND-VP")
    assert unread == ()


@pytest.mark.parametrize(
    "unsure", [_filled(None, 0.3, others=("358",)), _filled("358", 0.5)]
)
def test_what_a_substitute_alone_reads_in_a_blank_is_shown_and_not_said(
    unsure: Filled,
) -> None:
    said, unread = _as_substitute(_header("358"), unsure)
    assert said.startswith("Số: /UBND-VP")
    assert unread == (Unread("/number", *NUMBER),)


def test_print_that_goes_with_such_digits_comes_back() -> None:
    raw = typed("Số:358/UBND-VP", x=100)
    box = (117.0, 85.0, 138.0, 105.0)
    number = Filled(Kind.NUMBER, None, 0.3, box, anchors=(("Số:", 100.0, 117.0),))
    said, unread = _as_substitute(raw, number)
    assert said == "Số: /UBND-VP"
    assert unread == (Unread("/number", *box),)


def test_what_the_engine_made_of_the_same_ink_goes() -> None:
    words, unread = with_fillings(_header("bổ"), [_filled("53")])
    assert _said(words).startswith("Số: 53 /UBND-VP")
    assert unread == ()


def test_an_unread_blank_keeps_what_was_seen_of_the_print_beside_it() -> None:
    words, unread = with_fillings(_header(), [_filled(None, 0.3)])
    assert _said(words).startswith("Số: /UBND-VP")
    assert len(unread) == 1


def _with_year(sure: float) -> tuple[list[Seen], Filled]:
    """Return a header whose year an engine read so surely, and another reading."""
    words = _header("358")
    *_, word, year = words
    words[-1] = replace(year, confidence=sure)
    box = (word.x1, year.y0 - 6, year.x1, year.y1 + 5)
    anchors = (("năm", word.x0, word.x1),)
    return words, Filled(Kind.YEAR, "2028", 0.6, box, ("2026",), anchors=anchors)


def test_a_faint_year_is_taken_as_the_surer_reader_has_it() -> None:
    words, filling = _with_year(0.84)
    found, unread = with_fillings(words, [filling])
    assert _said(found).endswith("tháng 9 năm 2028")
    (year,) = [word for word in found if word.text == "2028"]
    assert (year.others, year.filled) == (("2026",), True)
    assert [(u.field, u.reread) for u in unread] == [("/issued_on", True)]


def test_of_two_sure_years_neither_is_believed() -> None:
    words, filling = _with_year(0.96)
    found, unread = with_fillings(words, [filling])
    assert _said(found).endswith("tháng 9 năm")
    assert [(u.field, u.reread) for u in unread] == [("/issued_on", False)]


def test_years_that_agree_are_let_be() -> None:
    words, filling = _with_year(0.5)
    same = replace(filling, text="2026", others=("2028",))
    unsure = replace(filling, text=None)
    assert with_fillings(words, [same, unsure]) == (tuple(words), ())


def test_a_substitute_reads_the_year_as_print() -> None:
    words, filling = _with_year(0.84)
    assert by_digits_alone(words, [filling]) == (tuple(words), ())


def test_what_a_blank_may_say_is_told() -> None:
    doubtful = _filled(None, 0.3, others=("358", "353"), shares=(0.3, 0.2))
    _, (unread,) = with_fillings(_header(), [doubtful])
    assert unread.readings == (("358", 0.3), ("353", 0.2))


def test_print_that_the_reader_sees_otherwise_is_not_believed() -> None:
    # A pen's 2119, of which an engine took the 2 for print.
    other = _filled(None, 0.3, others=("9119", "2119"), shares=(0.3, 0.2))
    words, (unread,) = with_fillings(_header("2"), [other])
    assert _said(words).startswith("Số: /UBND-VP")
    assert unread.field == "/number"


@pytest.mark.parametrize(
    ("others", "shares"), [(("217", "2"), (0.3, 0.2)), (("9119",), (0.05,)), ((), ())]
)
def test_print_that_the_reader_also_sees_or_sees_nothing_of_stays(
    others: tuple[str, ...], shares: tuple[float, ...]
) -> None:
    doubtful = _filled(None, 0.3, others=others, shares=shares)
    words, unread = with_fillings(_header("2"), [doubtful])
    assert _said(words).startswith("Số: 2 /UBND-VP")
    assert unread == ()


@pytest.mark.parametrize(
    ("seen", "year", "notation"),
    [
        # A law's number has the year of issue, and the date line has it in print.
        ("/20/6/QĐ-UBND", "2026", "/2026/QĐ-UBND"),
        ("/202/QĐ-UBND", "2026", "/2026/QĐ-UBND"),
        ("/20/QĐ-UBND", "20.26", "/2026/QĐ-UBND"),
        # These digits are of no such year, and here there is no blank for one.
        ("/20/7/QĐ-UBND", "2026", "/QĐ-UBND"),
        ("3Ø/QĐ-UBND", "2026", "/QĐ-UBND"),
    ],
)
def test_a_year_filled_into_a_notation_is_that_of_the_date(
    seen: str, year: str, notation: str
) -> None:
    label = typed("Số:", x=100)
    raw = [
        *label,
        *typed(seen, x=145),
        *typed(f"Mẫu Sơn, ngày 5 tháng 9 năm {year}", x=330, number=1),
    ]

    words, _ = with_fillings(label, [_filled("35")], raw)

    assert _said(words) == f"Số: 35 {notation}"
