"""The lock that Taskwarrior's commands wait for, held over several of them.

Version 2 locks each of its files while it reads or writes it (``fcntl``).  Who holds
these locks lets no command of a person in between; ours are run with ``rc.locking=off``
meanwhile.  Version 3 keeps another kind of file, of which nothing is locked here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Final

_FILES: Final = ("pending.data", "completed.data")
_PAUSE: Final = 0.02


@contextmanager
def held(folder: Path, timeout: float) -> Iterator[bool]:
    """Keep other commands from the tasks of a folder; yield whether that was possible.

    Args:
        folder: Where the data is.
        timeout: Seconds to wait for a command that runs.

    Raises:
        TimeoutError: a command holds it, longer than that.
    """
    with ExitStack() as opened:
        files = []
        for name in _FILES:
            path = folder / name
            if path.is_file():
                files.append(opened.enter_context(path.open("r+b")))
        ends = time.monotonic() + timeout
        # All or none: a command that has one and wants the other must not wait for us.
        while not _locked(files):
            if time.monotonic() > ends:
                raise TimeoutError
            time.sleep(_PAUSE)
        yield bool(files) and sys.platform != "win32"


if sys.platform == "win32":

    def _locked(files: Sequence[IO[bytes]]) -> bool:
        return True  # the program is none of Windows

else:
    import fcntl

    def _locked(files: Sequence[IO[bytes]]) -> bool:
        """Lock all of the files, or none; the system lets go where we are killed."""
        for at, file in enumerate(files):
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                for other in files[:at]:
                    fcntl.lockf(other, fcntl.LOCK_UN)
                return False
        return True
