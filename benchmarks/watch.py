"""How fast a folder is registered, how much memory that takes, what idling costs.

    python -m benchmarks.watch --files 10000

Text letters are made from a sample with another number in each, parsed by
``vanban parse --jobs`` and then dropped into a watched folder, in one run.  Last, a
watcher sits over a folder with as many files in its own folders.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docx import Document

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "05-cong-van-phuong" / "letter.docx"
VANBAN = [sys.executable, "-m", "vanban_parser"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "VANBAN_LANG": "en"}
# Waiting for a file to settle is no work: it would only hide how fast that is.
HASTY = {**ENV, "VANBAN_SETTLE_SECONDS": "0.5", "VANBAN_SCAN_SECONDS": "0.5"}


def make_letters(folder: Path, count: int) -> None:
    """Write `count` letters, each with a number of its own."""
    folder.mkdir(parents=True)
    for n in range(count):
        document = Document(str(SAMPLE))
        document.add_paragraph(f"Mã tra cứu {n:06d}")
        document.save(str(folder / f"{n:06d}.docx"))


def timed(command: list[str], log: Path | None = None) -> float:
    """Run a command and return the seconds that it took."""
    started = time.perf_counter()
    with (log or Path(os.devnull)).open("w", encoding="utf-8") as errors:
        subprocess.run(
            [*VANBAN, *command],
            check=True,
            env=ENV,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    return time.perf_counter() - started


def resident_kib(pid: int) -> int:
    """Return the resident memory of a process, 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) if lines else 0


def watched(
    inbox: Path, database: Path, jobs: int, count: int
) -> tuple[float, list[int]]:
    """Let the letters be registered; return seconds, and memory after each tenth."""
    command = ["watch", str(inbox), "--once", "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*VANBAN, *command, "--database", str(database)],
        env=HASTY,
        stderr=subprocess.DEVNULL,
    )
    memory: list[int] = []
    while process.poll() is None:
        time.sleep(0.2)
        done = sum(len(files) for _, _, files in os.walk(inbox / "done"))
        if done >= (len(memory) + 1) * count // 10:
            memory.append(resident_kib(process.pid))
    return time.perf_counter() - started, memory


def idle_share(inbox: Path, database: Path, seconds: float) -> float:
    """Return the share of a core that a watcher takes over a folder at rest."""
    process = subprocess.Popen(
        [*VANBAN, "watch", str(inbox), "--jobs", "1", "--database", str(database)],
        env=ENV,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(10)  # what it takes to start is not idling
    first = cpu_seconds(process.pid)
    time.sleep(seconds)
    used = cpu_seconds(process.pid) - first
    process.terminate()
    process.wait()
    return used / seconds


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--idle-seconds", type=float, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vanban-bench") as name:
        home = Path(name)
        make_letters(home / "letters", given.files)
        parsed = timed(["parse", str(home / "letters"), "--jobs", str(given.jobs)])
        shutil.copytree(home / "letters", home / "inbox")
        database = home / "vanban.db"
        took, memory = watched(home / "inbox", database, given.jobs, given.files)
        print(f"files                    {given.files}")
        print(
            f"parse --jobs {given.jobs}           {given.files / parsed:8.1f} a second"
        )
        print(f"watch --jobs {given.jobs}           {given.files / took:8.1f} a second")
        print(f"watch / parse            {parsed / took:8.2f}")
        if memory:
            print(f"memory, first tenth      {memory[0] / 1024:8.1f} MiB")
            print(f"memory, last tenth       {memory[-1] / 1024:8.1f} MiB")
        share = idle_share(home / "inbox", database, given.idle_seconds)
        print(f"idle, share of a core    {share:8.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
