"""Files moved, written and waited for, so that nothing is lost or written over."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import uuid
from pathlib import Path


def move(source: Path, target: Path) -> bool:
    """Rename a file and never over another; False if `target` is there.

    Finishes a move that was broken off half-way.

    Raises:
        OSError: it cannot be moved.
    """
    if sys.platform == "win32":  # whose rename does not replace
        try:
            source.rename(target)
        except FileExistsError:
            return False
        return True
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        if not is_same(source, target):
            return False
    except FileNotFoundError:
        raise  # another watcher was faster
    except OSError:
        # No hard links here.  Places are given out by the database, so that only a
        # person could put a file there in between.
        if os.path.lexists(target):
            return False
        source.rename(target)
        return True
    source.unlink()
    return True


def sync_file(path: Path) -> os.stat_result:
    """Wait until the bytes of a file are on the disk; return what it is.

    Raises:
        OSError: it is gone, or no file: a link, a pipe, a device.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if sys.platform != "win32" and stat.S_ISREG(found.st_mode):
            os.fsync(handle)
        return found
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    # Beside it, so that the rename stays on one file system; hidden, so that nobody
    # takes it for a letter; short, so that it fits where the name itself just does; the
    # same for one name, so that whoever does it again leaves nothing behind.
    draft = path.with_name(f".{uuid.uuid5(uuid.NAMESPACE_URL, path.name).hex}.tmp")
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")  # a device is not replaced by a file
        return
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def is_same(source: Path, target: Path) -> bool:
    """Tell whether two paths lead to one file; links are not followed."""
    with contextlib.suppress(OSError):
        return os.path.samestat(source.lstat(), target.lstat())
    return False
