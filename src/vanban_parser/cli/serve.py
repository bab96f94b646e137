"""``vanban serve``: the review page, on this machine or for an office."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vanban_parser.cli import configuration
from vanban_parser.cli.options import Run, common
from vanban_parser.cli.problems import OutputError
from vanban_parser.cli.storing import OfficeClock, address_of, database
from vanban_parser.cli.watch import Order as WatchOrder
from vanban_parser.cli.watch import check_source, make_watcher, pace_of
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.intake.uploads import Uploads
    from vanban_parser.settings import Settings
    from vanban_parser.store.engine import Store
    from vanban_parser.web.office import Office

_PORT = 8765
_GRACE_SECONDS = 60
_HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    inbox: Path | None
    database: str | None
    host: str
    port: int
    names: tuple[str, ...]
    https: bool
    jobs: int | None
    split: bool = False
    source: Path | None = None

    def watching(self) -> WatchOrder | None:
        """Return what is asked of the watcher; None where there is no inbox."""
        if self.inbox is None:
            return None
        return WatchOrder(
            self.inbox, jobs=self.jobs, split=self.split, source=self.source
        )


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("serve", help=say("help.serve"), short_help=say("short.serve"))
    @click.argument("inbox", required=False, metavar=say("metavar.inbox"))
    @database(say)
    @click.option("--host", default=_HERE[0], metavar="IP", help=say("help.host"))
    @click.option(
        "--port",
        default=_PORT,
        type=click.IntRange(0, 65535),
        metavar="N",
        help=say("help.port"),
    )
    @click.option("--name", "names", multiple=True, help=say("help.serve_name"))
    @click.option("--https", is_flag=True, help=say("help.https"))
    @click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help=say("help.jobs")
    )
    @click.option("--split", is_flag=True, help=say("help.watch_split"))
    @click.option(
        "--copy-from",
        "source",
        metavar=say("metavar.out_folder"),
        help=say("help.copy_from"),
    )
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        inbox: str | None,
        database: str | None,
        host: str,
        port: int,
        names: tuple[str, ...],
        https: bool,
        jobs: int | None,
        split: bool,
        source: str | None,
    ) -> Exit:
        order = Order(
            Path(inbox) if inbox else None,
            database,
            host,
            port,
            names,
            https,
            jobs,
            split,
            Path(source) if source else None,
        )
        return serve(run, order)

    return command


def serve(run: Run, order: Order) -> Exit:
    """Serve the page until a signal.

    Raises:
        click.UsageError: there is no such inbox, or none for what is said of it; or
            the page is to be reached from other machines, and there are no users.
        StoreError: the database cannot be opened.
        OutputError: the inbox may not be written.
    """
    from vanban_parser.store import sessions, users
    from vanban_parser.store.engine import open_store

    settings = run.settings()
    watching = order.watching()
    _check(run, order, watching)
    with ExitStack() as stack:
        store = open_store(address_of(settings, order.database))
        stack.callback(store.close)
        with store.writing() as tx:
            n_users = users.count(tx)
            sessions.end_local(tx)
        if not n_users and (order.host not in _HERE or order.names or order.https):
            raise click.UsageError(run.say("usage.no_users"))
        drop = None
        if watching is not None:
            drop = stack.enter_context(_watching(run, watching, settings, store))
        office = _office(order, settings, store, drop, with_link=not n_users)
        _serve(run, order, office)
    return Exit.OK


def _check(run: Run, order: Order, watching: WatchOrder | None) -> None:
    """Refuse an inbox that is not there, and what is said of none.

    Raises:
        click.UsageError: it is so.
    """
    if watching is None:
        if order.split or order.source is not None:
            raise click.UsageError(run.say("usage.needs_inbox"))
        return
    if not watching.inbox.is_dir():
        raise click.UsageError(run.say("usage.no_inbox", path=watching.inbox))
    check_source(run, watching)


def _office(
    order: Order,
    settings: Settings,
    store: Store,
    drop: Uploads | None,
    *,
    with_link: bool,
) -> Office:
    from vanban_parser.web.office import LOOPBACK, Link, Office
    from vanban_parser.web.sheets import Sheets

    folder = configuration.state_folder(os.environ) / "pages"
    return Office(
        store=store,
        settings=settings,
        clock=OfficeClock(),
        sheets=Sheets(folder, settings),
        inbox=drop,
        link=Link() if with_link else None,
        hosts=LOOPBACK | {order.host} | {name.lower() for name in order.names},
        https=order.https,
        port=order.port,
    )


def _serve(run: Run, order: Order, office: Office) -> None:
    from vanban_parser.web.app import make_app
    from vanban_parser.web.server import Server

    def ready(port: int) -> None:
        office.sheets.warm()
        host = f"[{order.host}]" if ":" in order.host else order.host
        place = f"{'https' if order.https else 'http'}://{host}:{port}/"
        if office.link is not None:
            place += f"start?token={office.link.token}"
        click.echo(run.say("serve.ready", address=place))

    server = Server(make_app(office), order.host, order.port, ready)
    with _ended_by_signals():
        try:
            server.run()
        except SystemExit:
            # It could not listen, and has said so to a log that nobody reads.
            raise click.UsageError(
                run.say("usage.port", host=order.host, port=order.port)
            ) from None


@contextmanager
def _watching(
    run: Run, order: WatchOrder, settings: Settings, store: Store
) -> Iterator[Uploads]:
    """Watch the inbox within the block, as ``vanban watch`` does."""
    from vanban_parser.intake.folders import Folders
    from vanban_parser.intake.mounts import is_share
    from vanban_parser.intake.uploads import Uploads
    from vanban_parser.intake.wake import events

    try:
        drop = Uploads(Folders(order.inbox), store, OfficeClock())
    except OSError as error:
        raise OutputError(str(order.inbox), error.strerror or "") from error
    folders = filter(None, (order.inbox, order.source))
    pace = pace_of(settings, shared=any(map(is_share, folders)))
    watcher = make_watcher(run, order, settings, store, pace, drop.on_page)
    drop.wake = watcher.wake
    thread = threading.Thread(target=watcher.run, daemon=True)
    with events(order.inbox, watcher.wake):
        thread.start()
        try:
            yield drop
        finally:
            watcher.stop()
            thread.join(_GRACE_SECONDS)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a signal end the server, and then us, in order.

    The server takes signals while it runs and hands them on when it has ended.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = ("SIGINT", "SIGTERM", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
