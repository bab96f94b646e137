"""What stands in brackets behind an error: in the language of the user, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import vanban_parser
from vanban_parser.cli.messages import Say

ROOMS = ("gate", "isolate", "readers")
"""Those whose errors are about a file, not about a server or a setting."""
SIGNS_ALONE = {"DOCTYPE", "XML", "ZIP", "base64"}
"""Details that say the same in both languages."""


def details() -> Iterator[str]:
    """Yield each detail that an error is raised with, 7 for what is filled in."""
    for room in ROOMS:
        for path in (Path(vanban_parser.__file__).parent / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id=name), args=[_, detail, *_]) if (
                        name.endswith("Error") and name != "SettingsError"
                    ):
                        yield from _words(detail)


def _words(detail: ast.expr) -> Iterator[str]:
    match detail:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "7"
                for part in parts
            )


@pytest.mark.parametrize("detail", sorted({*details()} - SIGNS_ALONE))
def test_every_detail_about_a_file_is_said_in_vietnamese(detail: str) -> None:
    assert Say("en").detail(detail) == detail
    # A file of the package itself: nothing for the sender of a letter.
    if "describes" not in detail:
        assert Say("vi").detail(detail) != detail


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("1,234 bytes, limit 1000", "1,234 byte, giới hạn 1000"),
        ("limit 7.5 s", "giới hạn 7.5 giây"),
        ("it lacks: word/document.xml", "thiếu: word/document.xml"),
        ("No such file or directory", "không có tệp này"),
        ("ValueError", "ValueError"),
        ("", ""),
    ],
)
def test_numbers_and_names_stay_as_they_are(english: str, vietnamese: str) -> None:
    assert Say("vi").detail(english) == vietnamese
