"""Which names in an inbox are letters' and which are not.  Pure."""

from __future__ import annotations

from typing import Final

OWN: Final = frozenset({"done", "failed", "duplicate", "quarantine", ".vanban"})
"""Folders of the inbox that are this program's own; nothing in them is looked for."""

# What programs write beside a file, or while they write it.
_STARTS: Final = (".", "~", "._")
_ENDS: Final = (
    ".tmp",
    ".temp",
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".filepart",
    ".opdownload",
    ".!ut",
    ".swp",
    ".lock",
    ".lnk",
    ".url",
    "~",
    ".loi.txt",  # what we write beside a file that failed: it may come back with it
    ".loi.json",
)
_WHOLE: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r", "ehthumbs.db"})
# Of network drives and their programs; what is in them nobody dropped.
_FOLDERS: Final = frozenset(
    {"@eadir", "#recycle", "$recycle.bin", "system volume information", "lost+found"}
)


def is_ignored(name: str) -> bool:
    """Tell whether a file of this name is no letter: hidden, temporary or a lock."""
    lower = name.lower()
    return lower.startswith(_STARTS) or lower.endswith(_ENDS) or lower in _WHOLE


def is_searched(name: str, *, at_top: bool) -> bool:
    """Tell whether letters are looked for in a folder of this name."""
    lower = name.lower()
    if lower.startswith(".") or lower in _FOLDERS:
        return False
    return not (at_top and lower in OWN)
