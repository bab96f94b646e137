"""``vanban batch``: an archive of letters, on this machine or on a cluster."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from rich.progress import Progress

    from vanban_parser.batch.nouns import Failure, Tally
    from vanban_parser.batch.pools import Pool
    from vanban_parser.cli.messages import Say

FORMS = ("jsonl", "parquet")
# Where nobody watches, a line for every so many hundredths.
_STEP = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    source: str
    folder: Path
    jobs: int | None = None
    cluster: str | None = None
    form: Literal["jsonl", "parquet"] = "jsonl"
    per_part: int = 10_000
    split: bool = False
    quiet: bool = False


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("batch", help=say("help.batch"), short_help=say("short.batch"))
    @click.argument("source", metavar=say("metavar.archive"))
    @click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        metavar=say("metavar.out_folder"),
        help=say("help.batch_output"),
    )
    @click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help=say("help.jobs")
    )
    @click.option(
        "--cluster", metavar=say("metavar.address"), help=say("help.batch_cluster")
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="jsonl",
        show_default=True,
        help=say("help.batch_format"),
    )
    @click.option(
        "--part",
        type=click.IntRange(min=1),
        default=10_000,
        show_default=True,
        metavar="N",
        help=say("help.batch_part"),
    )
    @click.option("--split", is_flag=True, help=say("help.split"))
    @click.option("-q", "--quiet", is_flag=True, help=say("help.quiet"))
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        source: str,
        output: Path,
        jobs: int | None,
        cluster: str | None,
        form: Literal["jsonl", "parquet"],
        part: int,
        split: bool,
        quiet: bool,
    ) -> Exit:
        if cluster and jobs:
            raise click.UsageError(say("usage.batch_where"))
        order = Order(
            source,
            output,
            jobs=jobs,
            cluster=cluster,
            form=form,
            per_part=part,
            split=split,
            quiet=quiet,
        )
        return batch(run, order)

    return command


def batch(run: Run, order: Order) -> Exit:
    """Read the letters of `order` that are not read yet.

    Returns:
        SOME_FAILED where a letter has no record, else OK.

    Raises:
        VanbanError: the batch as a whole cannot go on; see `batch.run.run`.
        SettingsError: the settings cannot be used.
    """
    from vanban_parser.batch.run import Plan
    from vanban_parser.batch.run import run as run_batch
    from vanban_parser.cli import work

    plan = Plan(
        order.source,
        order.folder,
        run.settings(),
        _said(run.say),
        form=order.form,
        per_part=order.per_part,
        split=order.split,
        parser=work.PARSER,
    )
    with _pool(order) as pool, Display(run.say, quiet=order.quiet) as display:
        tally = run_batch(plan, pool.executor, pool.n_workers, display.show)
    return Exit.SOME_FAILED if tally.n_failed else Exit.OK


def _pool(order: Order) -> AbstractContextManager[Pool]:
    from vanban_parser.batch import pools
    from vanban_parser.cli.parse import usable_cores

    if order.cluster:
        return pools.cluster(order.cluster)
    return pools.local(order.jobs or usable_cores())


def _said(say: Say) -> Callable[[Failure, str], Mapping[str, Any]]:
    """Return what makes a letter's error object, in the user's language."""
    from vanban_parser.cli.inputs import clean
    from vanban_parser.cli.problems import Problem
    from vanban_parser.errors import relayed

    def error(failure: Failure, path: str) -> Mapping[str, Any]:
        problem = Problem.of(relayed(failure.code, "", failure.detail))
        message, remedy = problem.said(say)
        told = {"code": problem.code, "message": message, "remedy": remedy}
        if failure.is_secret:
            return {"error": told, "source": {}}
        source = {"filename": clean(path.replace("\\", "/").rpartition("/")[2])}
        if failure.sha256:
            source["sha256"] = failure.sha256
        return {"path": clean(path), "error": told, "source": source}

    return error


class Display:
    """How far a batch is: a bar at a terminal, a line now and then elsewhere."""

    def __init__(self, say: Say, *, quiet: bool) -> None:
        self._say = say
        self._quiet = quiet
        self._bar = None if quiet or not sys.stderr.isatty() else _bar()
        self._said_at = -_STEP
        self._tally: Tally | None = None

    def __enter__(self) -> Display:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()
        if self._tally is not None and not self._quiet:
            click.echo(self._line(self._tally), err=True)

    def show(self, tally: Tally) -> None:
        """Show how far it is now."""
        first, self._tally = self._tally is None, tally
        if self._bar:
            if first:
                # What an earlier run has read says nothing about the rate of this.
                self._bar.add_task(
                    self._say("parse.bar"),
                    total=tally.n_letters,
                    completed=tally.n_done,
                    failed="",
                )
            failed = self._say("batch.failed", failed=tally.n_failed)
            self._bar.update(
                self._bar.task_ids[0],
                completed=tally.n_done,
                failed=failed if tally.n_failed else "",
            )
        elif not self._quiet and tally.n_done < tally.n_letters:
            hundredth = 100 * tally.n_done // tally.n_letters
            if hundredth >= self._said_at + _STEP:
                self._said_at = hundredth
                click.echo(self._line(tally), err=True)

    def _line(self, tally: Tally) -> str:
        return self._say(
            "batch.progress",
            done=tally.n_done,
            failed=tally.n_failed,
            letters=tally.n_letters,
        )


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Task as Row
    from rich.text import Text

    class Rate(ProgressColumn):
        """Letters a second, over the last half minute."""

        def render(self, task: Row) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "-/s")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
    )
