"""What `vanban batch` promises, at full size: no letter lost or twice, and as fast.

Killed again and again, a batch must end as one that nobody disturbed; on a cluster of
which a worker is killed, every letter must be read once; a cluster must be nearly as
fast as this machine's own processes, and two processes nearly twice as fast as one.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.clock import Memory
from benchmarks.growth import VANBAN, generated, n_done, tree_cpu

_LOOK_SECONDS = 0.01
_START_SECONDS = 120
# As docs/batch.md says: Dask else looks a hundred times a second at what a worker does,
# and fifty times whether it still does anything.
_UNWATCHED = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "500ms",
}


class Cluster:
    """A Dask scheduler and workers, each a process of its own, on loopback."""

    def __init__(self, stack: ExitStack, work: Path, n_workers: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{port}"
        scheduler = ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        self.processes = [stack.enter_context(_started(*scheduler, "--no-dashboard"))]
        _await(port)
        for _ in range(n_workers):
            # Without a nanny, which would start a killed worker again.
            words = ["dask_worker", self.address, "--nthreads", "1", "--no-nanny"]
            words += ["--no-dashboard", "--local-directory", str(work)]
            self.processes.append(stack.enter_context(_started(*words)))
        self._await_workers(n_workers)

    def _await_workers(self, n_workers: int) -> None:
        """Wait until they are there: how long they take to start is not measured."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(n_workers, timeout=_START_SECONDS)

    def cpu(self) -> float:
        """Return the processor seconds of all so far."""
        return sum(tree_cpu(process.pid) for process in self.processes)

    def kill_one(self) -> None:
        """Kill a worker with what it started."""
        os.killpg(self.processes[1].pid, signal.SIGKILL)


@contextmanager
def _started(program: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{program}", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **_UNWATCHED},
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _await(port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


def listed(work: Path, n_letters: int) -> Path:
    """Return a list of so many invented letters."""
    path = work / f"list-{n_letters}.txt"
    lines = map(str, generated(work, n_letters))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _batch(
    source: Path, out: Path, *options: str, until: int | None = None
) -> dict[str, Any]:
    """Run a batch, killed when `until` letters are done; return what it took."""
    words = [*map(str, VANBAN), "batch", str(source), "-q", "-o", str(out), *options]
    started = time.perf_counter()
    with subprocess.Popen(words, stdin=subprocess.DEVNULL) as process:
        memory, cpu = Memory(process.pid), 0.0
        while process.poll() is None:
            cpu = max(cpu, tree_cpu(process.pid))
            if until is not None and n_done(out) >= until:
                process.kill()
            time.sleep(_LOOK_SECONDS if until is not None else 0.2)
    return {
        "code": process.returncode,
        "wall": time.perf_counter() - started,
        "cpu": cpu,
        "most_mib": memory.most(),
        "mib": [mib for _, mib in memory.seen],
    }


def lines_of(folder: Path) -> list[bytes]:
    """Return all records of a batch, sorted."""
    parts = sorted(folder.glob("part-*.jsonl"))
    return sorted(line for part in parts for line in part.read_bytes().splitlines())


def _digest(lines: list[bytes]) -> str:
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def killed(work: Path, n_letters: int, jobs: int, n_kills: int) -> dict[str, Any]:
    """Compare a batch that is killed so often with one that is not."""
    source = listed(work, n_letters)
    options = ("--jobs", str(jobs), "--part", str(max(n_letters // 5, 1)))
    calm, rough = _fresh(work, "calm"), _fresh(work, "killed")
    undisturbed = _batch(source, calm, *options)
    chance, n_killed = random.Random(8), 0
    for kill in range(1, n_kills + 1):
        until = kill * n_letters // (n_kills + 1) + chance.randrange(n_letters // 50)
        ended = _batch(source, rough, *options, until=until)
        n_killed += ended["code"] == -signal.SIGKILL
        print(f"kill {kill}: {n_done(rough)} letters done", file=sys.stderr)
    last = _batch(source, rough, *options)
    ours, theirs = lines_of(rough), lines_of(calm)
    numbers = [json.loads(line)["n"] for line in _index(rough)]
    return {
        "letters": n_letters,
        "kills": n_killed,
        "codes": [undisturbed["code"], last["code"]],
        "records": [len(theirs), len(ours)],
        "equal": ours == theirs,
        "digest": _digest(theirs),
        "each_once": sorted(numbers) == list(range(n_letters)),
        "undisturbed": _told(undisturbed),
    }


def _index(folder: Path) -> list[bytes]:
    return (folder / "index.jsonl").read_bytes().splitlines()


def _told(ended: dict[str, Any]) -> dict[str, Any]:
    """Return a run without its curve, but with the memory of its tenths."""
    curve = ended.pop("mib")
    tenths = [curve[n * (len(curve) - 1) // 10] for n in range(1, 11)] if curve else []
    return {**ended, "tenths_mib": tenths}


def cluster_killed(work: Path, n_letters: int) -> dict[str, Any]:
    """Read letters on a cluster of two workers of which one is killed midway."""
    source, out = listed(work, n_letters), _fresh(work, "cluster-killed")
    with ExitStack() as stack:
        cluster = Cluster(stack, work, 2)
        words = [*map(str, VANBAN), "batch", str(source), "-q", "-o", str(out)]
        with subprocess.Popen([*words, "--cluster", cluster.address]) as process:
            at = 0
            while process.poll() is None:
                time.sleep(_LOOK_SECONDS)
                if not at and n_done(out) >= n_letters // 2:
                    at = n_done(out)
                    cluster.kill_one()
    numbers = [json.loads(line)["n"] for line in _index(out)]
    return {
        "letters": n_letters,
        "killed_at": at,
        "code": process.returncode,
        "records": len(lines_of(out)),
        "each_once": sorted(numbers) == list(range(n_letters)),
        "digest": _digest(lines_of(out)),
    }


def throughputs(work: Path, n_letters: int, rounds: int) -> dict[str, Any]:
    """Return what one process, two, and a cluster of two take, in turn."""
    source = listed(work, n_letters)
    rows: dict[str, list[dict[str, Any]]] = {"one": [], "two": [], "cluster": []}
    for turn in range(rounds):
        for name in [*rows][turn % 3 :] + [*rows][: turn % 3]:
            out = _fresh(work, f"throughput-{name}")
            rows[name].append(_THROUGH[name](source, out, work))
            print(name, rows[name][-1], file=sys.stderr)
    return {"letters": n_letters, "rounds": rounds, "rows": rows}


def _local(jobs: int) -> Callable[[Path, Path, Path], dict[str, Any]]:
    def run(source: Path, out: Path, _: Path) -> dict[str, Any]:
        return _told(_batch(source, out, "--jobs", str(jobs)))

    return run


def _on_cluster(source: Path, out: Path, work: Path) -> dict[str, Any]:
    with ExitStack() as stack:
        cluster = Cluster(stack, work, 2)
        before = cluster.cpu()
        ended = _told(_batch(source, out, "--cluster", cluster.address))
        ended["cpu"] += cluster.cpu() - before
    return ended


_THROUGH = {"one": _local(1), "two": _local(2), "cluster": _on_cluster}


def _fresh(work: Path, name: str) -> Path:
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder
