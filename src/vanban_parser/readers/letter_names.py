"""Which files of a folder are letters, by their names."""

from __future__ import annotations

LETTERS = (
    *(".pdf", ".docx", ".doc", ".rtf"),
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff"),
)
"""How the names of letters end."""
SUFFIXES = (*LETTERS, ".edxml")
"""What a folder is searched for: letters, and packets that hold one."""
# What Word leaves beside a letter that somebody has open.
_LOCK_FILE = "~$"


def is_letter(name: str) -> bool:
    """Tell by its name, without folders, whether a file of a folder is a letter.

    Hidden files and locks are none.
    """
    hidden = name.startswith((".", _LOCK_FILE))
    return not hidden and name.lower().endswith(SUFFIXES)
