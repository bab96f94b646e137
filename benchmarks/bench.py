"""Measure in one run: speed against bare text extraction, start-up, memory.

    python -m benchmarks.bench              a minute or two
    python -m benchmarks.bench --repeats 9  steadier

Reads text PDFs of the corpus beside the repository where there is one, else of
``samples/``.  A full parse, PyMuPDF's and pdfplumber's bare extraction of each file
follow each other in every round, so that a busy machine burdens them alike: trust the
ratios more than the times.  It asserts nothing.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pdfplumber
import pymupdf

from vanban_parser.errors import VanbanError
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Picture

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
LIBRARIES = (
    *("vanban-parser", "pymupdf", "pdfplumber", "python-docx", "pydantic", "spacy"),
)
VANBAN = (sys.executable, "-m", "vanban_parser")
# A small process of its own: a child of a large one starts with its parent's peak.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

# Pages that are read by OCR: a second or two each, twice a round.
_SCANNED = 6

Run = Callable[[Path], object]


def bare_pymupdf(path: Path) -> object:
    """Extract the text of a PDF by PyMuPDF, and do nothing with it."""
    with pymupdf.open(path) as pdf:
        return [page.get_text() for page in pdf]


def bare_pdfplumber(path: Path) -> object:
    """Extract the text of a PDF by pdfplumber, and do nothing with it."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def letters(limit: int) -> list[Path]:
    """Return text PDFs that can be parsed, at most `limit`, spread over all."""
    if CORPUS.is_dir():
        rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()
        head = rows[0].split("\t")
        manifest = [dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:]]
        names = [row["file"] for row in manifest if row["kind"] == "pdf-text"]
        found = [CORPUS / "letters" / name for name in sorted(names)]
    else:
        found = sorted(ROOT.glob("samples/**/*.pdf"))
    step = max(len(found) // limit, 1)
    return [path for path in found[::step][:limit] if _can_be_parsed(path)]


def _can_be_parsed(path: Path) -> bool:
    try:
        Parser().parse(path)
    except VanbanError as error:
        print(f"left out: {error}", file=sys.stderr)
        return False
    return True


def n_pages(path: Path) -> int:
    """Return how many pages a PDF has."""
    with pymupdf.open(path) as pdf:
        return int(pdf.page_count)


def seconds(run: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def rounds(
    paths: Sequence[Path], runs: dict[str, Run], repeats: int
) -> dict[str, list[list[float]]]:
    """Return seconds by name, file and round; A B C A B C, file by file."""
    taken: dict[str, list[list[float]]] = {name: [[] for _ in paths] for name in runs}
    for _ in range(repeats):
        for index, path in enumerate(paths):
            for name, run in runs.items():
                taken[name][index].append(seconds(partial(run, path)))
    return taken


def command(*arguments: str | Path) -> float:
    """Return the seconds from the start of a `vanban` command to its end."""
    words = [*VANBAN, *map(str, arguments)]
    started = time.perf_counter()
    done = subprocess.run(
        words, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    taken = time.perf_counter() - started
    _report_failure(done, words)
    return taken


def peak_mib(path: Path) -> float | None:
    """Return the peak memory of parsing a file in MiB; None where it is not known."""
    if sys.platform == "win32":
        return None
    words = [sys.executable, "-c", PEAK, *VANBAN, "parse", str(path)]
    done = subprocess.run(
        words, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    if _report_failure(done, words[3:]):
        return None
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux KiB
    return int(done.stdout) * unit / 2**20


def _report_failure(
    done: subprocess.CompletedProcess[bytes], words: Sequence[str]
) -> bool:
    """Say that a measured command failed: its time means nothing."""
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()[-200:]
        print(f"failed: {' '.join(words)}: {said}", file=sys.stderr)
    return bool(done.returncode)


def row(name: str, values: Sequence[float], unit: str) -> None:
    """Print least, median and greatest of some values."""
    if not values:
        print(f"{name:46} not measured")
        return
    three = min(values), statistics.median(values), max(values)
    print(f"{name:46} " + " ".join(f"{v:9.3f}" for v in three) + f"  {unit}")


def machine() -> None:
    """Print what the numbers were taken on."""
    versions = (f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    print(f"{platform.platform()}, {os.cpu_count()} cores, {platform.processor()}")
    print(f"Python {platform.python_version()}, {', '.join(versions)}")
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} at the start; 0 is an idle machine")
    print()


def speed(paths: Sequence[Path], repeats: int) -> None:
    """Print the times of a full parse beside those of bare extraction."""
    runs: dict[str, Run] = {
        "full parse": Parser().parse,  # model loaded: each file was parsed before
        "full parse, no model": Parser(Settings(model=False)).parse,
        "PyMuPDF, bare text": bare_pymupdf,
        "pdfplumber, bare text": bare_pdfplumber,
    }
    taken = rounds(paths, runs, repeats)
    medians = {n: [statistics.median(t) for t in files] for n, files in taken.items()}
    total = sum(n_pages(path) for path in paths)
    print(f"{len(paths)} letters of {total} pages, {repeats} rounds, one core")
    for name, times in medians.items():
        row(f"{name}, a letter", [1000 * t for t in times], "ms")
    ours = medians.pop("full parse")
    for name, times in medians.items():
        ratios = [a / b for a, b in zip(ours, times, strict=True)]
        row(f"full parse / {name}, a letter", ratios, "times")
        print(f"{f'full parse / {name}, all':46} {sum(ours) / sum(times):19.3f}  times")
    by_round = [sum(times) for times in zip(*taken["full parse"], strict=True)]
    row("letters a second", [len(paths) / t for t in by_round], "1/s")
    row("pages a second", [total / t for t in by_round], "1/s")


def recognition(repeats: int) -> None:
    """Print the times of reading scanned pages beside those of bare Tesseract."""
    from vanban_parser.readers.ocr.recognise import Recogniser
    from vanban_parser.readers.ocr.tesseract import tesseract

    engine = tesseract(300)
    if engine is None:
        print("OCR: Tesseract with Vietnamese is not installed")
        return
    pages = scanned_pages(_SCANNED)
    reader = Recogniser(engine)
    ours: list[float] = []
    bare: list[float] = []
    for picture in pages:
        grey = as_grey(picture)
        both = [
            (
                seconds(partial(engine.read, grey)),
                seconds(partial(reader.read, picture)),
            )
            for _ in range(repeats)
        ]
        bare.append(statistics.median(pair[0] for pair in both))
        ours.append(statistics.median(pair[1] for pair in both))
    print(f"OCR: {len(pages)} pages, {repeats} rounds, one core; {engine.name}")
    row("read a page", ours, "s")
    row("bare tesseract, a page", bare, "s")
    row("read / bare, a page", [a / b for a, b in zip(ours, bare, strict=True)], "")
    print(f"{'read / bare, all':46} {sum(ours) / sum(bare):19.3f}  times")


def scanned_pages(limit: int) -> list[Picture]:
    """Return first pages of scans of the corpus, else of degraded samples."""
    from tools.scans import scan
    from vanban_parser.readers.pdf_pictures import picture_of

    found = []
    if CORPUS.is_dir():
        rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()
        names = [line.split("\t")[0] for line in rows if "\tpdf-scan\t" in line]
        found = [CORPUS / "letters" / name for name in sorted(names)]
        found = found[:: max(len(found) // limit, 1)]
        data = [path.read_bytes() for path in found[:limit]]
    else:
        found = sorted(ROOT.glob("samples/*/letter.pdf"))[:limit]
        data = [scan(path.read_bytes(), 200, 0) for path in found]
    pictures = []
    for content in data:
        with pymupdf.open("pdf", content) as pdf:
            pictures.append(picture_of(pdf[0])[0])
    return pictures


def as_grey(picture: Picture) -> Picture:
    """Return a picture as Tesseract by itself would take it."""
    from PIL import Image

    from vanban_parser.readers.ocr.nouns import Picture as Made

    return Made(np.asarray(Image.fromarray(picture.pixels).convert("L")), picture.dpi)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--repeats", type=int, default=5)
    options.add_argument("--files", type=int, default=12)
    chosen = options.parse_args()
    machine()
    paths = letters(chosen.files)
    if not paths:
        print("no text PDF to measure with", file=sys.stderr)
        return 1
    print(f"{'':46} {'least':>9} {'median':>9} {'greatest':>9}")
    speed(paths, chosen.repeats)
    short = min(paths, key=lambda path: abs(n_pages(path) - 2))
    starts = range(chosen.repeats * 2)
    row("start: vanban --help", [command("--help") for _ in starts], "s")
    name = f"start: vanban parse, {n_pages(short)} pages"
    row(name, [command("parse", short) for _ in starts], "s")
    recognition(max(chosen.repeats // 2, 1))
    peaks = [peak for path in paths if (peak := peak_mib(path)) is not None]
    row("peak memory of vanban parse, a letter", peaks, "MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
