"""``vanban parse``: letters in, records out."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common, received
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.inputs import Job
    from vanban_parser.cli.messages import Say
    from vanban_parser.cli.progress import Report
    from vanban_parser.cli.work import Outcome, Worker
    from vanban_parser.settings import Settings

FORMS = ("json", "jsonl", "table", "csv")
HANDED = (
    *("tasks", "xlsx", "ical", "taskwarrior", "jira", "redmine", "planner", "edxml"),
)
"""Formats of others, which are written when the last letter has been read."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    paths: tuple[str, ...]
    form: str | None = None
    output: str | None = None
    force: bool = False
    jobs: int | None = None
    quiet: bool = False
    strict: bool = False
    split: bool = False
    not_secret: bool = False
    stdin_name: str | None = None
    received: dt.date | None = None
    min_confidence: float | None = None

    @property
    def many(self) -> bool:
        """Whether it may mean several letters, as a folder does even with one."""
        return self.split or len(self.paths) > 1 or os.path.isdir(self.paths[0])  # noqa: PTH112 - never raises


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("parse", help=say("help.parse"), short_help=say("short.parse"))
    @click.argument("paths", nargs=-1, required=True, metavar=say("metavar.paths"))
    @click.option(
        "--format",
        "form",
        type=click.Choice((*FORMS, *HANDED)),
        help=say("help.format"),
    )
    @click.option("-o", "--output", metavar=say("metavar.out"), help=say("help.output"))
    @click.option("--force", is_flag=True, help=say("help.force"))
    @click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help=say("help.jobs")
    )
    @click.option("-q", "--quiet", is_flag=True, help=say("help.quiet"))
    @click.option("--strict", is_flag=True, help=say("help.strict"))
    @click.option("--not-secret", is_flag=True, help=say("help.not_secret"))
    @click.option("--split", is_flag=True, help=say("help.split"))
    @click.option(
        "--stdin-name", metavar=say("metavar.name"), help=say("help.stdin_name")
    )
    @click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help=say("help.min_confidence"),
    )
    @received(say)
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        paths: tuple[str, ...],
        form: str | None,
        output: str | None,
        force: bool,
        jobs: int | None,
        quiet: bool,
        strict: bool,
        split: bool,
        not_secret: bool,
        stdin_name: str | None,
        received: dt.datetime | None,
        min_confidence: float | None,
    ) -> Exit:
        day = received.date() if received is not None else None
        order = Order(
            paths,
            form=form,
            output=output,
            force=force,
            jobs=jobs,
            quiet=quiet,
            strict=strict,
            split=split,
            not_secret=not_secret,
            stdin_name=stdin_name,
            received=day,
            min_confidence=min_confidence,
        )
        return parse(run, order)

    return command


def parse(run: Run, order: Order) -> Exit:
    """Parse the letters of `order` and write their records.

    Returns:
        The worst of what happened: a failed file, or with ``strict`` a warning.

    Raises:
        click.UsageError: the order contradicts itself.
        OutputError: the records cannot be written.
        SettingsError: the settings cannot be used.
    """
    from vanban_parser.cli import work
    from vanban_parser.cli.problems import worst
    from vanban_parser.cli.progress import Report
    from vanban_parser.cli.target import target_of
    from vanban_parser.isolate import IsolatedParser

    # Its process imports what it needs while this one looks for its settings.
    with IsolatedParser(parser=work.PARSER, debug=run.debug) as parser:
        settings = run.settings(order.received, order.min_confidence)
        jobs = list(_jobs(order, settings, run.say))
        if order.not_secret:
            settings = _released(order, jobs, settings, run.say)
        parser.use(settings)
        target = target_of(order, jobs, run.say)
        # Many records on a terminal would come between the bar and itself.
        show_bar = order.many and not order.quiet and not target.on_terminal
        show_pages = show_bar or (len(jobs) == 1 and not order.quiet)
        with Report(
            run, n_jobs=len(jobs), show_bar=show_bar, show_pages=show_pages
        ) as report:
            worker = work.Worker(
                parser,
                settings,
                target.form,
                split=order.split,
                debug=run.debug,
                watching=report.pages,
            )
            # Closed at once when whoever reads the records has gone.
            one_more = partial(_one_more, worker, order, run, settings)
            with closing(_outcomes(jobs, worker, order, one_more)) as outcomes:
                code = target.write(_reported(outcomes, report))
        return worst(code, report.exit_code(strict=order.strict))


def _jobs(order: Order, settings: Settings, say: Say) -> Iterator[Job]:
    from vanban_parser.cli.inputs import expand, from_pipe

    n_pipes = order.paths.count("-")
    if n_pipes > 1:
        raise click.UsageError(say("usage.one_stdin"))
    if order.stdin_name and not n_pipes:
        raise click.UsageError(say("usage.stdin_name"))
    for name in order.paths:
        if name == "-":
            # One byte more shows that there is too much.
            data = sys.stdin.buffer.read(settings.max_bytes + 1)
            yield from_pipe(data, order.stdin_name)
            continue
        found = list(expand(name))
        if not found:
            click.echo(f"vanban: {say('parse.nothing', folder=name)}", err=True)
        yield from found


def _released(order: Order, jobs: list[Job], settings: Settings, say: Say) -> Settings:
    """Return `settings` that let the one file of `order` pass the secrecy gate.

    Who says so has looked at one file; what is in its place later is another one.
    """
    from vanban_parser.cli.work import digest

    if len(order.paths) != 1 or len(jobs) != 1 or os.path.isdir(order.paths[0]):  # noqa: PTH112 - never raises
        raise click.UsageError(say("usage.not_secret"))
    sha256 = digest(jobs[0], settings.max_bytes)
    if sha256 is None:  # it cannot be read, as its own error will say
        return settings
    looked_at = (*settings.not_secret, sha256)
    return settings.model_copy(update={"not_secret": looked_at})


def _one_more(worker: Worker, order: Order, run: Run, settings: Settings) -> Worker:
    """Return a worker like the first, with a process of its own."""
    from vanban_parser.cli import work
    from vanban_parser.isolate import IsolatedParser

    return work.Worker(
        IsolatedParser(settings, parser=work.PARSER, debug=run.debug),
        settings,
        worker.form,
        split=order.split,
        debug=run.debug,
        watching=worker.watching,
    )


def _outcomes(
    jobs: list[Job], worker: Worker, order: Order, one_more: Callable[[], Worker]
) -> Generator[Outcome, None, None]:
    """Do the jobs, several at once where there are several."""
    n_workers = order.jobs or usable_cores()
    if len(jobs) < 2 or n_workers < 2:
        for job in jobs:
            yield from worker(job)
        return
    from vanban_parser.cli.pool import Crew

    yield from Crew(worker, one_more, n_workers=n_workers).outcomes(jobs)


def _reported(outcomes: Iterable[Outcome], report: Report) -> Iterator[Outcome]:
    for outcome in outcomes:
        report.add(outcome)
        yield outcome


def usable_cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
