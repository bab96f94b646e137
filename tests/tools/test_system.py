"""`make system`: names what lacks, and fails for it in CI only."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "system.sh"
COMMANDS = ("id", "sh")

pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in COMMANDS), reason="no POSIX tools"
)


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script where only the commonest commands and `folder` are found."""
    for name in COMMANDS:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return subprocess.run(
        [str(folder / "sh"), str(SCRIPT)],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_what_lacks_is_named_and_is_no_failure(tmp_path: Path) -> None:
    ran = run(tmp_path)
    assert ran.returncode == 0
    assert "not installed: LibreOffice Writer\n" in ran.stderr
    assert "not installed: Tesseract with Vietnamese\n" in ran.stderr
    assert "libreoffice-writer-nogui tesseract-ocr" in ran.stderr


@pytest.mark.parametrize("ci", ["true", "1", "woodpecker"])
def test_what_lacks_is_a_failure_in_ci(tmp_path: Path, ci: str) -> None:
    assert run(tmp_path, CI=ci).returncode == 1


def test_redmine_is_asked_for_in_ci_only(tmp_path: Path) -> None:
    nowhere = {"REDMINE": str(tmp_path / "none")}
    assert "Taskwarrior" in (ran := run(tmp_path, **nowhere)).stderr
    assert "not installed: Redmine" not in ran.stderr


def test_redmine_is_asked_for_in_ci(tmp_path: Path) -> None:
    ran = run(tmp_path, CI="true", REDMINE=str(tmp_path / "none"))
    assert "not installed: Redmine\n" in ran.stderr


def test_nothing_is_said_where_all_is_there(tmp_path: Path) -> None:
    program(tmp_path / "soffice", "")
    program(tmp_path / "tesseract", "echo vie")
    for name in ("initdb", "task", "puma", "chromium"):
        program(tmp_path / name, "")
    ran = run(tmp_path, CI="true", REDMINE=str(tmp_path))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_tesseract_without_vietnamese_is_not_enough(tmp_path: Path) -> None:
    program(tmp_path / "soffice", "")
    program(tmp_path / "tesseract", "echo eng")
    ran = run(tmp_path, CI="true")
    assert ran.returncode == 1
    assert "LibreOffice Writer" not in ran.stderr
    assert "not installed: Tesseract with Vietnamese\n" in ran.stderr
