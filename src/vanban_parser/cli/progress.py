"""What a person sees on stderr while letters are parsed: problems, and a bar."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from vanban_parser.cli.problems import printable, worst
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from vanban_parser.cli.inputs import Job
    from vanban_parser.cli.messages import Say
    from vanban_parser.cli.options import Run
    from vanban_parser.cli.problems import Problem
    from vanban_parser.cli.work import Outcome


class Report:
    """Counts outcomes, prints a line a problem, and moves the bar where one is shown.

    There is a bar only where a person watches: stderr is a terminal.  Whoever pipes it
    gets the problems alone.

    Attributes:
        pages: Shows which page of a scan is being read, or None.
    """

    def __init__(
        self, run: Run, *, n_jobs: int, show_bar: bool, show_pages: bool = False
    ) -> None:
        self._say = run.say
        self._n_jobs = n_jobs
        self._n_done = 0
        self._n_failed = 0
        self._n_warned = 0
        self._worst = Exit.OK
        is_watched = sys.stderr.isatty()
        self._bar = new_bar() if show_bar and is_watched else None
        if self._bar:
            self._bar.add_task(run.say("parse.bar"), total=n_jobs)
        self.pages = Pages(run.say, self._bar) if show_pages and is_watched else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pages:
            self.pages.stop()
        if self._bar:
            self._bar.stop()
            click.echo(self._summary(), err=True)

    def add(self, outcome: Outcome) -> None:
        """Take note of what became of one letter."""
        if self.pages and not self._bar:
            self.pages.stop()  # its record may go to the same terminal
        self._n_done += outcome.is_last
        self._n_warned += bool(outcome.n_warnings)
        problem = outcome.problem
        if problem:
            self._n_failed += 1
            self._worst = worst(self._worst, problem.exit_code)
            name = self._name_of(outcome, problem)
            self._print(problem.traceback + problem.line(self._say, name))
        if self._bar and outcome.is_last:
            self._bar.advance(self._bar.task_ids[0])

    def _name_of(self, outcome: Outcome, problem: Problem) -> str:
        """Return how a file is named on stderr.

        A secret letter is named to a person at a terminal, who must find it; what may
        be a log only tells its place among the files.
        """
        if not problem.is_secret or sys.stderr.isatty():
            return outcome.job.shown
        return f"({self._n_done}/{self._n_jobs})"

    def exit_code(self, *, strict: bool) -> Exit:
        """Return the worst of all; with `strict`, a warning counts."""
        warned = Exit.NEEDS_REVIEW if strict and self._n_warned else Exit.OK
        return worst(self._worst, warned)

    def _print(self, line: str) -> None:
        if not self._bar:
            click.echo(line, err=True)
            return
        from rich.text import Text

        self._bar.console.print(Text(line), soft_wrap=True)

    def _summary(self) -> str:
        return self._say(
            "parse.summary",
            done=self._n_done,
            failed=self._n_failed,
            warned=self._n_warned,
        )


class Pages:
    """Which page of which scan is being read: a line of its own while it is.

    Told by the threads that wait for the letters.

    Args:
        say: The user's language.
        bar: Where the lines stand below the bar of the letters; without one they have
            their own place, from the first page on.
    """

    def __init__(self, say: Say, bar: Progress | None) -> None:
        self._say = say
        self._bar = bar
        self._own: Progress | None = None
        self._lines: dict[int, TaskID] = {}
        self._lock = threading.Lock()

    def page(self, job: Job, number: int, of: int) -> None:
        """Show that page `number` of `of` is being read."""
        with self._lock:
            bar = self._place()
            line = self._lines.get(id(job))
            if line is None:
                said = self._say("parse.page", name=printable(job.shown))
                self._lines[id(job)] = line = bar.add_task(said, total=of)
            bar.update(line, completed=number, refresh=True)

    def done(self, job: Job) -> None:
        """Show nothing of a letter any more."""
        with self._lock:
            line = self._lines.pop(id(job), None)
            if line is not None:
                self._place().remove_task(line)

    def stop(self) -> None:
        """Take the lines off the terminal, where they have their own place."""
        with self._lock:
            own, self._own = self._own, None
            if own is not None:
                own.stop()

    def _place(self) -> Progress:
        if self._bar:
            return self._bar
        if self._own is None:
            self._own = new_bar()
            self._own.start()
        return self._own


def new_bar() -> Progress:
    """Return an empty place for bars on stderr, which leaves nothing behind."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # The records go to stdout as they are, not above the bar.
        redirect_stdout=False,
        redirect_stderr=False,
    )
