"""A batch to its last letter, though workers die and runs are killed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import fsspec
import pytest

from tests.cli.fakes import ENV, FAKE, FAKED
from vanban_parser.batch import pools, work
from vanban_parser.batch.errors import (
    BatchDiffersError,
    BatchRunningError,
    ClusterError,
)
from vanban_parser.batch.nouns import Item, Tally, Task
from vanban_parser.batch.output import INDEX
from vanban_parser.batch.run import LIST, LOCK, Plan, run
from vanban_parser.isolate.locks import try_lock
from vanban_parser.settings import Settings


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        order = {3: "damaged", 7: "secret", 9: "several"}.get(number, "ok")
        data = order if order == "several" else f"{order} {number}"
        (folder / f"{number:02}.pdf").write_text(data, encoding="utf-8")
    return folder


def _plan(source: Path | str, folder: Path, **changes: Any) -> Plan:
    return Plan(
        str(source),
        folder,
        Settings(),
        lambda failure, _: {"error": {"code": failure.code}},
        parser=FAKE,
        **changes,
    )


def _locally(plan: Plan, n_workers: int = 2) -> Tally:
    with pools.local(n_workers) as pool:
        return run(plan, pool.executor, pool.n_workers)


def _records(folder: Path) -> list[str]:
    return sorted(
        line
        for path in folder.glob("part-*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def test_every_letter_has_a_record_or_an_error(inbox: Path, tmp_path: Path) -> None:
    told: list[Tally] = []
    with pools.local(2) as pool:
        tally = run(
            _plan(inbox, tmp_path / "out"), pool.executor, pool.n_workers, told.append
        )
    assert tally == Tally(12, 2, 12)
    assert told[0] == Tally(0, 0, 12)
    assert told[-1] == tally
    names = [
        json.loads(line)["source"]["filename"] for line in _records(tmp_path / "out")
    ]
    assert sorted(names) == [f"{n:02}.pdf" for n in range(12) if n not in (3, 7)]
    assert not (tmp_path / "out" / LIST).exists(), "it may name secret letters"


def test_of_a_file_that_is_split_each_letter_has_a_record(
    inbox: Path, tmp_path: Path
) -> None:
    assert _locally(_plan(inbox, tmp_path / "out", split=True)) == Tally(12, 2, 12)
    assert len(_records(tmp_path / "out")) == 11


def test_letters_elsewhere_are_read_by_url(tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    system.pipe_file("/kho/1.pdf", b"ok")
    listed = tmp_path / "list.txt"
    listed.write_text("memory://kho/1.pdf\nmemory://kho/gone.pdf\n", encoding="utf-8")
    try:
        assert _locally(_plan(listed, tmp_path / "out")) == Tally(2, 1, 2)
    finally:
        system.rm("/kho", recursive=True)
    (record,) = _records(tmp_path / "out")
    assert json.loads(record)["source"]["filename"] == "1.pdf"


def test_a_batch_that_has_ended_is_not_begun_again(inbox: Path, tmp_path: Path) -> None:
    first = _locally(_plan(inbox, tmp_path / "out"))
    for path in inbox.iterdir():
        path.unlink()
    assert _locally(_plan(inbox, tmp_path / "out")) == first


def test_another_batch_does_not_go_into_the_same_folder(
    inbox: Path, tmp_path: Path
) -> None:
    _locally(_plan(inbox, tmp_path / "out"))
    with pytest.raises(BatchDiffersError):
        _locally(_plan(inbox, tmp_path / "out", split=True))
    with pytest.raises(BatchDiffersError):
        _locally(_plan(tmp_path, tmp_path / "out"))


def test_two_do_not_write_to_one_folder(inbox: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    holder = (
        "import sys; from vanban_parser.isolate.locks import try_lock;"
        "f = open(sys.argv[1], 'a'); print(try_lock(f), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(folder / LOCK)]
    with subprocess.Popen(
        command, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline().strip() == b"True"
        with pytest.raises(BatchRunningError):
            _locally(_plan(inbox, folder))
        process.kill()
    with (folder / LOCK).open("a", encoding="ascii") as file:
        assert try_lock(file)


class Losing(Executor):
    """Runs what it is given at once, and loses what `loses` says."""

    def __init__(self, loses: Callable[[int], bool]) -> None:
        self._loses = loses
        self.n_asked = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.n_asked += 1
        future: Future[Any] = Future()
        if self._loses(self.n_asked):
            future.set_exception(RuntimeError("a worker died"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_letters_of_a_worker_that_was_lost_are_read_by_another(
    inbox: Path, tmp_path: Path
) -> None:
    with pools.local(1):
        lossy = Losing(lambda n: n % 4 == 1)
        tally = run(_plan(inbox, tmp_path / "out"), lossy, lambda: 1)
    assert tally == Tally(12, 2, 12)
    assert len(_records(tmp_path / "out")) == 10


def test_a_cluster_without_workers_ends_the_run_and_loses_nothing(
    inbox: Path, tmp_path: Path
) -> None:
    with pytest.raises(ClusterError):
        run(_plan(inbox, tmp_path / "out"), Losing(lambda _: True), lambda: 1)
    assert _locally(_plan(inbox, tmp_path / "out")).n_done == 12


def test_letters_go_out_in_tasks_that_shrink_towards_the_end(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for number in range(200):
        (inbox / f"{number:03}.pdf").write_text(f"ok {number}", encoding="utf-8")
    sizes: list[int] = []

    class Counting(Losing):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            sizes.append(len(args[0].items))
            return super().submit(fn, *args, **kwargs)

    with pools.local(1):
        plan = _plan(inbox, tmp_path / "out")
        assert run(plan, Counting(lambda _: False), lambda: 1).n_done == 200
    assert sum(sizes) == 200
    assert max(sizes) == sizes[0] == 16
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-3:] == [1, 1, 1]


def test_a_task_that_takes_long_ends_and_its_letters_come_again(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_SECONDS", -1.0)
    items = tuple(Item(n, str(inbox / f"{n:02}.pdf")) for n in range(3))
    settings = Settings().model_dump(mode="json")
    with pools.local(1):
        results = work.read(Task(items, FAKE, settings))
    assert [result.item.number for result in results] == [0]
    for number in range(12, 60):
        (inbox / f"{number}.pdf").write_text(f"ok {number}", encoding="utf-8")
    assert _locally(_plan(inbox, tmp_path / "out")) == Tally(60, 2, 60)
    assert len(_records(tmp_path / "out")) == 58


def test_a_run_that_is_killed_ten_times_ends_as_one_that_is_not(tmp_path: Path) -> None:
    n_letters = 600
    inbox = tmp_path / "in"
    for number in range(n_letters):
        folder = inbox / str(number % 7)
        folder.mkdir(parents=True, exist_ok=True)
        order = "damaged" if number % 50 == 0 else "ok"
        (folder / f"{number}.pdf").write_text(f"{order} {number}", encoding="utf-8")
    script = tmp_path / "faked.py"
    script.write_text(FAKED, encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, str(script), "batch", str(inbox), "-q", "--jobs", "2"]
    command += ["--part", "40", "-o"]
    chance = random.Random(8)
    n_kills = 0
    for kill in range(1, 11):
        enough = kill * n_letters // 11 + chance.randrange(20)
        with subprocess.Popen([*command, str(out)], env=ENV) as process:
            while process.poll() is None and _n_done(out) < enough:
                time.sleep(0.002)
            n_kills += process.poll() is None
            process.kill()
    assert n_kills == 10
    assert _n_done(out) < n_letters
    for folder in (out, tmp_path / "undisturbed"):
        done = subprocess.run([*command, str(folder)], env=ENV, check=False)
        assert done.returncode == 1, "some letters are damaged"
    assert _records(out) == _records(tmp_path / "undisturbed")
    assert len(_records(out)) == n_letters - n_letters // 50
    numbers = [
        json.loads(line)["n"] for line in (out / INDEX).read_bytes().splitlines()
    ]
    assert sorted(numbers) == list(range(n_letters))
    errors = (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(errors) == n_letters // 50


def _n_done(folder: Path) -> int:
    index = folder / INDEX
    return index.read_bytes().count(b"\n") if index.exists() else 0
