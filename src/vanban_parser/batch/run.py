"""A batch from its list to its last letter, over whatever executor is given."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from vanban_parser import __version__
from vanban_parser.batch import listing, work
from vanban_parser.batch.errors import (
    BatchDiffersError,
    BatchRunningError,
    ClusterError,
)
from vanban_parser.batch.nouns import Failure, Item, Result, Tally, Task
from vanban_parser.batch.output import Form, Output, saying
from vanban_parser.errors import CrashedError
from vanban_parser.isolate.locks import try_lock
from vanban_parser.isolate.parser import PARSER
from vanban_parser.settings import Settings

ABOUT, LIST, LOCK = "batch.json", "letters.jsonl", "batch.lock"
# Letters of a task at most: a cluster takes some milliseconds over each task, whatever
# is in it, and a worker ends one that would take long (`work.read`).
_PER_TASK = 16
# Tasks that wait for each worker, so that none is idle while answers are written.
_AHEAD = 3
# How long a Ctrl-C may go unnoticed, and workers that joined unused.
_LOOK_SECONDS = 0.2
# A letter that took so many workers with it is to blame itself.
_TRIES = 3

Said = Callable[[Failure, str], Mapping[str, Any]]
"""Makes the error object of a letter from why it failed and its path."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is to do.

    `source` is what `listing.letters` takes; `folder` where the output goes; `said`
    makes error objects; `parser` names what makes the parser of a worker.
    """

    source: str
    folder: Path
    settings: Settings
    said: Said
    form: Form = "jsonl"
    per_part: int = 10_000
    split: bool = False
    parser: str = PARSER


def run(
    plan: Plan,
    executor: Executor,
    n_workers: Callable[[], int],
    tell: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Read all letters that are not read yet; return what became of all.

    Args:
        plan: What to do; the same as in the run that this one goes on from.
        executor: Where `work.read` runs.  What its futures raise counts as a worker
            that was lost.
        n_workers: How many letters it can read at once, now: workers come and go.
        tell: Told after each letter.

    Raises:
        BatchDiffersError: the folder holds another batch.
        BatchRunningError: another process is at it.
        BatchListError: the letters cannot be listed.
        BatchOutputError: the output cannot be written.
        ClusterError: the executor has no workers any more.
    """
    with saying(plan.folder):
        plan.folder.mkdir(parents=True, exist_ok=True)
        with _locked(plan.folder):
            n_letters, finished = _begun(plan)
            if finished is not None:
                tell(finished)
                return finished
            output = Output(
                plan.folder, n_letters, form=plan.form, per_part=plan.per_part
            )
            try:
                _Run(plan, output, n_letters, tell).go(executor, n_workers)
                output.finish()
            finally:
                output.close()
            tally = Tally(output.n_done, output.n_failed, n_letters)
            _end(plan, tally)
            return tally


class _Run:
    """One run: what is under way, and what comes next."""

    def __init__(
        self, plan: Plan, output: Output, n_letters: int, tell: Callable[[Tally], None]
    ) -> None:
        self._plan = plan
        self._output = output
        self._n_letters = n_letters
        self._tell = tell
        self._settings = plan.settings.model_dump(mode="json")
        self._under_way: dict[Future[tuple[Result, ...]], Task] = {}
        self._again: list[Task] = []
        self._n_handed_out = output.n_done
        self._losses: dict[int, int] = {}
        self._lost_in_a_row = 0

    def go(self, executor: Executor, n_workers: Callable[[], int]) -> None:
        self._tell_now()
        items = self._items()
        while True:
            most = max(1, n_workers()) * _AHEAD
            for _ in range(most - len(self._under_way)):
                task = self._again.pop() if self._again else self._next(items, most)
                if task is None:
                    break
                self._under_way[executor.submit(work.read, task)] = task
            if not self._under_way:
                return
            ended = wait(self._under_way, _LOOK_SECONDS, FIRST_COMPLETED).done
            for future in ended:
                self._take(future, self._under_way.pop(future))

    def _items(self) -> Iterator[Item]:
        for item in listing.read_list(self._plan.folder / LIST):
            if not self._output.is_done(item.number):
                self._n_handed_out += 1
                yield item

    def _next(self, items: Iterator[Item], most: int) -> Task | None:
        """Return the next task, smaller towards the end, so that all end together."""
        n_left = self._n_letters - self._n_handed_out
        some = tuple(islice(items, max(1, min(_PER_TASK, n_left // (2 * most)))))
        return self._task(some) if some else None

    def _task(self, items: tuple[Item, ...]) -> Task:
        return Task(items, self._plan.parser, self._settings, self._plan.split)

    def _take(self, future: Future[tuple[Result, ...]], task: Task) -> None:
        try:
            results = future.result()
        except (Exception, CancelledError) as error:  # a worker died, or the cluster
            self._lost(task, error)
            return
        self._lost_in_a_row = 0
        for result in results:
            self._add(result)
        if left := task.items[len(results) :]:
            self._again.append(self._task(left))

    def _add(self, result: Result) -> None:
        failure = result.failure
        error = self._plan.said(failure, result.item.path) if failure else None
        self._output.add(result, error)
        self._tell_now()

    def _tell_now(self) -> None:
        output = self._output
        self._tell(Tally(output.n_done, output.n_failed, self._n_letters))

    def _lost(self, task: Task, error: BaseException) -> None:
        """Read the letters of a lost task again, one by one, but not for ever."""
        self._lost_in_a_row += 1
        if self._lost_in_a_row > _TRIES * (len(self._under_way) + _AHEAD):
            raise ClusterError("", type(error).__name__) from error
        for item in task.items:
            losses = self._losses[item.number] = self._losses.get(item.number, 0) + 1
            if losses > _TRIES:
                detail = type(error).__name__
                self._add(Result(item, failure=Failure(CrashedError.code, detail)))
            else:
                self._again.append(self._task((item,)))


def _begun(plan: Plan) -> tuple[int, Tally | None]:
    """Return how many letters there are, and how it ended if it has ended."""
    path = plan.folder / ABOUT
    about = _about(plan)
    if path.exists():
        told = json.loads(path.read_text(encoding="utf-8"))
        if {key: told.get(key) for key in about} != about:
            raise BatchDiffersError(str(plan.folder))
        finished = told["finished"]
        return told["n_letters"], Tally(**finished) if finished else None
    n_letters = listing.write_list(plan.source, plan.folder / LIST)
    _write(path, about | {"n_letters": n_letters, "finished": None})
    return n_letters, None


def _end(plan: Plan, tally: Tally) -> None:
    """Say that all is done.  The list goes: it may name secret letters."""
    ended = {"n_done": tally.n_done, "n_failed": tally.n_failed}
    ended["n_letters"] = tally.n_letters
    about = _about(plan) | {"n_letters": tally.n_letters, "finished": ended}
    _write(plan.folder / ABOUT, about)
    (plan.folder / LIST).unlink(missing_ok=True)


def _about(plan: Plan) -> dict[str, Any]:
    """Return what must be the same for a run to go on from another."""
    settings = plan.settings.model_dump(mode="json", exclude={"language"})
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    source = plan.source
    return {
        "version": __version__,
        "source": source if listing.is_url(source) else str(Path(source).absolute()),
        "format": plan.form,
        "per_part": plan.per_part,
        "split": plan.split,
        "settings": digest,
    }


def _write(path: Path, about: Mapping[str, Any]) -> None:
    draft = path.with_name(path.name + ".tmp")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(about, file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("a", encoding="ascii") as file:
        if not try_lock(file):
            raise BatchRunningError(str(folder))
        yield
