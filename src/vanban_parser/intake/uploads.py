"""A file that comes by the page goes the way of all others, from the claim on.

It is put where claimed files lie, with a job that waits: any watcher of the inbox takes
it at once, since it is whole, and a crash in between loses nothing.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from vanban_parser.intake.desk import Clock
from vanban_parser.intake.disk import sync_folder
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.names import is_ignored
from vanban_parser.store import inboxes, jobs
from vanban_parser.store.engine import Store
from vanban_parser.store.places import MAX_NAME_BYTES, fitted

_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')
"""Signs that a file system somewhere takes for more than a sign."""
_MARGIN: Final = 20
"""Bytes of a name that are kept free for a number behind it."""
_REMEMBERED: Final = 100
"""Files of which the page under way is known."""


class Uploads:
    """Puts files from the page among those that wait, for one inbox.

    Args:
        folders: The inbox.
        store: Where jobs are.
        clock: The time.
        wake: Called when a file is there; may be given later.

    Raises:
        OSError: the inbox is not there or may not be written.
        StoreError: the database cannot be used.
    """

    def __init__(
        self,
        folders: Folders,
        store: Store,
        clock: Clock,
        wake: Callable[[], None] | None = None,
    ) -> None:
        self._folders = folders
        self._store = store
        self._clock = clock
        self.wake = wake
        self._inbox = folders.prepare()
        self._drafts = folders.own / "drafts"
        self._pages: dict[str, tuple[int, int]] = {}
        with store.writing() as tx:
            inboxes.know(tx, self._inbox, str(folders.inbox.absolute()))

    def on_page(self, path: Path, page: int, of: int) -> None:
        """Note which page of a claimed file is being recognised."""
        with contextlib.suppress(ValueError):
            job_id = path.relative_to(self._folders.work).parts[0]
            # A new one each time: others read it meanwhile.
            others = [pair for pair in self._pages.items() if pair[0] != job_id]
            self._pages = dict([(job_id, (page, of)), *others[: _REMEMBERED - 1]])

    def progress(self, job_id: str) -> tuple[int, int] | None:
        """Return the page that is being recognised, and of how many."""
        return self._pages.get(job_id)

    def drop(self, filename: str, chunks: Iterable[bytes]) -> str:
        """Put a file there and return its job.

        Raises:
            OSError: it cannot be written; nothing is left behind.
            StoreError: its job could not be noted; a watcher will find it.
        """
        job_id = str(uuid.uuid4())
        self._drafts.mkdir(exist_ok=True)
        draft = self._drafts / f"{job_id}.tmp"
        try:
            with draft.open("xb") as out:
                for chunk in chunks:
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            place = self._folders.work / job_id / safe_name(filename)
            place.parent.mkdir(parents=True)
            draft.rename(place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(place.parent)
        sync_folder(self._folders.work)
        with self._store.writing() as tx:
            jobs.enroll(tx, self._inbox, job_id, self._clock.now())
        if self.wake is not None:
            self.wake()
        return job_id


def safe_name(filename: str) -> str:
    """Return a name for a file that somebody sent: a name, and never a path.

    Control and direction signs, which would show another name than there is, are left
    out; what a watcher would pass over or a system reserves gets a letter before it.
    """
    last = filename.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        sign
        for sign in unicodedata.normalize("NFC", last)
        if sign not in _NOT_IN_NAMES and unicodedata.category(sign)[0] != "C"
    ).strip(" .~")
    stem, dot, end = kept.rpartition(".")
    if not stem or len(end) > 8:
        stem, dot, end = kept, "", ""
    name = fitted(stem, dot + end, MAX_NAME_BYTES - _MARGIN)
    if not name or is_ignored(name) or _is_device(stem):
        name = f"van-ban-{name}"
    return f"{name}-" if is_ignored(name) else name


def _is_device(stem: str) -> bool:
    """Tell whether Windows takes a name for a device: ``CON``, ``COM1`` ..."""
    bare = stem.partition(".")[0].upper()
    return bare in {"CON", "PRN", "AUX", "NUL"} or (
        len(bare) == 4 and bare[:3] in {"COM", "LPT"} and bare[3].isdigit()
    )
