"""From printed words to paragraphs: columns, tables, notes, pages."""

from __future__ import annotations

import re

import pytest

from tests.readers.ink_making import ink, inks
from tests.readers.pdf_making import FILLER, lines, made, read
from vanban_parser.layout import Ink
from vanban_parser.model.document import Align, Document, Flow, Source
from vanban_parser.readers.flow import Page, assemble
from vanban_parser.readers.tables import Rule

SOURCE = Source("thu.pdf", "0" * 64, "application/pdf", 1)
WIDE = "Nhà văn hóa của các thôn trong huyện được rà soát một lần mỗi năm và báo"


def page(*words: Ink, number: int = 1, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(number, 595.0, 842.0, words, rules=rules)


def set_(*pages: Page) -> Document:
    return assemble(pages, SOURCE, ())


def full_lines(y0: float, n_lines: int) -> list[Ink]:
    return [word for n in range(n_lines) for word in inks(85, y0 + 20 * n, WIDE)]


# Columns ----------------------------------------------------------------------


def test_the_two_columns_of_the_header_are_read_one_after_the_other() -> None:
    document = read(made(FILLER))

    assert lines(document, Flow.LEFT)[:4] == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN MẪU SƠN",
        "Số: 15/UBND-VP",
        "V/v rà soát nhà văn hóa các thôn trong huyện",
    ]
    assert lines(document, Flow.RIGHT)[:3] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu Sơn, ngày 10 tháng 9 năm 2026",
    ]


def test_header_and_closing_are_two_regions() -> None:
    document = read(made(FILLER))
    region = {b.span.of(document.text): b.region for b in document.blocks}

    assert region["Số: 15/UBND-VP"] == region["Độc lập - Tự do - Hạnh phúc"] == 1
    assert region["Nơi nhận:"] == region["Lê Văn Mẫu"] == 2
    assert region["Kính gửi:"] == 0


def test_a_wrapped_recipient_is_one_item() -> None:
    long = (
        "- Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Mẫu Sơn (để báo cáo);"
    )
    document = read(made(FILLER, distribution=(long, "- Lưu: VT.")))

    assert long in lines(document, Flow.LEFT)
    assert "- Lưu: VT." in lines(document, Flow.LEFT)


# Margins ----------------------------------------------------------------------


def test_a_line_at_the_foot_of_several_pages_is_no_text() -> None:
    foot = ink(85, 800, "mau-24")
    first = page(*full_lines(100, 6), foot)
    second = page(*full_lines(100, 6), foot, number=2)

    assert "mau-24" not in set_(first, second).text


def test_a_line_at_the_foot_of_one_page_is_text() -> None:
    first = page(*full_lines(100, 6), ink(85, 800, "mau-24"))

    assert "mau-24" in set_(first, page(*full_lines(100, 6), number=2)).text


# Paragraphs -------------------------------------------------------------------


def test_lines_of_a_paragraph_are_joined_and_its_neighbours_are_not() -> None:
    long = (FILLER * 3).strip()
    document = read(made(f"{long}\n- {long}\nMột đoạn ngắn.\nHai đoạn ngắn."))

    assert lines(document, Flow.FULL)[-4:] == [
        long,
        f"- {long}",
        "Một đoạn ngắn.",
        "Hai đoạn ngắn.",
    ]


@pytest.mark.parametrize("shift", range(0, 24, 3))
def test_a_number_broken_at_its_hyphen_is_whole(shift: int) -> None:
    lead = "x" * shift + " sau khi nhận được " + "Công văn "
    numbers = (
        "số 14385/UBND-CNTT và số 123-CV/HU và số 2217/STTTT-BCVT-CNTT ngày 10/9. "
    )
    document = read(made((lead + numbers) * 4))

    found = re.findall(
        r"\d+/UBND-\s?CNTT|123-\s?CV/HU|2217/\S+?-\s?\S*CNTT", document.text
    )
    assert len(found) == 12
    assert set(found) == {"14385/UBND-CNTT", "123-CV/HU", "2217/STTTT-BCVT-CNTT"}


def test_a_centred_line_is_told() -> None:
    document = read(made(f"{FILLER * 3}\n= QUYẾT ĐỊNH:\n{FILLER * 3}"))
    align = {b.span.of(document.text): b.align for b in document.blocks}

    assert align["QUYẾT ĐỊNH:"] is Align.CENTER
    assert align[(FILLER * 3).strip()] is Align.LEFT


def test_a_first_lines_indent_is_measured_from_the_margin() -> None:
    document = read(made(FILLER * 3))
    block = next(b for b in document.blocks if b.end - b.start > 100)

    assert block.indent == pytest.approx(36, abs=1)


# Pages ------------------------------------------------------------------------


def test_a_paragraph_goes_on_over_the_pages_end() -> None:
    long = (FILLER * 60).strip()
    document = read(made(long))

    assert document.source.page_count == 2
    assert long in lines(document, Flow.FULL)
    (block,) = (b for b in document.blocks if b.span.of(document.text) == long)
    assert block.page == 1
    assert {word.box.page for word in document.words_in(block.span)} == {1, 2}


def test_a_paragraph_that_starts_a_page_is_its_own() -> None:
    # Long and short ones in turn: whichever the page's end falls between.
    body = [
        f"Đoạn thứ {n} ngắn." if n % 2 else f"Thứ {n}. " + FILLER for n in range(36)
    ]
    document = read(made("\n".join(body)))

    assert len({block.page for block in document.blocks}) == 2
    assert set(map(str.strip, body)) <= set(lines(document, Flow.FULL))


def test_short_lines_of_one_length_are_paragraphs() -> None:
    body = [f"Thôn số {n} rà soát nhà văn hóa của thôn mình." for n in range(10, 30)]

    assert set(body) <= set(lines(read(made("\n".join(body))), Flow.FULL))


def test_an_item_that_starts_a_page_is_its_own() -> None:
    body = "\n".join(f"- {FILLER.strip()};" for _ in range(40))
    document = read(made(body))

    assert len({block.page for block in document.blocks}) == 2
    assert lines(document).count(f"- {FILLER.strip()};") == 40


@pytest.mark.parametrize("first", ["1. Sửa cầu", "- Sửa cầu", "a) Sửa cầu"])
def test_an_item_that_starts_a_page_after_an_open_line_is_its_own(first: str) -> None:
    rest = WIDE[len(first) + 1 :]
    below = [*inks(85, 100, f"{first} {rest}"), *full_lines(120, 4)]
    document = set_(page(*full_lines(100, 5)), page(*below, number=2))

    assert [b.page for b in document.blocks] == [1, 2]
    assert document.text.splitlines()[1].startswith(first)


@pytest.mark.parametrize("printed", ["2", "- 2 -", "2/5", "Trang 2"])
def test_a_page_number_at_the_edge_is_left_out(printed: str) -> None:
    words = full_lines(100, 5)

    top = set_(page(*inks(290, 30, printed), *words))
    foot = set_(page(*words, *inks(290, 810, printed)))

    assert top.text == foot.text == set_(page(*words)).text


def test_a_number_inside_the_page_stays() -> None:
    document = set_(page(*full_lines(100, 5), *inks(290, 400, "2")))

    assert document.text.splitlines()[-1] == "2"


def test_words_at_the_edge_that_are_no_number_stay() -> None:
    document = set_(page(*inks(250, 30, "DỰ THẢO"), *full_lines(100, 5)))

    assert "DỰ THẢO" in document.text.splitlines()


# Footnotes and stamps ---------------------------------------------------------


def test_small_print_at_the_foot_that_starts_with_a_mark_is_a_note() -> None:
    small = [
        Ink(85 + 40 * n, 700, 120 + 40 * n, 710, word, size=10.0)
        for n, word in enumerate(("1", "Theo", "sổ", "của", "thôn"))
    ]
    document = set_(page(*full_lines(100, 8), *small))
    high = [Ink(w.x0, 300, w.x1, 310, w.text, size=10.0) for w in small]

    assert document.blocks[-1].flow is Flow.NOTE
    assert document.text.splitlines()[-1] == "1 Theo sổ của thôn"
    assert Flow.NOTE not in {
        block.flow for block in set_(page(*full_lines(100, 8), *high)).blocks
    }


def test_notes_of_all_pages_follow_the_text_of_all_pages() -> None:
    body = f"Một[^Chú thích đầu] đoạn.\n{FILLER * 60}\nHai[^Chú thích sau] đoạn."
    found = lines(read(made(body)), Flow.NOTE)

    assert found == ["1 Chú thích đầu", "2 Chú thích sau"]


def small(y0: float, text: str) -> list[Ink]:
    """Return a line of small print that begins at the left edge."""
    words, x0 = [], 85.0
    for word in text.split():
        words.append(Ink(x0, y0, x0 + 5 * len(word), y0 + 10, word, size=10.0))
        x0 = words[-1].x1 + 4
    return words


NOTE = "1 Các thôn có nhà văn hóa mới gồm thôn Mẫu Đông, thôn Mẫu Tây, thôn Mẫu Nam và"


def over_two_pages(note: str, foot: str) -> Document:
    return set_(
        page(*full_lines(100, 8), *small(700, note)),
        page(*full_lines(100, 8), *small(700, foot), number=2),
    )


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    rest = "thôn Mẫu Bắc của xã Mẫu Sơn."

    document = over_two_pages(NOTE, rest)

    assert lines(document, Flow.NOTE) == [f"{NOTE} {rest}"]
    start = len(document.text) - len(rest)
    assert {w.box.page for w in document.words if w.start >= start} == {2}


@pytest.mark.parametrize(
    ("note", "foot"),
    [
        # The note was at its end, or a list begins.
        (f"{NOTE} nữa.", "thôn Mẫu Bắc của xã Mẫu Sơn."),
        (NOTE, "- Lưu: VT, VP."),
        (NOTE, "Nơi nhận: như trên"),
    ],
)
def test_other_small_print_on_the_next_page_is_no_note(note: str, foot: str) -> None:
    document = over_two_pages(note, foot)

    assert lines(document, Flow.NOTE) == [note]
    assert foot in document.text


def test_a_stamped_number_is_put_into_its_blank_and_other_words_are_not() -> None:
    words = [*inks(85, 300, "Theo Công văn số"), *inks(240, 300, "/UBND ngày")]
    number = ink(200, 299, "128", inserted=True)
    other = ink(200, 360, "ĐẾN", inserted=True)

    document = set_(page(*full_lines(100, 5), *words, number, other))

    assert "Theo Công văn số 128 /UBND ngày" in document.text
    assert document.blocks[-1].flow is Flow.STAMP
    assert document.text.splitlines()[-1] == "ĐẾN"


def test_a_stamped_number_far_from_every_line_is_a_stamp() -> None:
    number = ink(200, 700, "128", inserted=True)

    document = set_(page(*full_lines(100, 5), number))

    assert [b.flow for b in document.blocks] == [Flow.FULL, Flow.STAMP]


# Tables -----------------------------------------------------------------------

ROWS = "| TT | Nội dung công việc | Đơn vị\n| I. Nhóm việc chung\n"


def test_a_ruled_table_is_read_by_its_cells() -> None:
    typed = f"Các việc:\n|> 1 6 3\n{ROWS}| 1 | Sửa cầu | Phòng Kinh tế\nHết bảng."
    document = read(made(typed))

    (table,) = document.tables
    assert (table.n_rows, table.n_columns) == (3, 3)
    assert [
        [span.of(document.text) for cell in table.row(n) for span in cell.spans]
        for n in range(3)
    ] == [
        ["TT", "Nội dung công việc", "Đơn vị"],
        ["I. Nhóm việc chung"],
        ["1", "Sửa cầu", "Phòng Kinh tế"],
    ]
    assert table.row(1)[0].column_span == 3
    order = lines(document)
    assert order.index("Các việc:") < order.index("TT") < order.index("Hết bảng.")


def test_words_of_a_table_are_in_its_cells_only() -> None:
    typed = f"|> 1 6 3\n{ROWS}| 1 | Sửa cầu qua suối Mẫu | Phòng Kinh tế\n{FILLER}"
    document = read(made(typed))

    cells = {b.span for b in document.blocks if b.flow is Flow.CELL}
    (table,) = document.tables
    assert cells == {span for cell in table.cells for span in cell.spans}
    assert document.text.count("Sửa cầu qua suối Mẫu") == 1


def test_a_cells_lines_are_one_paragraph() -> None:
    work = "Sửa đường liên thôn, nối với đường xã và cầu qua suối Mẫu để dân đi lại"
    document = read(made(f"|> 1 4 3\n{ROWS}| 1 | {work} | Phòng Kinh tế"))

    assert work in lines(document, Flow.CELL)


def test_a_table_over_two_pages_is_one() -> None:
    rows = "".join(f"| {n} | Sửa cầu số {n} | Phòng Kinh tế\n" for n in range(60))
    document = read(made(f"|> 1 6 3\n{ROWS}{rows}{FILLER}"))

    assert document.source.page_count > 1
    (table,) = document.tables
    assert table.n_rows >= 62
    works = [words for words in lines(document, Flow.CELL) if words.startswith("Sửa")]
    assert works == [f"Sửa cầu số {n}" for n in range(60)]


def test_a_frame_around_the_header_is_no_table() -> None:
    head = [
        *inks(90, 50, "UBND HUYỆN"),
        *inks(300, 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *inks(90, 70, "Số: 15/UBND-VP"),
        *inks(300, 70, "Mẫu Sơn, ngày 10 tháng 9 năm 2026"),
    ]
    xs, ys = (80.0, 290.0, 550.0), (40.0, 66.0, 90.0)
    rules = [Rule(xs[0], y, xs[-1], y) for y in ys]
    rules += [Rule(x, ys[0], x, ys[-1]) for x in xs]

    document = set_(page(*head, *full_lines(150, 8), rules=tuple(rules)))

    assert document.tables == ()
    assert "Số: 15/UBND-VP" in lines(document, Flow.LEFT)


def test_no_page_and_empty_pages_give_an_empty_text() -> None:
    assert set_().text == ""
    assert set_(page(), page(number=2)).blocks == ()
