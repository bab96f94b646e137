"""What holds for every test: no network, and Hypothesis without surprises."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import address, server

# Machines that run the tests are small and shared: a slow example is no failure.
_PATIENT = [HealthCheck.too_slow]
settings.register_profile("local", deadline=None, suppress_health_check=_PATIENT)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=_PATIENT, derandomize=True
)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# What a shell starts in the background is deaf to Ctrl-C, and so is all that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_LOOPBACK = ("127.", "localhost", "::1")


class NetworkUsedError(AssertionError):
    """A test, or what it runs, reached for another machine."""


def _refuse(host: object) -> None:
    if not (isinstance(host, str) and host.startswith(_LOOPBACK)):
        raise NetworkUsedError(f"tests use no network; asked for {host!r}")


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple):  # else a path: a socket of this machine
            _refuse(address[0])
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    resolve = socket.getaddrinfo

    def resolve_here(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse(host)
        return resolve(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            method = _guarded(getattr(socket.socket, name))
            patch.setattr(socket.socket, name, method)
        patch.setattr(socket, "getaddrinfo", resolve_here)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    """Give the address of a server, None where there is none."""
    with server() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> str:
    """Give the address of a new database, of each kind in turn."""
    return address(request.param, tmp_path, postgresql)
