"""``vanban deliver``: what came in is told to the targets of the settings file."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import Problem, printable, worst
from vanban_parser.cli.storing import OfficeClock, columns, database, opened
from vanban_parser.errors import Exit, relayed

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.deliver.outcomes import Rehearsal, Tally
    from vanban_parser.deliver.sender import Sender
    from vanban_parser.model.targets import Target
    from vanban_parser.store.deliveries import Dead
    from vanban_parser.store.engine import Store
    from vanban_parser.store.senders import Fault

Form = Literal["text", "json"]
_MOST = 20
"""Dead letters that a person is shown; JSON has them all."""


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("deliver", help=say("help.deliver"), short_help=say("short.deliver"))
    @click.option(
        "--target",
        "names",
        multiple=True,
        metavar=say("metavar.name"),
        help=say("help.target"),
    )
    @click.option("--dry-run", is_flag=True, help=say("help.dry_run"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help=say("help.deliver_format"),
    )
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        *,
        names: tuple[str, ...],
        dry_run: bool,
        form: Form,
        database: str | None,
    ) -> Exit:
        targets = chosen(run, names)
        with opened(run, database) as store:
            codes = [
                _of_target(run, store, name, target, form, dry_run=dry_run)
                for name, target in targets.items()
            ]
        return worst(*codes)

    return command


def chosen(run: Run, names: Sequence[str]) -> dict[str, Target]:
    """Return the targets that are meant: those named, or all of the settings.

    Raises:
        click.UsageError: there is no such target, or none at all.
    """
    known = run.settings().targets
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "-"
            raise click.UsageError(run.say("usage.target", name=name, known=listed))
    if not known:
        raise click.UsageError(run.say("usage.no_targets"))
    return {name: known[name] for name in known if not names or name in names}


def _of_target(
    run: Run, store: Store, name: str, config: Target, form: Form, *, dry_run: bool
) -> Exit:
    from vanban_parser.deliver.errors import TargetSettingsError

    try:
        with _sender(store, name, config, dry_run=dry_run) as sender:
            if dry_run:
                return _rehearse(run, sender, form)
            return _report(run, store, sender, form)
    except TargetSettingsError as error:
        # The other targets are not the worse for it.
        click.echo(Problem.of(error).line(run.say, name), err=True)
        return error.exit_code


@contextmanager
def _sender(
    store: Store, name: str, config: Target, *, dry_run: bool
) -> Iterator[Sender]:
    from vanban_parser.deliver.parcels import Packer
    from vanban_parser.deliver.sender import Sender
    from vanban_parser.deliver.targets import World, open_target

    clock = OfficeClock()
    world = World(os.environ, lambda: clock.now().timestamp(), rehearsing=dry_run)
    target = open_target(name, config, world)
    try:
        yield Sender(
            store=store,
            name=name,
            target=target,
            packer=Packer(name, config.link),
            clock=clock,
            owner=_owner(),
            since=config.since.isoformat() if config.since else None,
            approved=config.approved,
        )
    finally:
        target.close()


def _report(run: Run, store: Store, sender: Sender, form: Form) -> Exit:
    from vanban_parser.store import deliveries, remotes

    tally = sender.run()
    with store.reading() as tx:
        dead = deliveries.dead(tx, sender.name)
        kept = remotes.kept(tx, sender.name)
    if form == "json":
        from vanban_parser.export.json import dumps

        click.echo(dumps(as_record(sender.name, tally, dead, kept)))
    else:
        for line in _lines(run.say, sender.name, tally, dead, kept):
            click.echo(line)
    return (
        Exit.DELIVERY_FAILED if tally.failed or tally.dead or tally.fault else Exit.OK
    )


def as_record(
    name: str,
    tally: Tally,
    dead: Sequence[Dead],
    kept: dict[str, tuple[str, ...]],
) -> dict[str, object]:
    """Return what became of a target's messages as plain values."""
    fault = tally.fault
    return {
        "target": name,
        "sent": tally.sent,
        "failed": tally.failed,
        "waiting": tally.waiting,
        "waiting_for_approval": tally.held,
        "other_sender": tally.taken,
        "resting": {"code": fault.code, "detail": fault.detail} if fault else None,
        "dead": [
            {
                "event": one.event_id,
                "topic": one.topic,
                "task": one.task_id,
                "code": one.error_code,
                "detail": one.error_detail,
            }
            for one in dead
        ],
        "changed_by_people": {task: list(fields) for task, fields in kept.items()},
    }


def _lines(
    say: Say,
    name: str,
    tally: Tally,
    dead: Sequence[Dead],
    kept: dict[str, tuple[str, ...]],
) -> Iterator[str]:
    if tally.taken:
        yield say("deliver.taken", name=name)
        return
    yield say(
        "deliver.done",
        name=name,
        sent=tally.sent,
        failed=tally.failed,
        waiting=tally.waiting,
        dead=len(dead),
    )
    if tally.held:
        yield say("deliver.held", n=tally.held)
    if tally.fault:
        yield f"  {_said(say, tally.fault)}"
    rows = [
        (
            one.topic,
            (one.task_id or "-")[:8],
            one.error_code,
            printable(one.error_detail),
        )
        for one in dead[:_MOST]
    ]
    yield from (f"  {line}" for line in (columns(rows) if rows else ()))
    if len(dead) > _MOST:
        yield f"  ... + {len(dead) - _MOST}"
    if kept:
        yield say("deliver.kept", n=len(kept))


def _rehearse(run: Run, sender: Sender, form: Form) -> Exit:
    code = Exit.OK
    for would in sender.rehearse():
        if would.fault is not None:
            code = Exit.DELIVERY_FAILED
        if form == "json":
            from vanban_parser.export.json import dumps

            click.echo(dumps(_as_would(sender.name, would)))
        else:
            click.echo("\n".join(_would_lines(run.say, sender.name, would)))
    return code


def _as_would(name: str, would: Rehearsal) -> dict[str, object]:
    request, fault = would.request, would.fault
    return {
        "target": name,
        "event": would.message.id,
        "topic": would.message.topic,
        "task": would.message.task_id,
        "request": {
            "method": request.method,
            "url": request.url,
            "headers": dict(request.headers),
            "body": request.body.decode("utf-8", "replace"),
        }
        if request
        else None,
        "problem": {"code": fault.code, "detail": fault.detail} if fault else None,
    }


def _would_lines(say: Say, name: str, would: Rehearsal) -> Iterator[str]:
    yield f"# {name}: {would.message.topic} {would.message.id}"
    if would.fault is not None:
        yield _said(say, would.fault)
    elif would.request is None:
        yield say("deliver.nothing")
    else:
        request = would.request
        yield f"{request.method} {request.url}"
        yield from (f"{key}: {value}" for key, value in request.headers.items())
        yield ""
        yield request.body.decode("utf-8", "replace")
    yield ""


def _said(say: Say, fault: Fault) -> str:
    error = relayed(fault.code, "", printable(fault.detail))
    problem, remedy = Problem.of(error).said(say)
    return f"{problem} [{fault.code}]; {remedy}"


def _owner() -> str:
    """Return who sends: a name that no other process has."""
    import platform  # costs at start, and only a sender has a name

    return f"{platform.node()}-{os.getpid()}-{secrets.token_hex(4)}"
