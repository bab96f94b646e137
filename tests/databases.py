"""Databases to test on: SQLite always, and a PostgreSQL of our own where there is one.

The server is a throwaway: in a temporary folder, on a socket in it, without a network
port, run by a user without rights even where root runs the tests.  In CI it must be
there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = ("postgres", "nobody")
_TUNING = "-c fsync=off -c listen_addresses= -c max_connections=60"


def programs() -> Path | None:
    """Return the folder with ``initdb``, the newest if there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    known = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0,
    )
    return known[-1].parent if known else None


@contextmanager
def server() -> Iterator[str | None]:
    """Run a PostgreSQL; yield its address, None without one."""
    bin_ = programs()
    if bin_ is None:
        yield None
        return
    # Not pytest's own folder: the path of a socket has at most 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="vbpg"))
    as_user = _unprivileged(home)
    data = home / "data"

    def run(*command: str) -> None:
        subprocess.run(
            [*as_user, *command], check=True, capture_output=True, cwd=home, timeout=120
        )

    try:
        initdb = [str(bin_ / "initdb"), "-D", str(data), "-U", "vanban", "-N"]
        run(*initdb, "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"{_TUNING} -c unix_socket_directories={home}"
        control = [str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        run(*control, "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://vanban@/postgres?host={home}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _unprivileged(home: Path) -> list[str]:
    """Return what to put before a command so that it does not run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    import pwd

    for name in _NOBODY:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(home, user.pw_uid, user.pw_gid)
        ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        return ["setpriv", *ids, "--"]
    return []


def emptied(server_address: str) -> str:
    """Return the server's one database, with nothing in it and nobody at it."""
    import psycopg

    with psycopg.connect(server_address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server_address


def address(kind: str, folder: Path, server_address: str | None) -> str:
    """Return the address of a new database of `kind`, or skip with the reason."""
    if kind == "sqlite":
        return str(folder / "vanban.db")
    if server_address is None:
        reason = "PostgreSQL is not installed (make system installs it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return emptied(server_address)
