"""What one interpretation of a page gives: words, fonts, lines, images, insertions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pymupdf
import pytest

from tests.readers.pdf_making import drawn
from tools.letters.faces import embed
from vanban_parser.readers.flow import Page
from vanban_parser.readers.pdf_pages import read_page
from vanban_parser.readers.tables import grids

TEXT = (90.0, 300.0, "Rà soát nhà văn hóa các thôn trong huyện")
XS, YS = (80.0, 200.0, 400.0), (400.0, 430.0, 460.0)
BLACK = (0, 0, 0)
Drawing = Callable[[pymupdf.Page], object]


@pytest.fixture
def paths_asked_for(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of the pages that are read again for their paths."""
    asked: list[int] = []
    drawings = pymupdf.Page.get_cdrawings

    def noting(page: pymupdf.Page) -> object:
        asked.append(page.number)
        return drawings(page)

    monkeypatch.setattr(pymupdf.Page, "get_cdrawings", noting)
    return asked


def file_with(*drawings: Drawing) -> bytes:
    with pymupdf.open("pdf", drawn([TEXT])) as made:
        for draw in drawings:
            draw(made[0])
        return bytes(made.tobytes())


def first_page(data: bytes) -> Page:
    with pymupdf.open("pdf", data) as pdf:
        return read_page(pdf[0]).decoded(None)


def page_with(*drawings: Drawing) -> Page:
    return first_page(file_with(*drawings))


def said(page: Page) -> str:
    return " ".join(word.text for word in page.words)


# Lines -----------------------------------------------------------------------


def by_thin_boxes(page: pymupdf.Page) -> None:
    """Draw a table as Word does: each side of each cell is a filled box."""
    for y in YS:
        for left, right in pairwise(XS):
            box = pymupdf.Rect(left, y - 0.25, right, y + 0.25)
            page.draw_rect(box, color=None, fill=BLACK, width=0)
    for x in XS:
        for top, bottom in pairwise(YS):
            box = pymupdf.Rect(x - 0.25, top, x + 0.25, bottom)
            page.draw_rect(box, color=None, fill=BLACK, width=0)


def by_lines(page: pymupdf.Page) -> None:
    for y in YS:
        page.draw_line((XS[0], y), (XS[-1], y), width=1.5)
    for x in XS:
        page.draw_line((x, YS[0]), (x, YS[-1]), width=1.5)


def by_boxes(page: pymupdf.Page) -> None:
    for left, right in pairwise(XS):
        for top, bottom in pairwise(YS):
            page.draw_rect(pymupdf.Rect(left, top, right, bottom), width=0.7)


@pytest.mark.parametrize("draw", [by_thin_boxes, by_lines, by_boxes])
def test_a_table_is_told_however_its_lines_are_drawn(draw: Drawing) -> None:
    (grid,) = grids(page_with(draw).rules)

    assert (grid.n_rows, grid.n_columns, len(grid.cells)) == (2, 2, 4)
    assert grid.box == pytest.approx((XS[0], YS[0], XS[-1], YS[-1]), abs=0.5)


def test_a_line_is_as_long_as_it_was_drawn() -> None:
    (rule,) = page_with(lambda page: page.draw_line((90, 70), (190, 70), width=2)).rules

    assert rule == pytest.approx((90, 70, 190, 70), abs=0.01)


@pytest.mark.parametrize(
    ("draw", "n_asked"), [(by_thin_boxes, 0), (by_lines, 0), (by_boxes, 1)]
)
def test_only_boxes_and_shapes_have_a_page_read_again(
    draw: Drawing, n_asked: int, paths_asked_for: list[int]
) -> None:
    page_with(draw)

    assert len(paths_asked_for) == n_asked


def test_a_background_is_no_line_and_has_nothing_read_again(
    paths_asked_for: list[int],
) -> None:
    box = pymupdf.Rect(80, 290, 300, 310)

    page = page_with(lambda page: page.draw_rect(box, color=None, fill=(1, 1, 0)))

    assert page.rules == ()
    assert paths_asked_for == []


def test_lines_of_a_shape_are_those_of_its_path(paths_asked_for: list[int]) -> None:
    corners = [(100, 500), (200, 500), (150, 560), (100, 500)]

    page = page_with(lambda page: page.draw_polyline(corners))

    assert paths_asked_for == [0]
    assert [rule.y0 for rule in page.rules][:1] == [500]


def test_what_is_drawn_amid_a_line_leaves_it_one_line() -> None:
    plain = page_with()
    with pymupdf.open() as made:
        sheet = made.new_page(width=595, height=842)
        embed(sheet, ["regular"])
        x, y, text = TEXT
        for word in text.split(" "):
            sheet.insert_text((x, y), word, fontname="regular", fontsize=13)
            width = pymupdf.Font("helv").text_length(word, 13)
            sheet.draw_line((x, y + 2), (x + width, y + 2), width=0.5)
            x += width + 4
        page = first_page(made.tobytes())

    assert {word.line for word in plain.words} == {0}
    assert {word.line for word in page.words} == {0}
    assert said(page) == said(plain)
    assert len(page.rules) == len(page.words)


# Images -----------------------------------------------------------------------


def image(*box: float) -> Drawing:
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 80))
    pixmap.clear_with(200)
    return lambda page: page.insert_image(
        pymupdf.Rect(*box), pixmap=pixmap, overlay=False, keep_proportion=False
    )


def test_a_page_is_a_picture_where_images_cover_most_of_it() -> None:
    assert page_with(image(0, 0, 595, 842)).is_picture
    assert not page_with(image(0, 0, 595, 300)).is_picture
    assert page_with(image(0, 0, 595, 300), image(0, 300, 595, 600)).is_picture


def test_images_are_not_unpacked_and_leave_the_fonts_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[int]] = []
    dictionary = pymupdf.TextPage.extractDICT

    def noting(text: pymupdf.TextPage) -> dict[str, object]:
        found: dict[str, object] = dictionary(text)
        blocks = found["blocks"]
        assert isinstance(blocks, list)
        asked.append([block["type"] for block in blocks])
        return found

    monkeypatch.setattr(pymupdf.TextPage, "extractDICT", noting)

    page = page_with(image(0, 0, 300, 300), by_thin_boxes)

    assert asked == [[0, *[3] * (len(asked[0]) - 1)]]
    assert {word.size for word in page.words} == {13.0}
    assert page.words == page_with().words


# What is put on a page --------------------------------------------------------


def note(text: str, *box: float) -> Drawing:
    return lambda page: page.add_freetext_annot(pymupdf.Rect(*box), text, fontsize=11)


def link(page: pymupdf.Page) -> None:
    box = pymupdf.Rect(80, 280, 300, 310)
    page.insert_link({"kind": pymupdf.LINK_URI, "from": box, "uri": "a:b"})


def field(page: pymupdf.Page) -> None:
    widget = pymupdf.Widget()
    widget.field_name, widget.field_type = "so", pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.field_value, widget.text_fontsize = "1286", 12
    widget.rect = pymupdf.Rect(200, 96, 260, 114)
    page.add_widget(widget)


def test_words_of_annotations_and_fields_are_insertions() -> None:
    page = page_with(note("DEN 15", 400, 100, 500, 120), field)

    put = [word.text for word in page.words if word.inserted]
    assert put == ["DEN", "15", "1286"]
    assert said(page) == f"{TEXT[2]} {' '.join(put)}"


def test_what_repeats_the_print_is_no_insertion() -> None:
    bare = page_with()
    word = bare.words[0]

    page = page_with(note("Ra", word.x0 - 2, word.y0 - 2, word.x1 + 8, word.y1 + 2))

    assert [word.text for word in page.words][-1] == "Ra"
    assert not any(word.inserted for word in page.words)


def test_a_link_inserts_nothing() -> None:
    assert page_with(link).words == page_with().words


# Rotation ---------------------------------------------------------------------


def turned(data: bytes, rotation: int) -> bytes:
    """Return a PDF whose page shows that of another, laid on its side and turned."""
    with pymupdf.open("pdf", data) as upright, pymupdf.open() as made:
        width, height = upright[0].rect.br
        if rotation % 180:
            width, height = height, width
        sheet = made.new_page(width=width, height=height)
        sheet.show_pdf_page(sheet.rect, upright, 0, rotate=rotation)
        sheet.set_rotation(rotation)
        return bytes(made.tobytes())


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("draw", [by_thin_boxes, by_lines, by_boxes])
def test_a_turned_page_is_read_as_it_is_shown(draw: Drawing, rotation: int) -> None:
    upright = file_with(draw, image(0, 500, 595, 800))
    plain, page = first_page(upright), first_page(turned(upright, rotation))

    assert (page.width, page.height) == (595, 842)
    assert said(page) == said(plain)
    for word, other in zip(page.words, plain.words, strict=True):
        assert word[:4] == pytest.approx(other[:4], abs=1)
    (grid,), (model,) = grids(page.rules), grids(plain.rules)
    assert grid.box == pytest.approx(model.box, abs=1)


def test_a_stamp_on_a_turned_page_is_an_insertion() -> None:
    with pymupdf.open("pdf", turned(file_with(), 90)) as pdf:
        note("DEN", 20, 20, 80, 60)(pdf[0])
        page = first_page(pdf.tobytes())

    put = [word.text for word in (*page.words, *page.margin_notes) if word.inserted]
    assert put == ["DEN"]
    assert said(page).startswith(TEXT[2])


def test_a_page_that_was_turned_the_wrong_way_is_read_all_the_same() -> None:
    with pymupdf.open("pdf", file_with(by_lines)) as pdf:
        pdf[0].set_rotation(90)
        page = first_page(pdf.tobytes())

    assert said(page) == TEXT[2]
    assert (page.width, page.height) == (595, 842)
    assert len(grids(page.rules)) == 1


# Encodings --------------------------------------------------------------------


def test_words_are_made_unicode_by_their_fonts_and_those_of_nothing_left_out() -> None:
    with pymupdf.open("pdf", drawn([TEXT])) as pdf:
        sheet = read_page(pdf[0])
    first, *others = TEXT[2].split()

    page = sheet.decoded(lambda _, word: "" if word == first else word.upper())

    fonts, texts = zip(*sheet.pieces(), strict=True)
    assert len(set(fonts)) == 1
    assert [*texts] == [first, *others]
    assert [word.text for word in page.words] == [word.upper() for word in others]
