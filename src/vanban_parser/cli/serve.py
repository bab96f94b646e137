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
from vanban_parser.cli.watch import make_watcher, pace_of
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
    ) -> Exit:
        folder = Path(inbox) if inbox else None
        return serve(run, Order(folder, database, host, port, names, https, jobs))

    return command


def serve(run: Run, order: Order) -> Exit:
    """Serve the page until a signal.

    Raises:
        click.UsageError: there is no such inbox; or it is to be reached from other
            machines, and there are no users.
        StoreError: the database cannot be opened.
        OutputError: the inbox may not be written.
    """
    from vanban_parser.store import sessions, users
    from vanban_parser.store.engine import open_store

    settings = run.settings()
    if order.inbox is not None and not order.inbox.is_dir():
        raise click.UsageError(run.say("usage.no_inbox", path=order.inbox))
    with ExitStack() as stack:
        store = open_store(address_of(settings, order.database))
        stack.callback(store.close)
        with store.writing() as tx:
            n_users = users.count(tx)
            sessions.end_local(tx)
        if not n_users and (order.host not in _HERE or order.names or order.https):
            raise click.UsageError(run.say("usage.no_users"))
        drop = None
        if order.inbox is not None:
            drop = stack.enter_context(_watching(run, order, settings, store))
        office = _office(order, settings, store, drop, with_link=not n_users)
        _serve(run, order, office)
    return Exit.OK


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
    run: Run, order: Order, settings: Settings, store: Store
) -> Iterator[Uploads]:
    """Watch the inbox within the block, as ``vanban watch`` does."""
    from vanban_parser.intake.folders import Folders
    from vanban_parser.intake.mounts import is_share
    from vanban_parser.intake.uploads import Uploads
    from vanban_parser.intake.wake import events

    assert order.inbox is not None
    try:
        drop = Uploads(Folders(order.inbox), store, OfficeClock())
    except OSError as error:
        raise OutputError(str(order.inbox), error.strerror or "") from error
    watcher = make_watcher(
        run,
        WatchOrder(order.inbox, jobs=order.jobs),
        settings,
        store,
        pace_of(settings, shared=is_share(order.inbox)),
        drop.on_page,
    )
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
