"""The parts that need no page: words, fields, rows, names, the server's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.intake.uploads import safe_name
from vanban_parser.lexicon.load import table
from vanban_parser.web import task_rows
from vanban_parser.web.fields import code_of
from vanban_parser.web.words import shown_day, stored_day

WEB = Path(__file__).parents[2] / "src" / "vanban_parser" / "web"
WORDS = table("web")["text"]


def test_every_word_that_a_page_says_is_there_in_both_languages() -> None:
    assert all(said["vi"] and said["en"] for said in WORDS.values())
    said = set()
    for path in [*WEB.glob("templates/*.html"), *WEB.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        said |= set(re.findall(r"""\b(?:t|words)\(["']([\w.-]+)["'][,)]""", text))
        said |= set(re.findall(r'"(error\.\w+)"', text))
    assert said
    assert said <= set(WORDS)


def test_no_word_is_kept_that_no_page_says() -> None:
    files = [*WEB.glob("templates/*.html"), *WEB.glob("*.py"), *WEB.glob("static/*.js")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    # Keys that are put together at run time, by their beginnings.
    made = set(re.findall(r"""["'](\w+\.(?:\w+_)?)["'] ?~""", code))
    made |= set(re.findall(r'f?["\'](\w+\.(?:\w+\.|\w+_)?)["{]', code))
    made |= {"js.", "failed.", "act.", "field.", "problem.", "kin.", "role_of_date."}
    made |= {"facts.", "search.", "signature.", "role.", "queue."}
    unused = [
        key
        for key in WORDS
        if f'"{key}"' not in code
        and f"'{key}'" not in code
        and not any(key.startswith(begin) for begin in made)
    ]
    assert unused == []


@given(st.dates())
def test_a_day_that_is_shown_is_the_day_that_is_stored(day: object) -> None:
    iso = str(day)
    assert stored_day(shown_day(iso)) == iso


@pytest.mark.parametrize(
    ("number", "notation", "code"),
    [
        ("12", "UBND-VX", "12/UBND-VX"),
        ("30", "2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("123", "CV/HU", "123-CV/HU"),
        (None, "UBND-VX", None),
        ("7", None, "7"),
    ],
)
def test_number_and_notation_make_a_code(
    number: str | None, notation: str | None, code: str | None
) -> None:
    assert code_of(number, notation) == code


@given(st.text())
def test_a_name_from_a_browser_is_a_name_and_no_path(sent: str) -> None:
    name = safe_name(sent)
    assert name
    assert Path(name).name == name
    assert name not in (".", "..")
    assert len(name.encode("utf-8", "surrogateescape")) <= 255
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("công văn.pdf", "công văn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\thu\\a.docx", "a.docx"),
        (".an.pdf", "an.pdf"),
        ("CON.pdf", "van-ban-CON.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("~$a.docx", "$a.docx"),
        ("a.tmp", "van-ban-a.tmp-"),
        ("", "van-ban-"),
    ],
)
def test_names_that_tempt(sent: str, name: str) -> None:
    assert safe_name(sent) == name


def _task(action: str) -> task_rows.Task:
    return task_rows.added([], action, None, "1")[0]


@given(st.lists(st.text("abc ;,.\n", min_size=1), min_size=2, max_size=6))
def test_split_and_merge_lose_no_word(actions: list[str]) -> None:
    tasks = [_task(action) for action in actions if action.strip(" ;,.\n")]
    before = _words(tasks)
    for index in range(len(tasks)):
        assert _words(task_rows.split(tasks, index, None, "2")) == before
        assert _words(task_rows.merge(tasks, index)) == before


def _words(tasks: list[task_rows.Task]) -> list[str]:
    return [word for task in tasks for word in re.findall(r"\w+", task["action"])]


@given(st.text(min_size=1))
def test_titles_fit_a_list(action: str) -> None:
    plain = " ".join(action.split())
    if plain:
        assert 0 < len(task_rows.title(plain)) <= 120
