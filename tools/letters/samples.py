"""Set every sample letter: ``python -m tools.letters.samples samples/``.

Each folder with a ``letter.toml`` gets ``letter.docx`` and ``letter.pdf``; a letter
with ``[stamps]`` only a signed ``letter.pdf``.  ``expected.json`` is written by people
and is never touched.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tools.letters.docx import set_docx
from tools.letters.pdf import set_pdf
from tools.letters.source import read

SOURCE = "letter.toml"


def folders(root: Path) -> list[Path]:
    """Return the folders below `root` that hold a letter's source, by name."""
    return sorted(source.parent for source in root.glob(f"*/{SOURCE}"))


def make(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one sample: their names and what is in them."""
    letter = read(folder / SOURCE)
    if letter.stamps is None:
        yield "letter.docx", set_docx(letter)
        yield "letter.pdf", set_pdf(letter)
        return
    # Only here: it needs pyHanko, which nothing else in this package does.
    from tools.letters.signed import sign_pdf

    yield "letter.pdf", sign_pdf(letter)


def main(root: Path) -> None:
    """Write the files of all samples below `root`."""
    for folder in folders(root):
        for name, content in make(folder):
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
