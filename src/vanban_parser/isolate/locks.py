"""A lock on a file that the system lets go of when its process ends, however."""

from __future__ import annotations

import contextlib
import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[str]) -> bool:
        """Lock an open file; return False where another process has it."""
        file.seek(0)
        with contextlib.suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import fcntl

    def try_lock(file: IO[str]) -> bool:
        """Lock an open file; return False where another process has it."""
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
