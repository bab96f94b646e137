"""Read a letter's description from TOML, the form in which the samples are written.

The keys are the fields of `Letter`.  ``body`` has one paragraph a line:

- ``# `` bold, ``= `` bold and centred, ``~ `` italic, nothing: plain;
- ``**bold**``, ``__italic__`` and ``[^footnote]`` inside a line;
- ``|> 1 4 2`` opens a table with columns of these widths, ``| a | b | c`` is one of its
  rows; the first row is the head, a row of one cell spans the table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.letters.model import (
    Annex,
    Block,
    Letter,
    LetterSourceError,
    Motto,
    Paragraph,
    Run,
    Stamps,
    Style,
    Table,
)

_STYLES = {"# ": Style.HEADING, "= ": Style.CENTRE, "~ ": Style.BASIS}
_INLINE = re.compile(r"\*\*([^*]+)\*\*|__([^_]+)__|\[\^([^\]]+)\]")


def runs(line: str) -> tuple[Run, ...]:
    """Return `line` cut where its face changes or a footnote hangs."""
    found: list[Run] = []
    end = 0
    for mark in _INLINE.finditer(line):
        if mark.start() > end:
            found.append(Run(line[end : mark.start()]))
        bold, italic, note = mark.groups()
        if note is not None:
            last = found.pop()
            found.append(Run(last.text, last.bold, last.italic, note))
        else:
            found.append(Run(bold or italic, bold=bold is not None, italic=not bold))
        end = mark.end()
    if end < len(line):
        found.append(Run(line[end:]))
    return tuple(found)


def paragraph(line: str) -> Paragraph:
    """Return the paragraph that one line of a body describes."""
    style = _STYLES.get(line[:2], Style.TEXT)
    return Paragraph(runs(line if style is Style.TEXT else line[2:]), style)


def body(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a body.

    Raises:
        LetterSourceError: a row has more cells than the table has columns.
    """
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    widths: tuple[float, ...] = ()
    for line in [*filter(None, map(str.strip, text.splitlines())), ""]:
        if line.startswith("|") and not line.startswith("|>"):
            rows.append(_row(line, len(widths)))
            continue
        if rows:
            blocks.append(Table(widths, tuple(rows)))
            rows = []
        if line.startswith("|>"):
            shares = [float(share) for share in line[2:].split()]
            widths = tuple(share / sum(shares) for share in shares)
        elif line:
            blocks.append(paragraph(line))
    return tuple(blocks)


def _row(line: str, n_columns: int) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in line.removeprefix("|").split("|"))
    if len(cells) not in (1, n_columns):
        raise LetterSourceError(f"{len(cells)} cells, {n_columns} columns: {line}")
    return cells


def parse(text: str) -> Letter:
    """Return the letter that a TOML text describes.

    Raises:
        LetterSourceError: a key is missing, unknown or of the wrong type.
    """
    table = tomllib.loads(text)
    kept = {key: table.pop(key, None) for key in ("motto", "body", "annex", "stamps")}
    fields: dict[str, object] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in table.items()
    }
    if kept["motto"] is not None:
        fields["motto"] = Motto(kept["motto"])
    fields["blocks"] = body(str(kept["body"] or ""))
    fields["annexes"] = tuple(map(_annex, kept["annex"] or ()))
    if kept["stamps"]:
        fields["stamps"] = Stamps(**kept["stamps"])
    try:
        return Letter(**fields)  # type: ignore[arg-type]
    except TypeError as error:
        raise LetterSourceError(str(error)) from error


def _annex(table: Mapping[str, object]) -> Annex:
    title = table["title"]
    if not isinstance(title, Iterable):
        raise LetterSourceError(f"annex title: {title!r}; a list of lines is needed")
    return Annex(
        label=str(table["label"]),
        title=tuple(map(str, title)),
        attached_to=str(table["attached_to"]),
        blocks=body(str(table["body"])),
    )


def read(path: Path) -> Letter:
    """Return the letter described in the file at `path`."""
    return parse(path.read_text(encoding="utf-8"))
