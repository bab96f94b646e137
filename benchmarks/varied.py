"""Invented letters in any number and of any length, to measure with.

    python -m benchmarks.varied FOLDER --count 10000      half PDF, half DOCX
    python -m benchmarks.varied FOLDER --pages 10 100     one PDF of each length

Each is set from one of ``samples/*/letter.toml`` with a number and a day of its own.
The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pymupdf

from tools.letters.docx import set_docx
from tools.letters.model import Annex, Block, Letter, Paragraph
from tools.letters.pdf import set_pdf
from tools.letters.source import read

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
_FIGURE = re.compile(r"\d+")
_DAY = re.compile(r"ngày \d\d? tháng")
_IN_A_FOLDER = 1000
_BLOCKS_OF_AN_ANNEX = 30


def sources() -> list[Letter]:
    """Return the letters of the samples that need no signature."""
    found = [read(path) for path in sorted(SAMPLES.glob("*/letter.toml"))]
    return [letter for letter in found if letter.stamps is None]


def varied(letter: Letter, number: int) -> Letter:
    """Return a letter with another number and day; one without by its copies."""
    if not _FIGURE.search(letter.number):
        *others, last = letter.distribution
        return replace(letter, distribution=(*others, f"{last} ({number}b)"))
    return replace(
        letter,
        number=_FIGURE.sub(str(number), letter.number, count=1),
        place_date=_DAY.sub(f"ngày {number % 28 + 1:02} tháng", letter.place_date),
    )


def write(folder: Path, n_letters: int) -> None:
    """Write letters to folders of `folder`, a thousand to each; keep what is there."""
    originals = sources()
    for number in range(n_letters):
        original = originals[number % len(originals)]
        is_pdf = number // len(originals) % 2 == 0
        name = f"{number // _IN_A_FOLDER:03}/{number:06}.{'pdf' if is_pdf else 'docx'}"
        path = folder / name
        if path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        letter = varied(original, number + 1)
        draft = path.with_suffix(".tmp")
        draft.write_bytes(set_pdf(letter) if is_pdf else set_docx(letter))
        draft.replace(path)


def long_pdf(n_pages: int) -> bytes:
    """Return a letter of `n_pages` pages: a letter of a page or two, then annexes.

    Its annexes are the paragraphs and tables of all samples, over and over, each time
    with other figures; so every page costs about the same.
    """
    first, *rest = sources()
    blocks = _blocks([first, *rest])
    annexes: list[Annex] = []
    needed = n_pages
    while True:
        pdf = set_pdf(replace(first, annexes=tuple(annexes)))
        with pymupdf.open("pdf", pdf) as made:
            if made.page_count >= n_pages:
                made.select(range(n_pages))
                return bytes(made.tobytes(garbage=3, deflate=True))
            needed = n_pages - made.page_count
        for _ in range(needed // 2 + 1):
            annexes.append(_annex(len(annexes) + 1, blocks))


def _annex(number: int, blocks: Iterator[Block]) -> Annex:
    some = tuple(next(blocks) for _ in range(_BLOCKS_OF_AN_ANNEX))
    label = f"PHỤ LỤC {number}"
    return Annex(label, ("NỘI DUNG THỰC HIỆN",), "(Kèm theo Văn bản này)", some)


def _blocks(letters: list[Letter]) -> Iterator[Block]:
    """Yield the blocks of all letters for ever, each time with other figures."""
    for time in count(1):
        for letter in letters:
            for block in letter.blocks:
                yield _changed(block, time) if isinstance(block, Paragraph) else block


def _changed(paragraph: Paragraph, time: int) -> Paragraph:
    """Return a paragraph with other percentages, and all else as it is."""
    runs = tuple(
        replace(run, text=re.sub(r"\d+%", f"{time % 97 + 1}%", run.text))
        for run in paragraph.runs
    )
    return replace(paragraph, runs=runs)


def main() -> None:
    """Write letters."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--pages", type=int, nargs="*", default=[])
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    write(given.folder, given.count)
    for n_pages in given.pages:
        (given.folder / f"pages-{n_pages:03}.pdf").write_bytes(long_pdf(n_pages))


if __name__ == "__main__":
    main()
