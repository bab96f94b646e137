"""What else a letter needs beside a core: recognition, the share, the store.

These are the figures that the model of `docs/scaling.md` goes on from.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import numpy as np
import pymupdf

from benchmarks.clock import Taken, measured, median
from benchmarks.speed import CORPUS, KINDS, ROOT, letters
from vanban_parser.export.json import to_json
from vanban_parser.model.letter import Letter
from vanban_parser.pipeline import Parser
from vanban_parser.store import filing, inboxes, jobs
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.engine import Store, open_store

if TYPE_CHECKING:
    from vanban_parser.readers.ocr.nouns import Picture

_OFFICE = dt.timezone(dt.timedelta(hours=7))
_INBOX = "5a1f0a52-6a52-4a4e-9a54-0b8f5f1f0001"
_ME = "bench"


def ceilings(work: Path, n_letters: int, n_pages: int, repeats: int) -> dict[str, Any]:
    """Return what the store, the share and recognition can do, each by itself."""
    parser = Parser()
    read = [parser.parse(path) for kind in KINDS for path in letters(kind, 12)]
    return {
        "store": store(work, read, n_letters),
        "share": share(),
        "record_bytes": mean(len(to_json(letter).encode()) for letter in read),
        "ocr": recognition(n_pages, repeats),
    }


def store(work: Path, read: Sequence[Letter], n_letters: int) -> dict[str, Any]:
    """Return how many letters a second one process files into SQLite."""
    path = work / "ceilings.db"
    for old in work.glob("ceilings.db*"):
        old.unlink()
    opened = open_store(f"sqlite:///{path}")
    came = [_another(read[n % len(read)], n) for n in range(n_letters)]
    try:
        taken = measured(partial(_file_all, opened, came))
    finally:
        opened.close()
    return {
        "letters": n_letters,
        "wall": taken.wall,
        "cpu": taken.cpu,
        "bytes": path.stat().st_size / n_letters,
    }


def _another(letter: Letter, n: int) -> Letter:
    """Return a letter that the store has not seen: other bytes, another number."""
    source = letter.source.model_copy(update={"sha256": f"{n:064x}"})
    return letter.model_copy(update={"source": source, "number": str(n + 1)})


def _file_all(opened: Store, letters: Sequence[Letter]) -> None:
    for letter in letters:
        _file(opened, letter)


def _file(opened: Store, letter: Letter) -> None:
    job = str(uuid.uuid4())
    at = dt.datetime(2026, 1, 5, 9, tzinfo=_OFFICE)
    with opened.writing() as tx:
        inboxes.know(tx, _INBOX, "inbox")
        jobs.enroll(tx, _INBOX, job, at, jobs.Lease(_ME, 2e9))
    name = letter.source.filename
    arrival = Arrival(job, _INBOX, _ME, name, 1, at)
    with opened.writing() as tx:
        filing.file(tx, arrival, [letter])


def share() -> dict[str, Any]:
    """Return how many bytes and pages a letter has, by kind; no pages of a DOCX."""
    files: dict[str, list[tuple[Path, int]]] = {}
    if CORPUS.is_dir():
        rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
        for row in rows:
            name, _, kind, pages = row.split("\t")[:4]
            n_pages = int(pages) if pages.isdigit() else 0
            files.setdefault(kind, []).append((CORPUS / "letters" / name, n_pages))
    else:
        for kind in KINDS:
            files[kind] = [(path, 0) for path in ROOT.glob(f"samples/*/letter.{kind}")]
    return {
        kind: {
            "letters": len(some),
            "bytes": mean(path.stat().st_size for path, _ in some),
            "pages": mean(n_pages for _, n_pages in some),
        }
        for kind, some in files.items()
    }


def recognition(n_pages: int, repeats: int) -> dict[str, Any] | None:
    """Return what reading a scanned page takes, beside bare Tesseract."""
    from vanban_parser.readers.ocr.recognise import Recogniser
    from vanban_parser.readers.ocr.tesseract import tesseract

    engine = tesseract(300)
    if engine is None:
        return None
    reader = Recogniser(engine)
    ours, bare, is_between = [], [], []
    for between, picture in scanned_pages(n_pages):
        is_between.append(between)
        grey = _as_grey(picture)
        turns = range(repeats)
        bare.append(median([measured(partial(engine.read, grey)) for _ in turns]))
        ours.append(median([measured(partial(reader.read, picture)) for _ in turns]))
    return {
        "engine": engine.name,
        "pages": len(ours),
        "cpu": mean(one.cpu for one in ours),
        "wall": mean(one.wall for one in ours),
        "bare_cpu": mean(one.cpu for one in bare),
        "ratio_cpu": sum(one.cpu for one in ours) / sum(one.cpu for one in bare),
        "between": sum(is_between),
        "ratio_between": _ratio(ours, bare, is_between),
    }


def _ratio(
    ours: Sequence[Taken], bare: Sequence[Taken], chosen: Sequence[bool]
) -> float | None:
    """Return ours to bare of the pages that are chosen, or None if none is."""
    pairs = [
        pair
        for pair, is_it in zip(zip(ours, bare, strict=True), chosen, strict=True)
        if is_it
    ]
    if not pairs:
        return None
    return sum(one.cpu for one, _ in pairs) / sum(other.cpu for _, other in pairs)


def scanned_pages(limit: int) -> list[tuple[bool, Picture]]:
    """Return pages of scans of the corpus, else of degraded samples.

    Of each of at most `limit` letters its first, its last and two pages between, about
    as many as they have, and with each whether it is between: the first and the last
    are looked at again, for a header and a signature.
    """
    from tools.scans import scan
    from vanban_parser.readers.pdf_pictures import picture_of

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
            last = len(pdf) - 1
            ends = {0, last}
            pictures += [
                (number not in ends, picture_of(pdf[number])[0])
                for number in sorted({*ends, last // 3, 2 * last // 3})
            ]
    return pictures


def _as_grey(picture: Picture) -> Picture:
    """Return a picture as Tesseract by itself would take it."""
    from PIL import Image

    from vanban_parser.readers.ocr.nouns import Picture as Made

    return Made(np.asarray(Image.fromarray(picture.pixels).convert("L")), picture.dpi)
