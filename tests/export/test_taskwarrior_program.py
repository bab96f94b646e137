"""What we write for Taskwarrior, imported by the program itself."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.export.test_formats import NOW, TEMPTING, handed, task
from vanban_parser.export.formats import FORMATS
from vanban_parser.model.letter import Deadline

PROGRAM = shutil.which("task")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="Taskwarrior is not installed")


def run(folder: Path, *words: str, zone: str = "UTC") -> bytes:
    (folder / "taskrc").write_text("confirmation=no\n")
    around = {**os.environ, "TASKRC": str(folder / "taskrc"), "TZ": zone}
    around["TASKDATA"] = str(folder)
    options = ("rc.verbose=nothing", "rc.gc=off", "rc.json.array=on")
    done = subprocess.run(
        [str(PROGRAM), *options, *words],
        env=around,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"]
)
def test_the_program_takes_the_tasks_as_they_are(tmp_path: Path, zone: str) -> None:
    tasks = [task(n, title=title) for n, title in enumerate(TEMPTING)]
    tasks += [task(8, deadline=None), task(9, assignees=())]
    hour = Deadline(text="16 giờ", date="2020-10-15T16:00")
    tasks.append(task(10, deadline=hour))
    written = FORMATS["taskwarrior"].write([handed(*tasks)], NOW)
    (tmp_path / "in.json").write_bytes(written.data)
    run(tmp_path, "import", str(tmp_path / "in.json"), zone=zone)
    found = {one["uuid"]: one for one in json.loads(run(tmp_path, "export"))}
    given = {one["uuid"]: one for one in json.loads(written.data)}
    assert found.keys() == given.keys()
    for key, sent in given.items():
        assert {name: found[key].get(name) for name in sent} == sent
    day = run(tmp_path, "_get", f"{tasks[0].id}.due", zone=zone).decode().strip()
    assert dt.datetime.fromisoformat(day).date() == dt.date(2020, 10, 15)
