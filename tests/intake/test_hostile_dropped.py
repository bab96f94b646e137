"""Files made to do harm among good ones: all good registered, all bad in failed/."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
from pathlib import Path

from tests.intake.office import FAST, Clock, explain, silent
from tools.hostile import CASES, write
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.reader import IsolatedReader
from vanban_parser.intake.watcher import Watcher
from vanban_parser.settings import Settings
from vanban_parser.store import jobs, letters
from vanban_parser.store.engine import Store

ROOT = Path(__file__).resolve().parents[2]
# Quick to lose patience: the files are many and small.
SETTINGS = Settings(max_seconds=8, max_memory_bytes=700_000_000)


def test_hostile_files_stop_nobody(inbox: Path, store: Store) -> None:
    expected = {case.name: case.codes for case, _ in write(inbox)}
    assert len(expected) == len(CASES)
    good = sorted(ROOT.glob("samples/0*/letter.docx"))[:5]
    for n, path in enumerate(good):
        shutil.copyfile(path, inbox / f"tot-{n}.docx")
    clock = Clock()

    def run() -> None:
        Watcher(
            Folders(inbox),
            store,
            lambda: IsolatedReader(SETTINGS),
            clock=clock,
            explain=explain,
            journal=silent,
            n_readers=2,
            pace=dataclasses.replace(FAST, scan=0.2, settle=0.1, patience=0.3),
        ).run(once=True)

    run()
    while True:  # those that killed once, or took too long, have a second try
        with store.reading() as tx:
            if not jobs.in_state(tx, "queued"):
                break
        clock.ahead += dt.timedelta(hours=1)
        run()
    with store.reading() as tx:
        failed = {job.name: job.error_code for job in jobs.in_state(tx, "failed")}
        read = {row.filename for row in letters.latest(tx, 999)}
    assert {f"tot-{n}.docx" for n in range(len(good))} <= read
    # What has no end is not even tried; a death is told as poison.
    also = {"incomplete-file", "poison"}
    wrong = {
        name: failed.get(name, "ok")
        for name, codes in expected.items()
        if failed.get(name, "ok") not in {*codes, *also}
    }
    assert wrong == {}
    for name, code in failed.items():
        told = json.loads((inbox / "failed" / f"{name}.loi.json").read_text("utf-8"))
        assert told["code"] == code
        assert (inbox / "failed" / str(name)).exists()
    assert list((inbox / ".vanban" / "work").iterdir()) == []
