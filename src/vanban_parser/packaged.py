"""The large files that come with the package: looked into, not read.

They are mapped into memory: nothing is copied, only what is looked at is fetched from
the disk, and all processes of an office share it.
"""

from __future__ import annotations

import mmap
from importlib import resources
from pathlib import Path

Mapped = mmap.mmap | bytes
"""The bytes of a file; both kinds have `find` and `rfind` and can be cut."""


def mapped(package: str, name: str) -> Mapped:
    """Return the bytes of ``name`` in ``package``, without having read them.

    Raises:
        OSError: it is not there, or cannot be opened.
        ValueError: it is empty.
    """
    found = resources.files(package).joinpath(name)
    if not isinstance(found, Path):  # in an archive there is nothing to map
        return found.read_bytes()
    with found.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
