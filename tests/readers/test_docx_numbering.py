"""List numbers of a DOCX are written out as Word shows them."""

from __future__ import annotations

import pytest

from tests.readers.docx_making import lines, p, read, row, t, table


def level(
    depth: int, text: str, kind: str = "decimal", start: int = 1, more: str = ""
) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
    )


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, num_id: int = 1, depth: int = 0, more: str = "") -> str:
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/>'
    return p(text, f"{more}<w:numPr>{place}</w:numPr>")


@pytest.mark.parametrize(
    ("kind", "start", "labels"),
    [
        ("decimal", 1, ["1.", "2.", "3."]),
        ("decimal", 0, ["0.", "1.", "2."]),
        ("decimalZero", 9, ["09.", "10.", "11."]),
        ("lowerLetter", 4, ["d.", "e.", "f."]),
        ("lowerLetter", 25, ["y.", "z.", "aa."]),
        ("upperLetter", 1, ["A.", "B.", "C."]),
        ("upperRoman", 3, ["III.", "IV.", "V."]),
        ("lowerRoman", 8, ["viii.", "ix.", "x."]),
        ("vietnameseCounting", 9, ["chín.", "mười.", "11."]),
        ("upperRoman", 99999, ["99999.", "100000.", "100001."]),
        ("lowerLetter", 10**9, ["1000000000.", "1000000001.", "1000000002."]),
        ("unknown", 1, ["1.", "2.", "3."]),
    ],
)
def test_kinds_of_numbers(kind: str, start: int, labels: list[str]) -> None:
    numbering = abstract(0, level(0, "%1.", kind, start)) + num(1, 0)
    document = read(item("x") * 3, numbering=numbering)
    assert lines(document) == [f"{label} x" for label in labels]


@pytest.mark.parametrize(
    ("glyph", "label"),
    [("\uf0b7", "-"), ("o", "-"), ("–", "-"), ("+", "+"), ("Điều", "Điều")],
)
def test_bullets(glyph: str, label: str) -> None:
    numbering = abstract(0, level(0, glyph, "bullet")) + num(1, 0)
    document = read(item("tre") + item(" ") + p("Hết"), numbering=numbering)
    expected = [f"{label} tre", "Hết"]
    assert lines(document)[:1] + lines(document)[-1:] == expected


def test_levels_count_on_their_own_and_begin_again_below_a_new_number() -> None:
    numbering = abstract(
        0,
        level(0, "%1.", "upperRoman"),
        level(1, "%2.%1)"),
        level(2, "%1.%2.%3", more="<w:isLgl/>"),
    ) + num(1, 0)
    body = (
        item("a")
        + item("b", depth=1)
        + item("c", depth=1)
        + item("d", depth=2)
        + item("e")
        + item("f", depth=2)
    )
    assert lines(read(body, numbering=numbering)) == [
        *("I. a", "1.I) b", "2.I) c", "1.2.1 d", "II. e", "2.1.1 f"),
    ]


def test_a_level_may_be_told_not_to_begin_again() -> None:
    never = '<w:lvlRestart w:val="0"/>'
    numbering = abstract(0, level(0, "%1."), level(1, "%2)", more=never)) + num(1, 0)
    body = item("a") + item("b", depth=1) + item("c") + item("d", depth=1)
    assert lines(read(body, numbering=numbering)) == ["1. a", "1) b", "2. c", "2) d"]


def test_lists_of_one_definition_go_on_unless_they_override_the_start() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = (
        abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    )
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert lines(read(body, numbering=numbering)) == [
        *("1. a", "2. b", "5. c", "6. d", "7. e"),
    ]


def test_an_override_may_replace_the_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "Điều %1.")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "%1.")) + num(1, 0, override)
    assert read(item("Tre"), numbering=numbering).text == "Điều 1. Tre"


STYLES = """
<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr>
  <w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Dieu"/></w:style>
"""


def test_the_number_may_come_from_the_style() -> None:
    numbering = abstract(
        0,
        level(0, "Điều %1."),
        level(1, "%2)", more='<w:pStyle w:val="Khoan"/>'),
    ) + num(1, 0)
    body = (
        p("Tre", '<w:pStyle w:val="Dieu"/>')
        + p("Trúc", '<w:pStyle w:val="Khoan"/>')
        + p("Nứa", '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Mây", '<w:pStyle w:val="Dieu"/>')
    )
    document = read(body, numbering=numbering, styles=STYLES)
    assert lines(document) == ["Điều 1. Tre", "1) Trúc", "Nứa", "Điều 2. Mây"]


def test_a_list_style_may_hold_the_definition() -> None:
    style = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:numStyleLink w:val="L"/>'
    numbering = (
        abstract(0, link) + abstract(1, level(0, "(%1)")) + num(1, 0) + num(2, 1)
    )
    assert read(item("Tre"), numbering=numbering, styles=style).text == "(1) Tre"


def test_what_stands_behind_a_number_is_a_space_or_nothing() -> None:
    nothing = '<w:suff w:val="nothing"/>'
    numbering = abstract(0, level(0, "%1/", more=nothing)) + num(1, 0)
    assert read(item("Tre"), numbering=numbering).text == "1/Tre"


def test_a_number_with_nothing_behind_it_is_printed() -> None:
    numbering = abstract(0, level(0, "%1")) + num(1, 0)
    data = table(
        *(row(f"<w:tc>{item('')}</w:tc>", name) for name in ("Tre", "Trúc")),
        border="single",
    )
    assert lines(read(data, numbering=numbering)) == ["1", "Tre", "2", "Trúc"]


def test_hidden_and_deleted_paragraphs_do_not_count() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    hidden = item(t("b", "<w:vanish/>"), more="<w:rPr><w:vanish/></w:rPr>")
    deleted = item(f"<w:del>{t('c')}</w:del>", more="<w:rPr><w:del/></w:rPr>")
    body = item("a") + hidden + deleted + item("d")
    assert lines(read(body, numbering=numbering)) == ["1. a", "2. d"]


def test_the_indent_of_a_list_is_that_of_its_level() -> None:
    indent = '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
    numbering = abstract(0, level(0, "%1.", more=indent)) + num(1, 0)
    body = item("a") + item("b", more='<w:ind w:left="0" w:firstLine="200"/>')
    assert [b.indent for b in read(body, numbering=numbering).blocks] == [18.0, 10.0]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        num(1, 7),
        num(1, 0) + abstract(0),
        abstract(0, '<w:numStyleLink w:val="L"/>') + num(1, 0),
        abstract(0, level(0, "")) + num(1, 0),
        abstract(0, level(0, "%9.", "none")) + num(1, 0),
    ],
)
def test_a_number_that_leads_nowhere_leaves_the_words(numbering: str) -> None:
    text = read(item("Tre", depth=0) + item("Trúc", 99), numbering=numbering).text
    assert text.endswith("Tre\nTrúc")


def test_columns_do_not_change_the_count() -> None:
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    cells = [f"<w:tc>{item(x)}</w:tc>" for x in "abcd"]
    body = table(row(*cells[:2]), row(*cells[2:]))
    assert lines(read(body, numbering=numbering)) == ["1. a", "3. c", "2. b", "4. d"]
