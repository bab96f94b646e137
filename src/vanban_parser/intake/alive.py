"""Which watchers live: each holds a lock on a file of its own until it dies.

A lease alone would keep the letters of a watcher that was killed waiting for a minute.
The system lets go of a lock at once, however the process ends.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import uuid
from pathlib import Path

from vanban_parser.isolate.locks import try_lock

_BEFORE_ID = "--"


class Presence:
    """This watcher's sign of life, from when it is made until `leave`.

    Raises:
        OSError: the folder may not be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.owner = f"{_host()}{_BEFORE_ID}{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._path = folder / f"{self.owner}.lock"
        # Locked before it has the name by which others find it, where an open file can
        # be renamed.
        draft = self._path if sys.platform == "win32" else folder / f".{self.owner}.tmp"
        self._file = draft.open("w", encoding="ascii")
        try_lock(self._file)
        if draft != self._path:
            draft.rename(self._path)

    def leave(self) -> None:
        """Say that this watcher has ended."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def dead(self) -> tuple[str, ...]:
        """Return the watchers of this machine that ended without a word."""
        found = []
        for path in self._folder.glob("*.lock"):
            owner = path.stem
            # A lock of another machine may not be visible here: its lease decides.
            here = owner.rpartition(_BEFORE_ID)[0] == _host()
            if here and owner != self.owner and _is_free(path):
                found.append(owner)
        return tuple(sorted(found))

    def forget(self, owner: str) -> None:
        """Remove the sign of a watcher whose work was given to others."""
        with contextlib.suppress(OSError):
            (self._folder / f"{owner}.lock").unlink()


def _host() -> str:
    name = platform.node() or "localhost"
    return "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in name)


def _is_free(path: Path) -> bool:
    try:
        file = path.open("r+", encoding="ascii")
    except OSError:
        return False
    with file:
        return try_lock(file)
