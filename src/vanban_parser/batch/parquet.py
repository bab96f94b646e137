"""A part of a batch as Parquet: the columns that are searched by, and the record.

The only module that imports pyarrow.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_COLUMNS = (
    *(("path", pa.string()), ("filename", pa.string()), ("sha256", pa.string())),
    *(("document_type", pa.string()), ("issuing_body", pa.string())),
    *(("number", pa.string()), ("notation", pa.string()), ("code", pa.string())),
    *(("issued_on", pa.string()), ("subject", pa.string())),
    *(("n_tasks", pa.int32()), ("n_warnings", pa.int32())),
    ("record", pa.string()),
)
SCHEMA = pa.schema([pa.field(name, kind) for name, kind in _COLUMNS])
"""One row a letter; `record` is the whole of it, as JSON.

`issued_on` stays text: a day, a month or a year, as the letter has it.
"""
# Rows that are held in memory at once.
_ROWS = 500


def write_parquet(lines: Path, paths: Sequence[str | None], target: Path) -> None:
    """Write the records in a JSON Lines file to `target`, which appears whole.

    Args:
        lines: A record a line.
        paths: Where the letter of each line lies; as many as there are lines.
        target: The file to be written.

    Raises:
        OSError: it cannot be written.
    """
    draft = target.with_name(target.name + ".tmp")
    with (
        lines.open(encoding="utf-8") as file,
        pq.ParquetWriter(draft, SCHEMA, compression="zstd") as writer,
    ):
        rows: list[dict[str, object]] = []
        for line, path in zip(file, paths, strict=True):
            rows.append(_row(line, path))
            if len(rows) == _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
    draft.replace(target)


def _row(line: str, path: str | None) -> dict[str, object]:
    letter = json.loads(line)
    source = letter["source"]
    return {
        "path": _sound(path),
        "filename": source["filename"],
        "sha256": source["sha256"],
        "document_type": letter["document_type"],
        "issuing_body": (letter["issuing_body"] or {}).get("name"),
        "number": letter["number"],
        "notation": letter["notation"],
        "code": letter["code"],
        "issued_on": letter["issued_on"],
        "subject": letter["subject"],
        "n_tasks": len(letter["tasks"]),
        "n_warnings": len(letter["warnings"]),
        "record": line.rstrip("\n"),
    }


def _sound(path: str | None) -> str | None:
    """Return a path with a sign for each byte that no text can hold."""
    return path and path.encode("utf-8", "replace").decode("utf-8")
