"""A folder that may only be read: what is in it is copied, once, and stays there.

The job of a copy is named by what the file was when it was copied (place, size, time):
however often somebody looks, and whoever was killed meanwhile, the queue knows it.
"""

from __future__ import annotations

import contextlib
import shutil
import stat
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from vanban_parser.intake import companions
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.disk import sync_file
from vanban_parser.intake.folders import HEADER, Claim, Folders, looks_below
from vanban_parser.intake.stability import Look

_STALE_SECONDS = 3600
"""Age from which a half of a copy is taken for that of a watcher that was killed."""

Known = Callable[[Sequence[str]], set[str]]
"""From ids of jobs to those that the queue knows."""


class Copies:
    """A folder as a place where letters are dropped, for the inbox that copies them.

    Args:
        source: The folder; nothing is changed in it.
        folders: The inbox.
        inbox: The inbox's id.
        known: Tells which jobs there have been.
    """

    def __init__(
        self, source: Path, folders: Folders, inbox: str, known: Known
    ) -> None:
        self._source = source
        self._folders = folders
        self._space = uuid.UUID(inbox)
        self._known = known
        self._drafts = folders.own / "drafts"
        self._taken: dict[str, Look] = {}
        for draft in self._drafts.glob("*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - draft.stat().st_mtime > _STALE_SECONDS:
                    draft.unlink()

    def looks(self) -> dict[str, Look]:
        """Return each file that was not copied yet as it is now."""
        found = looks_below(self._source, is_inbox=False)
        # What is gone is forgotten.
        self._taken = {p: look for p, look in self._taken.items() if p in found}
        new = {p: look for p, look in found.items() if self._taken.get(p) != look}
        ids = {self.job_of(path, look): path for path, look in new.items()}
        for job_id in self._known(list(ids)):
            path = ids[job_id]
            self._taken[path] = new.pop(path)
        return new

    def is_whole(self, path: str) -> bool:
        """Tell whether the file at `path` has all it needs, as `Folders.is_whole`.

        Raises:
            OSError: it cannot be read.
        """
        file = self._source / path
        return is_complete(file) and not companions.is_header(file)

    def claim(self, path: str, look: Look) -> Claim | None:
        """Copy the file at `path`; None if it is not what `look` saw any more.

        Raises:
            OSError: it cannot be read, or there is no room for it.
        """
        file = self._source / path
        if companions.goes_along(file):
            return None
        job_id = self.job_of(path, look)
        home = self._folders.work / job_id
        try:
            home.mkdir()
        except FileExistsError:
            return None  # another watcher copies it, or was killed over it
        try:
            # Who has copied it, and is through with it, has told the queue before.
            if self._known([job_id]) or not self._copied(file, look, home):
                return None
        finally:
            with contextlib.suppress(OSError):
                home.rmdir()  # nothing was put into it
        self._taken[path] = look
        return Claim(job_id, home / file.name, "")

    def _copied(self, file: Path, look: Look, home: Path) -> bool:
        """Copy a file into `home`, whole or not at all; False if it is another now."""
        draft = self._drafts / f"{uuid.uuid4()}.tmp"
        self._drafts.mkdir(exist_ok=True)
        try:
            with file.open("rb") as letter, draft.open("wb") as copy:
                shutil.copyfileobj(letter, copy)
            seen = file.lstat()
            if not stat.S_ISREG(seen.st_mode):
                return False
            if (seen.st_size, seen.st_mtime_ns) != (look.size, look.mtime_ns):
                return False
            sync_file(draft)
            beside = companions.header_beside(file)
            if beside is not None:
                header = home / HEADER / beside.name
                header.parent.mkdir()
                shutil.copyfile(beside, header)
            draft.rename(home / file.name)
        finally:
            draft.unlink(missing_ok=True)
        return True

    def job_of(self, path: str, look: Look) -> str:
        """Return the id of the job of a file as `look` saw it."""
        return str(uuid.uuid5(self._space, f"{path}|{look.size}|{look.mtime_ns}"))
