"""A folder that is only read: each letter in it is copied once, and stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.intake.office import Running, drop, dying_at, tree, until, watcher
from tests.packets import packet
from vanban_parser.store import jobs, register
from vanban_parser.store.engine import Store, open_store


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    drop(folder, "a.pdf", "ok 1")
    drop(folder, "done/b.pdf", "ok 2")
    drop(folder, "c.pdf", "damaged")
    drop(folder, ".hidden.pdf", "ok 9")
    (folder / "link.pdf").symlink_to(folder / "a.pdf")
    return folder


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what would change if anything in the folder did."""
    found = {}
    for path in sorted(folder.rglob("*")):
        seen = path.lstat()
        found[str(path)] = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
    return found


def codes(store: Store) -> list[str]:
    with store.reading() as tx:
        return [str(line.code) for line in register.entries(tx)]


def test_each_letter_is_copied_once_and_stays(
    inbox: Path, source: Path, store: Store
) -> None:
    before = state(source)
    for _ in range(3):
        watcher(inbox, store, source=source).run(once=True)
    assert state(source) == before
    assert sorted(codes(store)) == ["1/UBND-VX", "2/UBND-VX"]
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 2, "failed": 1}
    found = tree(inbox)
    assert len([path for path in found if path.startswith("done/")]) == 2
    assert found["failed/c.pdf"] == "damaged"
    assert list((inbox / ".vanban" / "drafts").iterdir()) == []


def test_one_that_changes_is_copied_anew(
    inbox: Path, source: Path, store: Store
) -> None:
    with Running(watcher(inbox, store, source=source)):
        until(lambda: len(codes(store)) == 2)
        drop(source, "a.pdf", "ok 17")
        until(lambda: len(codes(store)) == 3)
        drop(inbox, "d.pdf", "ok 4")
        until(lambda: len(codes(store)) == 4)
    assert "17/UBND-VX" in codes(store)


def test_several_watchers_copy_each_once(
    inbox: Path, source: Path, store: Store
) -> None:
    for n in range(40):
        drop(source, f"{n}.pdf", f"ok {100 + n}")
    ran = [watcher(inbox, store, source=source) for _ in range(3)]
    with Running(ran[0]), Running(ran[1]), Running(ran[2]):
        until(lambda: len(codes(store)) == 42)
        until(lambda: not list((inbox / ".vanban" / "work").iterdir()))
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 42, "failed": 1}
    assert len([path for path in tree(inbox) if path.startswith("done/")]) == 42


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("step", ["claimed", "enrolled", "recorded", "registered"])
def test_a_watcher_that_is_killed_copies_nothing_twice(
    inbox: Path, source: Path, tmp_path: Path, step: str
) -> None:
    database = str(tmp_path / "vanban.db")
    pid = os.fork()
    if not pid:
        try:
            ran = watcher(
                inbox, open_store(database), journal=dying_at(step), source=source
            )
            ran.run(once=True)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the step was reached"
    store = open_store(database)
    for _ in range(2):
        watcher(inbox, store, source=source).run(once=True)
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 2, "failed": 1}
    assert sorted(codes(store)) == ["1/UBND-VX", "2/UBND-VX"]
    assert len([path for path in tree(inbox) if path.startswith("done/")]) == 2
    store.close()


def test_a_header_is_copied_with_its_letter(
    inbox: Path, source: Path, store: Store
) -> None:
    drop(source, "a.edxml", packet({}).decode())
    watcher(inbox, store, source=source).run(once=True)
    found = tree(inbox)
    assert [p for p in found if p.startswith("done/") and p.endswith("a.pdf.edxml")]
    assert (source / "a.edxml").exists()
