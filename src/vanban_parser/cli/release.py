"""``vanban release``: a file that was wrongly stopped as secret is read after all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import OutputError
from vanban_parser.cli.storing import OfficeClock, actor, columns, database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.store.jobs import Job

_SHORTEST = 8
"""Signs of an id that are asked for: nobody shall release the wrong file."""


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("release", help=say("help.release"), short_help=say("short.release"))
    @click.argument("job", required=False, metavar=say("metavar.stopped"))
    @click.option("--reason", metavar=say("metavar.word"), help=say("help.reason"))
    @click.option("--by", metavar=say("metavar.name"), help=say("help.by"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        *,
        job: str | None,
        reason: str | None,
        by: str | None,
        database: str | None,
    ) -> Exit:
        if job is None:
            return _listed(run, database)
        if not reason or not reason.strip():
            raise click.UsageError(run.say("usage.reason"))
        return _release(run, job, reason.strip(), by or actor(), database)

    return command


def _listed(run: Run, database: str | None) -> Exit:
    from vanban_parser.store import jobs

    with opened(run, database) as store, store.reading() as tx:
        stopped = jobs.in_state(tx, "quarantined")
    rows = [(job.id, job.changed_at[:16], job.error_code or "") for job in stopped]
    for line in columns(rows) if rows else (run.say("release.nothing"),):
        click.echo(line)
    return Exit.OK


def _release(run: Run, wanted: str, reason: str, by: str, database: str | None) -> Exit:
    from vanban_parser.intake.again import let_pass
    from vanban_parser.store import inboxes, jobs

    with opened(run, database) as store:
        with store.reading() as tx:
            stopped = jobs.in_state(tx, "quarantined", limit=100_000)
            folders = inboxes.paths(tx)
        job = _meant(run, stopped, wanted)
        inbox = Path(folders[job.inbox])
        try:
            done = let_pass(inbox, store, job, OfficeClock().now(), by, reason)
        except OSError as error:
            raise OutputError(job.id, error.strerror or "") from error
    click.echo(run.say("release.done" if done else "release.not", id=job.id))
    return Exit.OK if done else Exit.SOME_FAILED


def _meant(run: Run, stopped: tuple[Job, ...], wanted: str) -> Job:
    """Return the one file whose id begins so.

    Raises:
        click.UsageError: there is none, or there are several.
    """
    found = [job for job in stopped if job.id.startswith(wanted.lower())]
    if len(wanted) < _SHORTEST or len(found) != 1:
        raise click.UsageError(run.say("usage.release", id=wanted))
    return found[0]
