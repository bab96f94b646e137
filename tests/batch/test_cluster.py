"""A real Dask cluster on loopback: scheduler and workers in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.fakes import ENV, FAKED
from vanban_parser.batch.output import INDEX

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="processes are ended in another way there"
)
N_LETTERS = 400


@contextmanager
def _started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(
        command,
        env=ENV,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def test_every_letter_is_read_once_though_a_worker_is_killed(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number in range(N_LETTERS):
        (inbox / f"{number}.pdf").write_text(f"ok {number}", encoding="utf-8")
    script = tmp_path / "faked.py"
    script.write_text(FAKED, encoding="utf-8")
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    out = tmp_path / "out"
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    scheduler += ["--port", str(port), "--no-dashboard"]
    # Without a nanny, which would start a killed worker again.
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1"]
    worker += ["--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    batch = [sys.executable, str(script), "batch", str(inbox), "-q", "-o", str(out)]
    with _started(*scheduler):
        _await(port)
        with (
            _started(*worker) as doomed,
            _started(*worker),
            subprocess.Popen([*batch, "--cluster", address], env=ENV) as process,
        ):
            while process.poll() is None and _n_done(out) < N_LETTERS // 4:
                time.sleep(0.01)
            assert process.poll() is None, "it ended before a worker was killed"
            _end(doomed)
            assert process.wait(timeout=120) == 0
    lines = [
        json.loads(line)
        for path in out.glob("part-*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    names = [line["source"]["filename"] for line in lines]
    assert sorted(names) == sorted(f"{number}.pdf" for number in range(N_LETTERS))


def test_a_cluster_that_does_not_answer_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"ok")
    address = f"tcp://127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "vanban_parser", "batch", str(tmp_path), "-o"]
    command += [str(tmp_path / "out"), "--cluster", address]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"[cluster-lost]" in done.stderr
    assert b"Traceback" not in done.stderr


def _n_done(folder: Path) -> int:
    index = folder / INDEX
    return index.read_bytes().count(b"\n") if index.exists() else 0
