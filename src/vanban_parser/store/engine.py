"""Open the database; transactions that are whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from vanban_parser.store.errors import (
    StoreAddressError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)
from vanban_parser.store.migrate import upgrade

Tx = Connection
"""A transaction: what every function of this package works in."""

_WAIT_SECONDS = 30
"""How long to wait for others who write."""


class Store:
    """A database; one transaction at a time in each thread that asks for one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # In SQLite one writes at a time, and who has to wait sleeps for too long or too
        # short; a lock wakes the next one of ours at once.
        is_sqlite = engine.dialect.name == "sqlite"
        self._turn = threading.Lock() if is_sqlite else nullcontext()

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """Give a transaction that may write; kept if the block ends well.

        Raises:
            StoreError: it could not be begun, done or kept; then nothing of it is.
        """
        with (
            _translated(self._engine.url),
            self._engine.connect() as connection,
            self._turn,
        ):
            if connection.dialect.name == "sqlite":
                # At once and not at the first write: two readers that both want to
                # write would wait for each other.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """Give a transaction that sees one state of the database and writes nothing.

        Raises:
            StoreError: the database cannot be read.
        """
        with _translated(self._engine.url), self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection
            connection.rollback()

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @property
    def path(self) -> Path | None:
        """The file of the database, None for a server."""
        return _file(self._engine.url)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def open_store(address: str) -> Store:
    """Open the database at `address`, made or brought up to date where needed.

    Args:
        address: A path, ``sqlite:///PATH`` or ``postgresql://USER@HOST/NAME``.

    Raises:
        StoreAddressError: `address` is none of these, or its driver is not installed.
        StoreError: it cannot be opened.
    """
    store = Store(_engine(_url(address)))
    try:
        with store.writing() as tx:
            upgrade(tx)
    except BaseException:
        store.close()
        raise
    return store


def address_path(address: str) -> Path | None:
    """Return the file that an address means, None for a server.

    Raises:
        StoreAddressError: as `open_store`.
    """
    return _file(_url(address))


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StoreAddressError("database") from error
    kind = url.get_backend_name()
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise StoreAddressError("database", kind)
    return url


def _file(url: URL) -> Path | None:
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


def _engine(url: URL) -> Engine:
    path = _file(url)
    if path is None:
        try:
            # Sessions speak UTC and wait as long as SQLite's do.
            wait = f"-c lock_timeout={_WAIT_SECONDS * 1000}"
            return create_engine(
                url, connect_args={"options": wait}, pool_pre_ping=True
            )
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            detail = "pip install 'vanban-parser[postgresql]'"
            raise StoreAddressError("database", detail) from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(path.name, error.strerror or "") from error
    # One thread at a time has a connection; they are kept, since opening costs.
    engine = create_engine(
        url,
        poolclass=QueuePool,
        max_overflow=-1,
        connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by `Store` itself, not by the driver's guess.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_WAIT_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # KiB that each connection may hold: a watcher has several, for ever.
        "cache_size = -1000",
        # What is deleted is not left readable in the file.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


@contextmanager
def _translated(url: URL) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        path = _file(url)
        raise _ours(error, path.name if path else url.host or "database") from error


_FULL = ("disk is full", "no space left", "disk i/o error")
_BUSY = ("is locked", "lock timeout", "deadlock", "could not serialize")
_GONE = (
    "unable to open",
    "readonly",
    "connection",
    "server closed",
    "terminating",
    "could not translate",
    "not a database",
)


def _ours(error: SQLAlchemyError, name: str) -> StoreError:
    """Return what a driver's error means; its own text may quote a letter."""
    said = str(error.orig).lower() if isinstance(error, DBAPIError) else ""
    for words, kind in (
        (_FULL, StoreFullError),
        (_BUSY, StoreBusyError),
        (_GONE, StoreUnavailableError),
    ):
        if any(word in said for word in words):
            return kind(name)
    return StoreError(name, type(error).__name__)


def is_sound(store: Store) -> bool:
    """Tell whether the database is whole; a server looks after itself."""
    with store.reading() as tx:
        if tx.dialect.name != "sqlite":
            return tx.execute(text("SELECT 1")).scalar() == 1
        return tx.execute(text("PRAGMA integrity_check")).scalar() == "ok"
