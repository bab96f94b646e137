"""Letters by URL (``s3://``, ``smb://``, ``https://`` ...), by fsspec.

The only module that imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import fsspec


def below(url: str) -> Iterator[str]:
    """Yield the URLs of the files below `url`, folder by folder; or `url` itself.

    Raises:
        OSError: it cannot be listed.
    """
    system, root = _system(url)
    if not system.isdir(root):
        if not system.exists(root):
            raise FileNotFoundError(2, "there is nothing there", url)
        yield url
        return
    folders: list[str] = [root]
    while folders:
        listed = system.ls(folders.pop(), detail=True)
        entries = sorted(listed, key=lambda entry: str(entry["name"]))
        for entry in entries:
            if entry["type"] == "file":
                yield str(system.unstrip_protocol(entry["name"]))
        folders += [
            str(entry["name"])
            for entry in reversed(entries)
            if entry["type"] == "directory" and not _is_hidden(str(entry["name"]))
        ]


def fetched(url: str, most: int) -> bytes:
    """Return the bytes at `url`, one more than `most` where there are more.

    Raises:
        OSError: they cannot be had.
    """
    system, path = _system(url)
    with system.open(path, "rb") as file:
        data: bytes = file.read(most + 1)
    return data


def _system(url: str) -> tuple[Any, str]:
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        # A protocol that is not known, or whose package is not there.
        raise OSError(22, str(error).partition("\n")[0], url) from error
    return system, str(path)


def _is_hidden(path: str) -> bool:
    return path.rstrip("/").rpartition("/")[2].startswith(".")
