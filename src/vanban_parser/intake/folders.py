"""The inbox on disk: find, claim, put away.  Every move is one rename.

    inbox/...                 people's; letters are dropped here
    inbox/.vanban/work/ID/    one file on its way, below the folders it came from
    inbox/done/2026/11/       registered
    inbox/failed/             not readable, with the reason beside it
    inbox/duplicate/          the same bytes as a letter that is registered
    inbox/quarantine/         stopped by the gate for secret documents

A file under ``work/`` says by its path what it is and where it came from, so that a
claim is understood even if nothing else was written before the power failed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban_parser.intake import companions
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.disk import is_same, move
from vanban_parser.intake.names import is_ignored, is_searched
from vanban_parser.intake.stability import Look

HEADER = ".header"
"""Folder below a claim's with what was dropped beside the letter."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that is ours: `path` is where it lies now, `folder` where it came from.

    `folder` is relative to the inbox, with ``/``; empty for the inbox itself.
    """

    job_id: str
    path: Path
    folder: str

    @property
    def name(self) -> str:
        """The file's name as it was dropped."""
        return self.path.name


class Folders:
    """An inbox and this program's own folders in it."""

    def __init__(self, inbox: Path) -> None:
        self.inbox = inbox
        self.own = inbox / ".vanban"
        self.work = self.own / "work"

    def prepare(self) -> str:
        """Make what is missing and return the inbox's id, the same for ever.

        Raises:
            OSError: the inbox is not there, or may not be written.
        """
        if not self.inbox.is_dir():
            raise NotADirectoryError(20, os.strerror(20), str(self.inbox))
        self.work.mkdir(parents=True, exist_ok=True)
        return _lasting_id(self.own / "inbox-id")

    def looks(self) -> dict[str, Look]:
        """Return each file that may be a letter, by its path below the inbox.

        Links, pipes and whatever leads out of the inbox are passed over.
        """
        return looks_below(self.inbox, is_inbox=True)

    def is_whole(self, path: str) -> bool:
        """Tell whether the file at `path` (below the inbox) has all it needs.

        Its end, and if it is the header of a letter, the letter.

        Raises:
            OSError: it cannot be read.
        """
        file = self.inbox / path
        return is_complete(file) and not companions.is_header(file)

    def claim(self, path: str, look: Look | None = None) -> Claim | None:
        """Take the file at `path` (below the inbox) out of it; None if it is gone.

        What it was at the last `look` is not asked: who deals with it looks again.

        Raises:
            OSError: it may not be moved; on Windows it is still open elsewhere.
        """
        if companions.goes_along(self.inbox / path):
            return None
        job_id = str(uuid.uuid4())
        target = self.work / job_id / path
        target.parent.mkdir(parents=True)
        try:
            (self.inbox / path).rename(target)
        except FileNotFoundError:
            # Some network file systems say so although they did it.
            if not target.exists():
                self._clear(job_id)
                return None
        except OSError:
            self._clear(job_id)
            raise
        folder = path.rpartition("/")[0]
        return Claim(job_id, target, folder)

    def claimed(self) -> Iterator[Claim]:
        """Yield what lies under ``work/``, whoever claimed it."""
        for job_id in _names(self.work):
            claim = self.claim_of(job_id)
            if claim is not None:
                yield claim

    def claim_of(self, job_id: str) -> Claim | None:
        """Return the file of a job that is on its way, None if it is not there."""
        home = self.work / job_id
        for top, _, files in os.walk(home):
            if files and Path(top).name != HEADER:
                folder = Path(top).relative_to(home).as_posix()
                name = min(files)
                return Claim(job_id, Path(top, name), "" if folder == "." else folder)
        return None

    def quarantined(self, job_id: str) -> Path | None:
        """Return the file of a job that lies in the quarantine, None if none does."""
        home = self.inbox / "quarantine" / job_id
        return next((home / name for name in _names(home)), None)

    def fetch(self, job_id: str) -> Claim | None:
        """Take a file out of the quarantine again; None if it is not there.

        Raises:
            OSError: it may not be moved.
        """
        path = self.quarantined(job_id)
        if path is None:
            return None
        target = self.work / job_id / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        header = path.with_name(f"{path.name}{companions.END}")
        if header.exists():
            self.header_home(job_id).mkdir(exist_ok=True)
            header.rename(self.header_home(job_id) / header.name)
        with contextlib.suppress(OSError):
            path.parent.rmdir()
        return Claim(job_id, target, "")

    def clear_empty(self, older_than: float) -> None:
        """Remove folders of claims that came to nothing, last touched before then."""
        for job_id in _names(self.work):
            home = self.work / job_id
            with contextlib.suppress(OSError):
                if home.stat().st_mtime < older_than:
                    self._clear(job_id)

    def header_of(self, claim: Claim) -> Path | None:
        """Return the edXML header of a claimed letter, taken along; None without one.

        Raises:
            OSError: it may not be moved.
        """
        home = self.header_home(claim.job_id)
        for name in _names(home):
            return home / name
        beside = companions.header_beside(self.inbox / claim.folder / claim.name)
        if beside is None:
            return None
        home.mkdir(exist_ok=True)
        target = home / beside.name
        try:
            beside.rename(target)
        except FileNotFoundError:  # taken back meanwhile
            return None
        return target

    def header_home(self, job_id: str) -> Path:
        """Return the folder for what was dropped beside a claimed letter."""
        return self.work / job_id / HEADER

    def _put_header(self, job_id: str, place: str) -> None:
        """Put the header of a letter where the letter goes, under the letter's name."""
        home = self.header_home(job_id)
        for name in _names(home):
            number = 1
            end = companions.END
            while not move(home / name, self.inbox / f"{place}{end}"):
                number += 1
                end = f" ({number}){companions.END}"

    def put_away(self, claim: Claim, place: str) -> bool:
        """Move a claimed file to its `place`; False if another file lies there.

        A header goes first, so that it is not forgotten if we are broken off here.

        May be called again after a crash at any point.

        Raises:
            OSError: it cannot be moved.
        """
        target = self.inbox / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(target) and not is_same(claim.path, target):
            return False
        self._put_header(claim.job_id, place)
        # Not waited for until it is on the disk: a move that a power cut undoes is
        # done again, since the database knows the place.
        if not move(claim.path, target):
            return False
        self._clear(claim.job_id)
        return True

    def put_back(self, claim: Claim) -> bool:
        """Give a claimed file back to where it was; False if a new one lies there.

        Raises:
            OSError: it cannot be moved.
        """
        return self.put_away(claim, "/".join(filter(None, (claim.folder, claim.name))))

    def _clear(self, job_id: str) -> None:
        """Remove the folders of a claim that are empty; never a file."""
        for top, _, _ in os.walk(self.work / job_id, topdown=False):
            with contextlib.suppress(OSError):
                Path(top).rmdir()


def looks_below(root: Path, *, is_inbox: bool) -> dict[str, Look]:
    """Return each file below `root` that may be a letter, by its path from there.

    Links, pipes and whatever leads elsewhere are passed over; so are, of an inbox, our
    own folders in it.
    """
    found: dict[str, Look] = {}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        # A folder that is gone again, or closed to us, is looked at next time.
        with contextlib.suppress(OSError), os.scandir(root / below) as items:
            for item in items:
                path = f"{below}/{item.name}" if below else item.name
                if item.is_dir(follow_symlinks=False):
                    if is_searched(item.name, at_top=is_inbox and not below):
                        waiting.append(path)
                elif not is_ignored(item.name):
                    _add(found, path, item)
    return found


def _add(found: dict[str, Look], path: str, item: os.DirEntry[str]) -> None:
    with contextlib.suppress(OSError):
        if item.is_file(follow_symlinks=False):
            seen = item.stat(follow_symlinks=False)
            if sys.platform == "win32":  # whose scandir does not tell the identity
                seen = os.lstat(item.path)
            found[path] = Look(
                seen.st_size, seen.st_mtime_ns, (seen.st_dev, seen.st_ino)
            )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _lasting_id(path: Path) -> str:
    """Return the id in a file; the first who comes writes it."""
    if not path.exists():
        draft = path.with_name(f".{uuid.uuid4()}.tmp")
        draft.write_text(str(uuid.uuid4()), encoding="ascii")
        move(draft, path)
        draft.unlink(missing_ok=True)
    return str(uuid.UUID(path.read_text(encoding="ascii")))
