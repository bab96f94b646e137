"""Several letters in one file: each has a line, all or none."""

from __future__ import annotations

from pathlib import Path

from tests.intake.office import drop, watcher
from vanban_parser.store import jobs, register
from vanban_parser.store.engine import open_store


def test_each_letter_of_a_file_has_a_line(inbox: Path, database: str) -> None:
    store = open_store(database)
    drop(inbox, "a.pdf", "several 1 2 3")
    drop(inbox, "b.pdf", "ok 4")
    watcher(inbox, store).run(once=True)
    with store.reading() as tx:
        lines = register.entries(tx)
        assert jobs.counts(tx) == {"registered": 2}
    assert sorted(line.code or "" for line in lines) == [
        f"{n}/UBND-VX" for n in (1, 2, 3, 4)
    ]
    assert [line.number for line in lines] == [1, 2, 3, 4]
    drop(inbox, "c.pdf", "several 1 2 3")
    watcher(inbox, store).run(once=True)
    with store.reading() as tx:
        assert jobs.counts(tx) == {"registered": 2, "duplicate": 1}
    store.close()
