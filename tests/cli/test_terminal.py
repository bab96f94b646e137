"""What a person at a terminal sees; drawn by rich."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.fakes import ENV, FAKED, letter
from vanban_parser.cli import paint
from vanban_parser.cli.messages import Say
from vanban_parser.cli.nodes import Node
from vanban_parser.export.table import WarningRow, to_register


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


@pytest.mark.parametrize("terminal", [True, False])
def test_a_warning_names_its_task_by_the_number_in_the_list(*, terminal: bool) -> None:
    entry = dataclasses.replace(
        to_register(letter()),
        warnings=(
            WarningRow("a", "Không rõ năm.", "/tasks/2/deadline"),
            WarningRow("b", "Không rõ ngày.", "/issued_on"),
            WarningRow("c", "Không rõ nơi.", ""),
        ),
    )
    text = paint.register(Say("vi"), terminal=terminal)(entry)
    assert "Nhiệm vụ 3: Không rõ năm." in text
    assert text.count("Nhiệm vụ 3") == 1


def test_plain_lines_hold_one_line_each_and_nothing_that_steers() -> None:
    node = Node("a\nb", "x\x1b[0m\ny", children=(Node("c"),))
    assert "".join(paint.trees([node], terminal=False)) == "a b: x\ufffd[0m y\n  c\n"


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_a_person_who_watches_sees_a_bar_the_problems_and_the_sum(
    tmp_path: Path,
) -> None:
    said = watched(tmp_path, "-o", str(tmp_path / "out.jsonl"))
    assert "Parsing" in said
    assert "[damaged-file]" in said
    assert "Letters: 3; failed: 1; with warnings: 1." in said


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
@pytest.mark.parametrize("options", [(), ("-o", "out.json")])
def test_a_person_who_watches_sees_which_page_of_a_scan_is_read(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "thư [b].pdf").write_text("scan", encoding="utf-8")
    said = shown(tmp_path, "thư [b].pdf", *options)
    assert "thư [b].pdf: reading page" in said
    assert all(f"{page}/3" in said for page in (1, 2, 3))
    assert shown(tmp_path, "--quiet", "--force", "thư [b].pdf", *options) == ""


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_pages_are_shown_below_the_bar_of_many_letters(tmp_path: Path) -> None:
    said = watched(tmp_path, "-o", str(tmp_path / "out.jsonl"), b="scan", code=0)
    assert "Parsing" in said
    assert "b.pdf: reading page" in said


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
def test_quiet_leaves_only_the_problems(tmp_path: Path) -> None:
    said = watched(tmp_path, "--quiet", "-o", str(tmp_path / "out.jsonl"))
    assert "Parsing" not in said
    assert len(said.splitlines()) == 1


def watched(folder: Path, *options: str, b: str = "damaged", code: int = 1) -> str:
    """Return what ``vanban parse`` writes to a terminal on its stderr."""
    for name, order in {"a": "ok", "b": b, "c": "warn"}.items():
        (folder / f"{name}.pdf").write_text(order, encoding="utf-8")
    return shown(folder, str(folder), *options, code=code)


def shown(folder: Path, *arguments: str, code: int = 0) -> str:
    """Return what ``vanban parse`` in a folder writes to a terminal on its stderr."""
    script = folder / "faked.py"
    script.write_text(FAKED, encoding="utf-8")
    command = [sys.executable, str(script), "parse", *arguments]
    outside, inside = os.openpty()
    with subprocess.Popen(
        command,
        env={**ENV, "COLUMNS": "100"},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=inside,
    ) as process:
        os.close(inside)
        pieces = []
        # Linux says EIO, others an empty read, when the program has closed it.
        with contextlib.suppress(OSError):
            while piece := os.read(outside, 4096):
                pieces.append(piece)
        os.close(outside)
    assert process.returncode == code
    return b"".join(pieces).decode("utf-8")
