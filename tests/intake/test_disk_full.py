"""A disk that is full for real: a file system of sixteen megabytes. Root only."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.office import Running, drop, tree, until, watcher
from vanban_parser.store import jobs, register
from vanban_parser.store.engine import is_sound, open_store


def _mount(folder: Path) -> bool:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if not _mount(folder):
        pytest.skip("only root may mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _filled(path: Path) -> Path:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return path


def test_the_database_is_on_a_full_disk(tmp_path: Path, small: Path) -> None:
    inbox = tmp_path / "inbox"
    store = open_store(str(small / "vanban.db"))
    running = watcher(inbox, store)
    with Running(running):
        drop(inbox, "first.pdf", "ok first")
        until(lambda: any(path.startswith("done/") for path in tree(inbox)))
        ballast = _filled(small / "ballast")
        for n in range(40):
            drop(inbox, f"{n}.pdf", f"ok {n}")
        until(lambda: 'state="paused"} 1' in running.metrics())
        assert not (inbox / "failed").exists()
        ballast.unlink()
        until(lambda: len([p for p in tree(inbox) if p.startswith("done/")]) == 41, 60)
    with store.reading() as tx:
        assert [line.number for line in register.entries(tx)] == list(range(1, 42))
        assert jobs.counts(tx) == {"registered": 41}
    assert is_sound(store)
    store.close()


def test_the_inbox_is_on_a_full_disk(tmp_path: Path, small: Path) -> None:
    """The reason cannot be written beside a file that failed, until there is room."""
    inbox = small / "inbox"
    drop(inbox, "bad.pdf", "damaged")
    drop(inbox, "good.pdf", "ok 1")
    store = open_store(str(tmp_path / "vanban.db"))
    watcher(inbox, store).run(once=True)  # makes its folders
    drop(inbox, "bad2.pdf", "damaged 2")
    ballast = _filled(inbox / "done" / "ballast")
    watcher(inbox, store).run(once=True)
    assert "failed/bad2.pdf" not in tree(inbox), "a file there has its reason beside it"
    ballast.unlink()
    watcher(inbox, store).run(once=True)
    assert "failed/bad2.pdf.loi.txt" in tree(inbox)
    assert "failed/bad2.pdf" in tree(inbox)
    store.close()
