"""``vanban retry``: files go back to the inbox, messages to their target."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.deliver import chosen
from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import OutputError, printable
from vanban_parser.cli.storing import OfficeClock, actor, database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.store.jobs import Job


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("retry", help=say("help.retry"), short_help=say("short.retry"))
    @click.argument("names", nargs=-1, metavar=say("metavar.failed"))
    @click.option("--all", "every", is_flag=True, help=say("help.all"))
    @click.option(
        "--target", metavar=say("metavar.name"), help=say("help.retry_target")
    )
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        *,
        names: tuple[str, ...],
        every: bool,
        target: str | None,
        database: str | None,
    ) -> Exit:
        if target is not None:
            if names or every:
                raise click.UsageError(run.say("usage.retry"))
            return _revive(run, target, database)
        if bool(names) == every:
            raise click.UsageError(run.say("usage.retry"))
        return _retry(run, names, database)

    return command


def _revive(run: Run, target: str, database: str | None) -> Exit:
    """Let the messages that a target would not take be sent again."""
    from vanban_parser.store import audit, deliveries

    chosen(run, [target])
    at = OfficeClock().now()
    with opened(run, database) as store, store.writing() as tx:
        n = deliveries.revive(tx, target, at)
        detail = {"target": target, "messages": n}
        audit.note(tx, at, actor(), "delivery-retried", detail=detail)
    click.echo(run.say("retry.revived", n=n, name=target))
    return Exit.OK


def _retry(run: Run, names: tuple[str, ...], database: str | None) -> Exit:
    from vanban_parser.intake.again import give_back
    from vanban_parser.store import inboxes, jobs

    code, clock = Exit.OK, OfficeClock()
    with opened(run, database) as store:
        with store.reading() as tx:
            failed = jobs.in_state(tx, "failed", limit=100_000)
            folders = inboxes.paths(tx)
        wanted = [job for job in failed if not names or _is_meant(job, names)]
        for job in wanted:
            shown = printable(job.name or job.id)
            try:
                inbox = Path(folders[job.inbox])
                done = give_back(inbox, store, job, clock.now(), actor())
            except OSError as error:
                raise OutputError(shown, error.strerror or "") from error
            click.echo(run.say("retry.done" if done else "retry.not", name=shown))
            code = code if done else Exit.SOME_FAILED
    if not wanted:
        click.echo(run.say("retry.nothing"))
    return code


def _is_meant(job: Job, names: tuple[str, ...]) -> bool:
    """Tell whether a job is named: by its file's name, then or now, or its id."""
    place = (job.place or "").rpartition("/")[2]
    given = {Path(name).name for name in names}
    return bool(given & {job.name, place}) or any(
        len(name) >= 4 and job.id.startswith(name) for name in names
    )
