"""How cost grows: from 1 to 500 pages of a letter, from 10 to 10,000 letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clock import Memory, below, command, forget, measured
from benchmarks.varied import long_pdf, write
from vanban_parser.export.json import to_json
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

VANBAN = (sys.executable, "-m", "vanban_parser")
PAGES = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_LOOK_SECONDS = 0.02


def pages(work: Path, sizes: Sequence[int], repeats: int) -> list[dict[str, Any]]:
    """Return seconds and memory for letters of so many pages.

    `cpu` is a warm parse in one process, the median of `repeats`; the memory is that of
    a `vanban parse` from nothing.
    """
    parser = Parser(Settings(max_seconds=600))
    rows = []
    for size in sizes:
        path = work / f"pages-{size:03}.pdf"
        if not path.exists():
            path.write_bytes(long_pdf(size))
        parser.parse(path)
        taken = []
        for _ in range(repeats):
            forget()
            one = measured(lambda path=path: to_json(parser.parse(path)))  # type: ignore[misc]
            taken.append(one)
        ended = command([*VANBAN, "parse", "-q", path])
        rows.append(
            {
                "pages": size,
                "cpu": median(one.cpu for one in taken),
                "wall": median(one.wall for one in taken),
                "largest_mib": ended.largest_mib,
                "all_mib": ended.all_mib,
                "failed": ended.code,
            }
        )
        print(rows[-1], file=sys.stderr)
    return rows


def archive(work: Path, n_letters: int, jobs: int) -> dict[str, Any]:
    """Return how one `vanban batch` goes on: times and memory by letters done.

    One run over all; it is looked at when it has done 10, 20, 50, 100 ... letters.
    """
    inbox = work / f"archive-{n_letters}.txt"
    inbox.write_text("\n".join(map(str, generated(work, n_letters))), "utf-8")
    out = work / f"archive-{n_letters}-{time.time_ns()}"
    words = [*VANBAN, "batch", str(inbox), "-q", "--jobs", str(jobs), "-o", str(out)]
    started = time.perf_counter()
    marks = _marks(n_letters)
    rows: list[dict[str, Any]] = []
    before = os.times()
    with subprocess.Popen(words, stdin=subprocess.DEVNULL) as process:
        memory = Memory(process.pid)
        while process.poll() is None:
            time.sleep(_LOOK_SECONDS)
            done = n_done(out)
            if marks and done >= marks[0]:
                rows.append(_row(done, started, process.pid, memory))
                print(rows[-1], file=sys.stderr)
                marks = [mark for mark in marks if mark > done]
    after = os.times()
    about = json.loads((out / "batch.json").read_text(encoding="utf-8"))
    return {
        "letters": n_letters,
        "jobs": jobs,
        "rows": rows,
        "wall": time.perf_counter() - started,
        "cpu": after.children_user
        + after.children_system
        - before.children_user
        - before.children_system,
        "finished": about["finished"],
        "most_mib": memory.most(),
    }


def _marks(n_letters: int) -> list[int]:
    marks = [k * 10**n for n in range(1, 7) for k in (1, 2, 5)]
    return [mark for mark in marks if mark < n_letters] + [n_letters]


def _row(done: int, started: float, pid: int, memory: Memory) -> dict[str, Any]:
    return {
        "letters": done,
        "wall": time.perf_counter() - started,
        "cpu": tree_cpu(pid),
        "own_cpu": own_cpu(pid),
        "mib": memory.seen[-1][1] if memory.seen else None,
    }


def generated(work: Path, n_letters: int) -> list[Path]:
    """Return so many invented letters, written if they are not there."""
    write(work / "letters", n_letters)
    found = sorted(
        path for path in (work / "letters").glob("*/*") if path.suffix != ".tmp"
    )
    return [path.absolute() for path in found[:n_letters]]


def n_done(folder: Path) -> int:
    """Return how many letters of a batch are done."""
    index = folder / "index.jsonl"
    return index.read_bytes().count(b"\n") if index.exists() else 0


def tree_cpu(pid: int) -> float:
    """Return processor seconds of a process and all that it started."""
    return sum(own_cpu(one, ended=True) for one in [pid, *below(pid)])


def own_cpu(pid: int, *, ended: bool = False) -> float:
    """Return processor seconds of a process; with `ended`, of its ended ones too."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    ticks = told.rpartition(")")[2].split()[11 : 15 if ended else 13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
