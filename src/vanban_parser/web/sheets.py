"""Pages of letters, made once in a process of their own and kept by content."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vanban_parser import __version__
from vanban_parser.errors import FileMissingError, VanbanError
from vanban_parser.isolate import IsolatedParser
from vanban_parser.model.letter import Letter
from vanban_parser.settings import Settings

WIDTHS: Final = (1100, 2000)
"""Pixels: to read, and to look closely."""
_MOST_BYTES: Final = 500_000_000
_LOOK_EVERY: Final = 200
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be shown: its bytes' digest, and where it lies now.

    `pages` are the first and last of the letter that is meant, where it holds several.
    """

    sha256: str
    path: Path
    pages: tuple[int, int] | None = None


class Sheets:
    """A cache of pages in a folder, and what makes those that are not there.

    Pictures of letters are letters: the folder is the owner's alone.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        # What another version read may stand elsewhere in the text.
        self._folder = folder / __version__
        self._settings = settings
        self._lock = threading.Lock()
        # One file at a time: it may take all the memory that one may.
        self._reading = threading.Lock()
        self._parser: IsolatedParser | None = None
        self._under_way: set[str] = set()
        self._lock_of_names = threading.Lock()
        self._n_written = 0

    def anchors(self, sheet: Sheet) -> dict[str, Any]:
        """Return where words stand, as `readers.sheets` has it.

        Raises:
            VanbanError: the file cannot be read, or is another.
            OSError: it cannot be kept.
        """
        name = _anchors_name(sheet)
        found = self._kept(sheet.sha256, name) or self._made(sheet, name, 0, 0)
        anchors: dict[str, Any] = json.loads(found)
        return anchors

    def anchors_soon(self, sheet: Sheet) -> dict[str, Any] | None:
        """Return the same where it was made before; else make it meanwhile.

        For files that take another program, and seconds, to open: nobody waits for it.
        """
        found = self._kept(sheet.sha256, _anchors_name(sheet))
        if found is not None:
            anchors: dict[str, Any] = json.loads(found)
            return anchors
        with self._lock_of_names:
            is_new = sheet.sha256 not in self._under_way
            self._under_way.add(sheet.sha256)
        if is_new:
            threading.Thread(
                target=self._make_anchors, args=(sheet,), daemon=True
            ).start()
        return None

    def picture(self, sheet: Sheet, page: int, width: int) -> bytes:
        """Return a page (from 1) as WebP.

        Raises:
            VanbanError: the file cannot be read, or has no such page.
            OSError: it cannot be kept.
        """
        name = f"{page}-{width}.webp"
        return self._kept(sheet.sha256, name) or self._made(sheet, name, page, width)

    def parse(self, data: bytes, filename: str) -> tuple[Letter, ...]:
        """Return the letters in bytes that are not kept.

        Raises:
            VanbanError: they cannot be read.
        """
        with self._reading, IsolatedParser(self._settings) as parser:
            records = parser.run((data, filename), split=True)
            return tuple(record.letter() for record in records)

    def close(self) -> None:
        """End the process that makes pages."""
        parser, self._parser = self._parser, None
        if parser is not None:
            parser.close()

    def warm(self) -> None:
        """Start the process before the first page is asked for."""
        with self._lock:
            if self._parser is None:
                self._parser = IsolatedParser(self._settings)

    def _place(self, sha256: str, name: str) -> Path:
        if len(sha256) != 64 or not _HEX.issuperset(sha256):
            raise ValueError(sha256)
        return self._folder / sha256[:2] / sha256 / name

    def _kept(self, sha256: str, name: str) -> bytes | None:
        place = self._place(sha256, name)
        with contextlib.suppress(OSError):
            found = place.read_bytes()
            os.utime(place)  # the oldest in use go last
            return found
        return None

    def _made(self, sheet: Sheet, name: str, page: int, width: int) -> bytes:
        self.warm()
        with self._lock:  # one at a time: the process is one
            kept = self._kept(sheet.sha256, name)
            if kept is not None:
                return kept
            parser = self._parser
            if parser is None:
                raise OSError("closed")
            _check(sheet)
            made = (
                parser.picture(sheet.path, page, width)
                if page
                else parser.anchors(sheet.path, sheet.pages)
            )
        self._keep(sheet.sha256, name, made)
        return made

    def _make_anchors(self, sheet: Sheet) -> None:
        """Make anchors in a process of their own: pages of others do not wait."""
        try:
            with self._reading, IsolatedParser(self._settings) as parser:
                _check(sheet)
                made = parser.anchors(sheet.path, sheet.pages)
            self._keep(sheet.sha256, _anchors_name(sheet), made)
        except (VanbanError, OSError):
            return  # the text is shown without its layout, and it is tried again
        finally:
            with self._lock_of_names:
                self._under_way.discard(sheet.sha256)

    def _keep(self, sha256: str, name: str, data: bytes) -> None:
        place = self._place(sha256, name)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(OSError):
            self._folder.chmod(0o700)
        draft = place.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            draft.write_bytes(data)
            draft.replace(place)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._n_written += 1
        if self._n_written % _LOOK_EVERY == 0:
            self._make_room()

    def _make_room(self) -> None:
        """Remove what was not looked at for longest, down to the limit."""
        found = []
        for path in self._folder.rglob("*.*"):
            with contextlib.suppress(OSError):
                seen = path.stat()
                found.append((seen.st_mtime, seen.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found, key=lambda item: item[0]):
            if total <= _MOST_BYTES:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size


def _anchors_name(sheet: Sheet) -> str:
    part = "".join(f"-{page}" for page in sheet.pages or ())
    return f"anchors{part}.json"


def _check(sheet: Sheet) -> None:
    """See that the file is still the one that was read.

    Raises:
        FileMissingError: it is gone, or another lies there.
    """
    try:
        with sheet.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileMissingError(sheet.path.name, error.strerror or "") from error
    if digest != sheet.sha256:
        raise FileMissingError(sheet.path.name, "another file")
