"""How soon a page of `vanban serve` is usable in Chromium, with many letters in store.

    python -m benchmarks.review                      10,000; writes docs/reviewing.md
    python -m benchmarks.review --letters 500 --print  to try it
    python -m benchmarks.review --home FOLDER          keeps the store, to measure again

A store is filled through its own functions with records of the samples, each with a
number, day, subject and bytes of its own; a third is approved, some are corrected.
Those that are opened have their file, whose pages were never drawn before.  Then the
server is started as a person starts it, over a watched inbox, and a browser clicks.  It
asserts nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from benchmarks.results import taken
from benchmarks.watch import children
from vanban_parser import parse
from vanban_parser.model.letter import Letter
from vanban_parser.store import filing, inboxes, jobs, review
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.engine import Store, Tx, open_store

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "reviewing.md"
MARK = "<!-- measured -->"
_OFFICE = dt.timezone(dt.timedelta(hours=7))
_FIRST = dt.datetime(2026, 1, 5, 8, tzinfo=_OFFICE)
_INBOX = "5a1f0a52-6a52-4a4e-9a54-0b8f5f1f00aa"
_LEASE = jobs.Lease("bench", 4e9)
_IN_A_TRANSACTION = 50
_PAGES = {
    "queue, doubtful first": "/",
    "queue, due first": "/?order=due",
    "register": "/register",
    "register, one body": "/register?issuer=huy%E1%BB%87n",
    "search": "/search?q=chuy%E1%BB%83n+%C4%91%E1%BB%95i+s%E1%BB%91",
    "tasks": "/tasks",
    "calendar": "/calendar?month=2025-10",
    "report": "/report",
}


@dataclass
class Measured:
    """Seconds of clicks and pages, and MiB at the peak."""

    letters: int
    filled: float = 0.0
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    docx: list[float] = field(default_factory=list)
    pages: dict[str, float] = field(default_factory=dict)
    server: float = 0.0
    reader: float = 0.0


def fill(store: Store, inbox: Path, count: int, opened: int) -> list[str]:
    """Let `count` letters come in; return the ids of those that have their file."""
    found = sorted((ROOT / "samples").glob("*/letter.*"))
    kinds = [path for path in found if path.suffix in (".pdf", ".docx")]
    models = [(path, parse(path)) for path in kinds]
    models = [pair for pair in models if pair[1].secrecy is None]
    with store.writing() as tx:
        inboxes.know(tx, _INBOX, str(inbox))
    with_file: list[str] = []
    step = max(count // opened, 1)
    for start in range(0, count, _IN_A_TRANSACTION):
        with store.writing() as tx:
            for number in range(start, min(start + _IN_A_TRANSACTION, count)):
                path, model = models[number % len(models)]
                data = path.read_bytes() + b"\n%% %d" % number
                if path.suffix == ".docx":
                    data = _commented(path.read_bytes(), number)
                keep = number % step == 0 and len(with_file) < opened
                id_ = _one(tx, inbox, path, _varied(model, number, data), number)
                if keep:
                    with_file.append(id_[0])
                    place = inbox / id_[1]
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(data)
                _looked_at(tx, id_[0], number)
    return with_file


def _commented(data: bytes, number: int) -> bytes:
    """Return a ZIP with a comment of its own, which changes nothing else."""
    comment = b"%d" % number
    return data[:-2] + len(comment).to_bytes(2, "little") + comment


def _varied(model: Letter, number: int, data: bytes) -> Letter:
    """Return a record with a number, a day and bytes of its own."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 1000)
    source = model.source.model_copy(
        update={
            "sha256": hashlib.sha256(data).hexdigest(),
            "filename": f"{number}-{model.source.filename}",
        }
    )
    notation = model.notation or "UBND-VX"
    ids = [
        task.model_copy(update={"id": uuid.uuid5(task.id, str(number))})
        for task in model.tasks
    ]
    return model.model_copy(
        update={
            "source": source,
            "number": str(number + 1),
            "code": f"{number + 1}/{notation}",
            "issued_on": day.isoformat(),
            "subject": f"{model.subject or 'văn bản'} đợt {number + 1}",
            "tasks": tuple(ids),
        }
    )


def _one(
    tx: Tx, inbox: Path, path: Path, letter: Letter, number: int
) -> tuple[str, str]:
    at = _FIRST + dt.timedelta(minutes=13 * number)
    job_id = str(uuid.uuid4())
    jobs.enroll(tx, _INBOX, job_id, at, _LEASE)
    name = f"{number}-{path.parent.name}{path.suffix}"
    arrival = Arrival(job_id, _INBOX, _LEASE.owner, name, 9, at)
    filed = filing.file(tx, arrival, [letter])
    return filed.entered[0].letter_id, filed.place


def _looked_at(tx: Tx, letter_id: str, number: int) -> None:
    at = _FIRST + dt.timedelta(minutes=13 * number + 5)
    revision = 0
    if number % 20 == 1:
        seen = review.Seen(letter_id, 0, "van-thu", at)
        review.save(tx, seen, {"/place": "Đã sửa"})
        revision = 1
    if number % 3 == 1:
        review.approve(tx, review.Seen(letter_id, revision, "van-thu", at))


def filled(home: Path, found: Measured, opened: int) -> list[str]:
    """Return the ids of letters that can be opened; fills the store if it is new."""
    kept = home / "opened"
    if kept.exists():
        return kept.read_text(encoding="ascii").split()
    inbox = home / "inbox"
    inbox.mkdir(parents=True)
    store = open_store(str(home / "vanban.db"))
    try:
        started = time.perf_counter()
        ids = fill(store, inbox, found.letters, opened)
        found.filled = time.perf_counter() - started
    finally:
        store.close()
    kept.write_text("\n".join(ids), encoding="ascii")
    return ids


@contextmanager
def serving(home: Path, inbox: Path, database: Path) -> Iterator[tuple[int, str]]:
    """Start the page; yield its process and its address."""
    env = {**os.environ, "XDG_STATE_HOME": str(home), "VANBAN_LANG": "vi"}
    argv = ["serve", str(inbox), "--database", str(database), "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vanban_parser", *argv, "--jobs", "1"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=env,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        if address is None:
            raise SystemExit(f"the page did not start: {line}")
        yield process.pid, address[0]
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def click(tab: Tab, root: str, letter_id: str) -> float:
    """Return the seconds from a click on a letter in a list until it can be worked on.

    That is: its first page is drawn, its words can be clicked, its fields typed into.
    """
    tab.goto(f"{root}/register?number=99999")
    tab.evaluate(
        """id => {
          const link = document.createElement("a");
          link.href = `/letters/${id}`;
          link.textContent = "mở";
          link.id = "to-open";
          document.querySelector("h1").append(link);
        }""",
        letter_id,
    )
    link = tab.locator("#to-open")
    link.hover()
    started = time.perf_counter()
    link.click(no_wait_after=True)
    tab.wait_for_function(
        """id => {
          const paper = document.getElementById("paper");
          if (!location.pathname.endsWith(id) || !paper) return false;
          const image = paper.querySelector("img");
          const field = document.getElementById("f-number");
          return paper.dataset.ready === "yes" && field && !field.disabled
            && (!image || (image.complete && image.naturalWidth > 0));
        }""",
        arg=letter_id,
        polling=5,
    )
    return time.perf_counter() - started


def peak_mib(pid: int) -> float:
    """Return the most memory that a process has had."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def measure(home: Path, count: int, opened: int) -> Measured:
    """Fill a store, serve it, click."""
    inbox, database = home / "inbox", home / "vanban.db"
    found = Measured(count)
    ids = filled(home, found, opened)
    # Pages that were drawn in a run before are not drawn for the first time.
    shutil.rmtree(home / "vanban" / "pages", ignore_errors=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(home, inbox, database) as (pid, address), sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        tab.goto(address)
        root = address.partition("/start")[0]
        tab.goto(f"{root}/letters/{ids[0]}")  # the first page starts the reader
        tab.wait_for_selector("#paper[data-ready]")
        for id_ in ids[1:]:
            seconds = click(tab, root, id_)
            has_pages = tab.locator("#paper img").count() > 0
            (found.cold if has_pages else found.docx).append(seconds)
        found.warm = [click(tab, root, id_) for id_ in ids[1:]]
        for name, path in _PAGES.items():
            took = []
            for _ in range(5):
                before = time.perf_counter()
                tab.goto(root + path)
                took.append(time.perf_counter() - before)
            found.pages[name] = statistics.median(took)
        found.server = peak_mib(pid)
        found.reader = max(map(peak_mib, children(pid)), default=0.0)
        browser.close()
    return found


def written(found: Measured, about: Mapping[str, Any]) -> str:
    """Return what was measured as a piece of the document."""
    machine, busy = about["machine"], about["busy"]
    beside = f" of which other work had {busy:.0%}" if busy is not None else ""
    rows = [
        f"With {found.letters:,} letters in the store (SQLite), in Chromium on"
        f" {machine['cores']} cores ({machine['processor']}, {machine['system']},"
        f" Python {machine['python']}){beside}, {about['day']}:",
        "",
        "| what | median | slowest |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {statistics.median(took):.2f} s | {max(took):.2f} s |"
            for name, took in (
                ("click on a PDF never shown before, until usable", found.cold),
                ("click on a DOCX never shown before", found.docx),
                ("click on a letter shown before", found.warm),
            )
            if took
        ),
        *(f"| {name} | {took:.2f} s | |" for name, took in found.pages.items()),
        "",
        "Usable means: the first page is drawn, its words can be clicked, the fields"
        " can be typed into.",
        f"At its peak the server had {found.server:.0f} MiB, the process that draws"
        f" pages {found.reader:.0f} MiB.",
        "`python -m benchmarks.review` measures it anew.",
    ]
    return "\n".join(rows)


def main() -> int:
    """Measure; print, and write the document unless only a print is wanted."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--opened", type=int, default=24)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--print", action="store_true", dest="only_print")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vanban-bench") as name:
        home = given.home or Path(name, "home")
        told = taken(lambda: measure(home, given.letters, given.opened))
    found: Measured = told["data"]
    print(json.dumps(asdict(found), indent=1))
    text = written(found, told["about"])
    print(text)
    if not given.only_print:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(MARK)
        after = rest.partition(MARK)[2]
        DOCUMENT.write_text(f"{before}{MARK}\n{text}\n{MARK}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
