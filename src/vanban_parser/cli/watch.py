"""``vanban watch``: letters dropped into a folder are registered."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import OutputError
from vanban_parser.cli.storing import OfficeClock, address_of, database
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.intake.journal import Event
    from vanban_parser.intake.pace import Pace
    from vanban_parser.intake.watcher import Watcher
    from vanban_parser.settings import Settings
    from vanban_parser.store.engine import Store

LogFormat = Literal["text", "json"]
# What a person wants to see of a file; the rest is for machines.
_TOLD = frozenset(
    {
        *("registered", "duplicate", "failed", "quarantined", "postponed"),
        *("paused", "trouble", "vanished"),
    }
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    inbox: Path
    database: str | None = None
    jobs: int | None = None
    once: bool = False
    events: bool = True
    split: bool = False
    source: Path | None = None
    metrics: Path | None = None
    log_format: LogFormat = "text"


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("watch", help=say("help.watch"), short_help=say("short.watch"))
    @click.argument("inbox", metavar=say("metavar.folder"))
    @database(say)
    @click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help=say("help.jobs")
    )
    @click.option("--once", is_flag=True, help=say("help.once"))
    @click.option("--events/--no-events", default=True, help=say("help.events"))
    @click.option("--split", is_flag=True, help=say("help.watch_split"))
    @click.option(
        "--copy-from",
        "source",
        metavar=say("metavar.out_folder"),
        help=say("help.copy_from"),
    )
    @click.option("--metrics", metavar=say("metavar.file"), help=say("help.metrics"))
    @click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        help=say("help.log_format"),
    )
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        inbox: str,
        database: str | None,
        jobs: int | None,
        once: bool,
        events: bool,
        split: bool,
        source: str | None,
        metrics: str | None,
        log_format: LogFormat,
    ) -> Exit:
        order = Order(
            Path(inbox),
            database,
            jobs,
            once,
            events,
            split,
            Path(source) if source else None,
            Path(metrics) if metrics else None,
            log_format,
        )
        return watch(run, order)

    return command


def watch(run: Run, order: Order) -> Exit:
    """Watch the inbox of `order` until a signal, or until it is empty.

    Raises:
        click.UsageError: there is no such folder, or no share may hold the database.
        OutputError: the inbox may not be written.
        StoreError: the database cannot be opened.
    """
    from vanban_parser.intake.mounts import is_share
    from vanban_parser.store.engine import open_store

    settings = run.settings()
    if not order.inbox.is_dir():
        raise click.UsageError(run.say("usage.no_inbox", path=order.inbox))
    check_source(run, order)
    store = open_store(address_of(settings, order.database))
    try:
        if store.path is not None and is_share(store.path.parent):
            raise click.UsageError(run.say("usage.shared_database", path=store.path))
        folders = filter(None, (order.inbox, order.source))
        pace = pace_of(settings, shared=any(map(is_share, folders)))
        _run(run, order, settings, store, pace)
    finally:
        store.close()
    return Exit.OK


def check_source(run: Run, order: Order) -> None:
    """Refuse a folder to copy from that is not there, or that we write into.

    Raises:
        click.UsageError: it is so.
    """
    if order.source is None:
        return
    if not order.source.is_dir():
        raise click.UsageError(run.say("usage.no_inbox", path=order.source))
    source, inbox = order.source.resolve(), order.inbox.resolve()
    if source.is_relative_to(inbox) or inbox.is_relative_to(source):
        raise click.UsageError(run.say("usage.source_inside", path=order.source))


def pace_of(settings: Settings, *, shared: bool) -> Pace:
    """Return how often to look, by the settings and by where the inbox is."""
    from vanban_parser.intake.pace import Pace

    return Pace(
        scan=settings.scan_seconds or (10.0 if shared else 2.0),
        settle=settings.settle_seconds or (15.0 if shared else 5.0),
        patience=settings.patience_seconds,
    )


def make_watcher(
    run: Run,
    order: Order,
    settings: Settings,
    store: Store,
    pace: Pace,
    on_page: Callable[[Path, int, int], None] | None = None,
) -> Watcher:
    """Return a watcher of the inbox of `order`, which does nothing yet.

    `on_page` is told of each page that is recognised, as `IsolatedReader` has it.
    """
    from vanban_parser.intake.folders import Folders
    from vanban_parser.intake.reader import IsolatedReader
    from vanban_parser.intake.watcher import Watcher

    return Watcher(
        Folders(order.inbox),
        store,
        lambda: IsolatedReader(settings, split=order.split, on_page=on_page),
        clock=OfficeClock(),
        explain=run.say.error,
        journal=_journal(order.log_format, run.say),
        n_readers=order.jobs or _usable_cores(),
        pace=pace,
        source=order.source,
    )


def _run(run: Run, order: Order, settings: Settings, store: Store, pace: Pace) -> None:
    from vanban_parser.intake.wake import events

    watcher = make_watcher(run, order, settings, store, pace)
    # A share tells nobody of what others do there.
    wanted = order.events and not order.once
    listening = events(order.inbox, watcher.wake) if wanted else nullcontext()
    try:
        with _stopped_by_signals(watcher), listening:
            watcher.run(once=order.once, each_look=_metrics(order.metrics, watcher))
    except OSError as error:
        raise OutputError(str(order.inbox), error.strerror or "") from error


@contextmanager
def _stopped_by_signals(watcher: Watcher) -> Iterator[None]:
    """Let the signals that mean an end let what is under way end first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]

    def stop(*_: object) -> None:
        # In a thread: the one interrupted may hold the lock that stopping needs.
        threading.Thread(target=watcher.stop).start()

    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _journal(form: LogFormat, say: Say) -> Callable[[Event], None]:
    """Return what writes the log to stderr: ids, codes and numbers, never words."""
    lock = threading.Lock()

    def write(event: Event) -> None:
        at = OfficeClock().now()
        if form == "json":
            facts = {"at": at.isoformat(), "event": event.name, "job": event.job_id}
            line = json.dumps(facts | dict(event.facts))
        elif event.name in _TOLD:
            code = event.facts.get("code")
            said = say(f"watch.{event.name}") + (f" [{code}]" if code else "")
            line = f"{at:%H:%M:%S} {said} ({(event.job_id or '-')[:8]})"
        else:
            return
        # Work goes on though nobody listens any more.
        with lock, suppress(OSError, ValueError):
            click.echo(line, err=True)

    return write


def _metrics(path: Path | None, watcher: Watcher) -> Callable[[], None] | None:
    if path is None:
        return None

    def write() -> None:
        from vanban_parser.intake.disk import write_whole

        try:
            write_whole(path, watcher.metrics())
        except OSError as error:
            click.echo(f"vanban: {path}: {error.strerror}", err=True)

    return write


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
