"""What was read of a page is kept, so that the same page is not read twice.

A file a page, named by a digest of its pixels and of all that made the words.  They
hold the words of letters: only their owner may read them (mode 0600 in a folder of
0700; on Windows the user's own folder).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Picture

_SUFFIX = ".json"
# When the folder is full, room for this share of it is made at once.
_ROOM = 0.2


def default_folder() -> Path:
    """Return the user's own folder for what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "vanban-parser" / "ocr"


def key_of(picture: Picture, *makers: str) -> str:
    """Return the name under which the words of `picture` by `makers` are kept."""
    digest = hashlib.sha256(repr((picture.pixels.shape, picture.dpi, makers)).encode())
    digest.update(picture.pixels.tobytes())
    return digest.hexdigest()


class Cache:
    """A folder of what was read, of `limit` bytes at most; the oldest leave first.

    No failure of the disk ends a parse: then nothing is kept.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit

    def get(self, key: str) -> object | None:
        """Return what was kept under `key`, or None."""
        path = self._path(key)
        try:
            kept: object = json.loads(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError):
            return None
        return kept

    def put(self, key: str, value: object) -> None:
        """Keep `value` under `key`; a reader sees all of it or nothing."""
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        if len(data) > self._limit:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(data))
            # Made by mkstemp, so of mode 0600.
            number, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(data)
                os.replace(name, self._path(key))  # noqa: PTH105 - atomic, on Windows too
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _make_room(self, needed: int) -> None:
        kept = _files(self._folder)
        total = sum(size for _, size, _ in kept) + needed
        if total <= self._limit:
            return
        wanted = self._limit * (1 - _ROOM)
        for _, size, path in kept:
            if total <= wanted:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size


def _files(folder: Path) -> Sequence[tuple[float, int, Path]]:
    """Return time of last use, size and path of each kept file, the oldest first."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((_SUFFIX, ".part")) and entry.is_file():
                state = entry.stat()
                found.append((state.st_mtime, state.st_size, Path(entry.path)))
    return sorted(found)
