"""What the page needs of the world: given by who starts it."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from vanban_parser.settings import Settings
from vanban_parser.store.engine import Store
from vanban_parser.web.sheets import Sheets

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names of this machine that no other machine can have."""


class Clock(Protocol):
    """The time, from outside."""

    def now(self) -> dt.datetime:
        """Return the office's own time, with its zone."""


class Inbox(Protocol):
    """The folder that letters are dropped into: the page has no other way in."""

    def drop(self, filename: str, chunks: Iterable[bytes]) -> str:
        """Put a file among those that wait, and return its job.

        Raises:
            OSError: it cannot be written.
            StoreError: it could not be noted; it waits nevertheless.
        """

    def progress(self, job_id: str) -> tuple[int, int] | None:
        """Return which page (from 1) is being recognised, and of how many."""


class Link:
    """A link that lets one person in, once: for the person at this machine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token: str | None = secrets.token_urlsafe(32)

    @property
    def token(self) -> str | None:
        """What the link holds, None once it was used."""
        return self._token

    def use(self, token: str) -> bool:
        """Tell whether `token` lets in; it does so once."""
        with self._lock:
            known = self._token
            is_right = known is not None and hmac.compare_digest(
                known.encode(), token.encode("utf-8", "replace")
            )
            if is_right:
                self._token = None
            return is_right


@dataclass(frozen=True, slots=True)
class Office:
    """One office's page.

    `hosts` are the names under which the page may be asked for, without port; `link` is
    there where nobody has to log in; `https` tells that the browser comes by TLS.
    """

    store: Store
    settings: Settings
    clock: Clock
    sheets: Sheets
    inbox: Inbox | None = None
    link: Link | None = None
    hosts: frozenset[str] = LOOPBACK
    https: bool = False
    port: int = 8765

    @property
    def cookie(self) -> str:
        """The name of the cookie: two pages on one machine do not share theirs."""
        # The prefix makes browsers refuse it from anywhere else.
        return "__Host-vanban" if self.https else f"vanban-{self.port}"
