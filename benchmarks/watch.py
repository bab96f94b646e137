"""How fast a folder is registered, how much memory that takes, what idling costs.

    python -m benchmarks.watch --files 10000

In one run: half of the letters are parsed by ``vanban parse --jobs``, then all are
dropped into a watched folder, then the other half is parsed, so that a machine that
gets busier burdens both.  Last, a watcher sits over a folder in which as many files are
waiting for their writers, beside as many that are registered.  It asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.letters import write

ROOT = Path(__file__).resolve().parent.parent
VANBAN = [sys.executable, "-m", "vanban_parser"]
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "VANBAN_LANG": "en"}
# Waiting for a file to settle is no work: it would only hide how fast that is.
HASTY = {**ENV, "VANBAN_SETTLE_SECONDS": "0.5"}
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """How many letters were done, and what the processes held then, in KiB.

    `workers` are those that read letters; they are replaced now and then.
    """

    done: int
    watcher: int
    workers: int


def parsed(letters: list[Path], home: Path, jobs: int) -> float:
    """Return the seconds in which ``vanban parse`` reads the letters."""
    folder = home / "half"
    folder.mkdir()
    for path in letters:
        os.link(path, folder / path.name)
    command = ["parse", str(folder), "--jobs", str(jobs), "-o", str(home / "out.jsonl")]
    started = time.perf_counter()
    subprocess.run(
        [*VANBAN, *command, "--force"], check=True, env=ENV, capture_output=True
    )
    taken = time.perf_counter() - started
    shutil.rmtree(folder)
    return taken


def watched(inbox: Path, database: Path, jobs: int) -> tuple[float, list[Sample]]:
    """Let the letters be registered; return the seconds, and what was held then."""
    command = ["watch", str(inbox), "--once", "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*VANBAN, *command, "--database", str(database)],
        env=HASTY,
        stderr=subprocess.DEVNULL,
    )
    samples: list[Sample] = []
    while process.poll() is None:
        time.sleep(_LOOK_SECONDS)
        done = sum(len(files) for _, _, files in os.walk(inbox / "done"))
        workers = sum(map(resident_kib, children(process.pid)))
        samples.append(Sample(done, resident_kib(process.pid), workers))
    if process.returncode:
        raise SystemExit(f"vanban watch ended with {process.returncode}")
    return time.perf_counter() - started, [s for s in samples if s.watcher]


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def resident_kib(pid: int) -> int:
    """Return the resident memory of a process, 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) if lines else 0


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


def memory(samples: list[Sample], count: int) -> None:
    """Print what was held while the first and the last tenth were done."""
    tenth = count // 10
    first = [s for s in samples if 0 < s.done <= tenth]
    last = [s for s in samples if s.done > count - tenth]
    for name in ("watcher", "workers"):
        a, b = (
            statistics.median([getattr(s, name) for s in some] or [0]) / 1024
            for some in (first, last)
        )
        change = f"{b / a - 1:+8.1%}" if a else ""
        print(f"memory of the {name:10} {a:8.1f} MiB, then {b:.1f} MiB {change}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--idle-seconds", type=float, default=30)
    given = parser.parse_args()
    count, jobs = given.files, given.jobs
    with tempfile.TemporaryDirectory(prefix="vanban-bench") as name:
        home = Path(name)
        write(home / "letters", count)
        shutil.copytree(home / "letters", home / "inbox")
        letters = sorted((home / "letters").iterdir())
        half = count // 2
        seconds = parsed(letters[:half], home, jobs)
        database = home / "vanban.db"
        took, samples = watched(home / "inbox", database, jobs)
        seconds += parsed(letters[half:], home, jobs)
        print(f"files                    {count:8}")
        print(f"parse --jobs {jobs}           {count / seconds:8.1f} a second")
        print(f"watch --jobs {jobs}           {count / took:8.1f} a second")
        print(f"watch / parse            {seconds / took:8.2f}")
        memory(samples, count)
        waiting = home / "inbox" / "waiting"
        waiting.mkdir()
        for n in range(count):
            (waiting / f"{n}.pdf").touch()
        share = idle_share(home / "inbox", database, given.idle_seconds)
        print(f"idle, share of a core    {share:8.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
