"""Whether a folder lies on a network share, where no events come and no WAL may be."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mounts")
_SHARES: Final = frozenset(
    {
        *("cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "9p"),
        *("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "ceph", "glusterfs", "davfs"),
        *("fuse.davfs", "fuse.davfs2", "virtiofs", "vboxsf", "fuse.vmhgfs-fuse"),
        *("drvfs", "lustre", "afpfs"),
    }
)
_DRIVE_REMOTE: Final = 4


def is_share(folder: Path) -> bool:
    """Tell whether `folder` is on another machine; False where that is not known."""
    if sys.platform == "win32":
        return _is_share_windows(folder)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        where = os.path.realpath(folder)
    except OSError:
        return False
    return file_system(where, mounts) in _SHARES


def file_system(where: str, mounts: str) -> str:
    """Return the kind of file system that holds the path `where`.

    Args:
        where: An absolute path without links.
        mounts: What ``/proc/self/mounts`` says.
    """
    best = ("", "")
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = _unescaped(parts[1])
        inside = where == place or where.startswith(place.rstrip("/") + "/")
        # The last of two mounts on one place is the one that is seen.
        if inside and len(place) >= len(best[0]):
            best = (place, parts[2])
    return best[1]


def _unescaped(place: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n")):
        place = place.replace(code, sign)
    return place.replace("\\134", "\\")


def _is_share_windows(folder: Path) -> bool:
    """Ask Windows; a path that begins with a server needs no asking."""
    import ctypes

    drive = os.path.splitdrive(os.path.realpath(folder))[0]
    if drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only there
    return bool(kernel.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE)
