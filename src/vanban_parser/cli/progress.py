"""What a person sees on stderr while letters are parsed: problems, and a bar."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from vanban_parser.cli.problems import worst
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from rich.progress import Progress

    from vanban_parser.cli.options import Run
    from vanban_parser.cli.problems import Problem
    from vanban_parser.cli.work import Outcome


class Report:
    """Counts outcomes, prints a line a problem, and moves the bar where one is shown.

    There is a bar only where a person watches: stderr is a terminal.  Whoever pipes it
    gets the problems alone.
    """

    def __init__(self, run: Run, *, n_jobs: int, show_bar: bool) -> None:
        self._say = run.say
        self._n_jobs = n_jobs
        self._n_done = 0
        self._n_failed = 0
        self._n_warned = 0
        self._worst = Exit.OK
        self._bar = self._new_bar() if show_bar and sys.stderr.isatty() else None

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
        if self._bar:
            self._bar.stop()
            click.echo(self._summary(), err=True)

    def add(self, outcome: Outcome) -> None:
        """Take note of what became of one letter."""
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

    def _new_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            # The records go to stdout as they are, not above the bar.
            redirect_stdout=False,
            redirect_stderr=False,
        )
        bar.add_task(self._say("parse.bar"), total=self._n_jobs)
        return bar
