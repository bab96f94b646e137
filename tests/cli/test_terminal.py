"""What a person at a terminal sees; drawn by rich."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.cli.conftest import Vanban
from tests.cli.fakes import letter
from vanban_parser.cli import paint
from vanban_parser.cli.messages import Say
from vanban_parser.cli.nodes import Node
from vanban_parser.cli.options import Run
from vanban_parser.cli.progress import Report
from vanban_parser.export.table import to_register


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_tree_keeps_to_the_width_and_reads_no_markup() -> None:
    node = Node("subject", "về [bold]việc[/bold] " + "rà soát " * 20, "value")
    (text,) = paint.trees([node], terminal=True)
    assert "[bold]" in text
    assert max(map(len, text.splitlines())) <= 60


def test_the_register_of_a_letter_is_a_table() -> None:
    text = paint.register(Say("vi"), terminal=True)(to_register(letter()))
    assert "12/UBND-VX" in text
    assert "Thực hiện" in text
    assert max(map(len, text.splitlines())) <= 60


def test_plain_lines_hold_one_line_each_and_nothing_that_steers() -> None:
    node = Node("a\nb", "x\x1b[0m\ny", children=(Node("c"),))
    assert "".join(paint.trees([node], terminal=False)) == "a b: x\ufffd[0m y\n  c\n"


def test_the_bar_shows_problems_and_ends_with_a_sum(
    vanban: Vanban, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(a="ok", b="damaged", c="warn")
    watched = Report._new_bar  # noqa: SLF001 - the bar is what is tested

    def always(report: Report) -> object:
        return watched(report)

    monkeypatch.setattr(
        Report,
        "__init__",
        lambda self, run, *, n_jobs, show_bar: _watched(self, run, n_jobs),
    )
    assert always
    ran = vanban("parse", "a.pdf", "b.pdf", "c.pdf", "-o", "out.jsonl")
    assert "[damaged-file]" in ran.err
    assert "Letters: 3; failed: 1; with warnings: 1." in ran.err


def _watched(report: Report, run: Run, n_jobs: int) -> None:
    raise NotImplementedError(sys.platform)
