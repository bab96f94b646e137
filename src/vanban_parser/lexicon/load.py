"""Language and law as data: TOML tables with their source and who checked them.

A file states ``source`` and ``checked = { by = "...", on = "YYYY-MM-DD" }`` at its
top; a file without either is refused, so that nothing unsigned reaches a letter.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from vanban_parser.errors import DataError

PACKAGE = "vanban_parser.data"


@cache
def table(name: str) -> MappingProxyType[str, Any]:
    """Return ``data/<name>.toml`` as a read-only mapping, read once a process.

    Raises:
        DataError: the file is missing, broken, or not signed.
    """
    filename = f"{name}.toml"
    try:
        raw = resources.files(PACKAGE).joinpath(filename).read_bytes()
        content = tomllib.loads(raw.decode("utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(filename, str(error)) from error
    checked = content.get("checked", {})
    if not (content.get("source") and checked.get("by") and checked.get("on")):
        raise DataError(filename, "no source, or nobody signed it")
    return MappingProxyType(content)
