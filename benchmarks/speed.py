"""The full record beside bare text: same files, same machine, one run, one core.

Every contestant reads a file right after the other, in every round in another order, so
that a busy machine burdens all alike.  A round before the first is not counted.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pymupdf
import pypdfium2

from benchmarks.clock import Taken, forget, measured, median
from benchmarks.rivals import NotHereError, Worker, installed, rivals, version
from vanban_parser.errors import VanbanError
from vanban_parser.export.json import to_json
from vanban_parser.pipeline import Parser

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
OURS = "vanban-parser, full record"
WORDS = "PyMuPDF, words with boxes"
PLUMBER = "pdfplumber, bare text"
KINDS = {"pdf": "pdf-text", "docx": "docx"}
"""Kinds of file that are compared, and what the corpus calls them."""

Read = Callable[[Path], Taken]


def pymupdf_words(path: Path) -> object:
    """Return the words of a PDF with their boxes."""
    with pymupdf.open(path) as pdf:
        return [page.get_text("words") for page in pdf]


def pypdfium2_text(path: Path) -> object:
    """Return the text of a PDF."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def pdfplumber_text(path: Path) -> object:
    """Return the text of a PDF."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def docx_text(path: Path) -> object:
    """Return the text of a DOCX, with that of its tables."""
    story = docx.Document(str(path))
    cells = [
        cell.text for table in story.tables for row in table.rows for cell in row.cells
    ]
    return [paragraph.text for paragraph in story.paragraphs] + cells


BARE: Mapping[str, Mapping[str, Callable[[Path], object]]] = {
    "pdf": {
        WORDS: pymupdf_words,
        "pypdfium2, bare text": pypdfium2_text,
        PLUMBER: pdfplumber_text,
    },
    "docx": {"python-docx, bare text": docx_text},
}


def letters(kind: str, limit: int) -> list[Path]:
    """Return letters of a kind of the corpus, else of the samples, spread over all."""
    if CORPUS.is_dir():
        rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()
        head = rows[0].split("\t")
        manifest = [dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:]]
        names = [row["file"] for row in manifest if row["kind"] == KINDS[kind]]
        found = [CORPUS / "letters" / name for name in sorted(names)]
    else:
        found = sorted(ROOT.glob(f"samples/*/letter.{kind}"))
    found = [path for path in found if _can_be_parsed(path)]
    return [found[n * len(found) // limit] for n in range(min(limit, len(found)))]


def _can_be_parsed(path: Path) -> bool:
    try:
        Parser().parse(path)
    except VanbanError as error:
        print(f"left out: {error}", file=sys.stderr)
        return False
    return True


def speed(
    work: Path, n_files: int, repeats: int, without: Collection[str] = ()
) -> dict[str, Any]:
    """Return what each contestant took for the letters of each kind."""
    parser = Parser()
    told: dict[str, Any] = {"absent": {}, "versions": [], "repeats": repeats}
    with ExitStack() as stack:
        others: dict[str, Read] = {}
        for rival in rivals():
            if rival.name in without:
                told["absent"][rival.name] = "left out of this run"
                continue
            try:
                python = installed(rival, work)
                log = work / "rivals" / f"{rival.name}.log"
                worker = stack.enter_context(Worker(rival, python, log))
            except NotHereError as error:
                told["absent"][rival.name] = str(error)
                continue
            others[f"{rival.name}, {rival.note}"] = worker.read
            told["versions"].append(version(rival, python))
        for kind in KINDS:
            paths = letters(kind, n_files)
            ours = partial(_read_anew, parser)
            bare = {name: partial(_called, run) for name, run in BARE[kind].items()}
            told[kind] = compared(paths, {OURS: ours, **bare, **others}, repeats)
    return told


def _read_anew(parser: Parser, path: Path) -> Taken:
    forget()
    return measured(lambda: to_json(parser.parse(path)))


def _called(run: Callable[[Path], object], path: Path) -> Taken:
    return measured(partial(run, path))


def compared(
    paths: Sequence[Path], runs: Mapping[str, Read], repeats: int
) -> dict[str, Any]:
    """Return the table of some runs over some files; ours is one of the runs."""
    failed: dict[str, dict[Path, str]] = {name: {} for name in runs}
    taken: dict[str, dict[Path, list[Taken]]] = {name: {} for name in runs}
    for turn in range(repeats + 1):
        names = [*runs][turn % len(runs) :] + [*runs][: turn % len(runs)]
        for path in paths:
            for name in names:
                if path in failed[name]:
                    continue
                try:
                    one = runs[name](path)
                except NotHereError as error:
                    failed[name][path] = str(error)
                    continue
                if turn:  # the first round warms up
                    taken[name].setdefault(path, []).append(one)
    ours = {path: median(some) for path, some in taken[OURS].items()}
    quick = sorted(one.cpu for one in ours.values())[: (len(ours) + 1) // 2]
    rows = {name: _row(ours, files, failed[name]) for name, files in taken.items()}
    return {
        "letters": len(paths),
        "pages": sum(map(n_pages, paths)) if paths[0].suffix == ".pdf" else None,
        "a_second_cpu": len(ours) / sum(one.cpu for one in ours.values()),
        "a_second_cpu_quicker_half": len(quick) / sum(quick),
        "a_second_wall": len(ours) / sum(one.wall for one in ours.values()),
        "rows": rows,
    }


def _row(
    ours: Mapping[Path, Taken],
    theirs: Mapping[Path, list[Taken]],
    failed: Mapping[Path, str],
) -> dict[str, Any]:
    """Return one contestant's row; ratios are ours to theirs, over what both read."""
    medians = {path: median(some) for path, some in theirs.items()}
    if not medians:
        return {"read": 0, "why": next(iter(failed.values()), "")}
    each = [ours[path].cpu / max(one.cpu, 1e-9) for path, one in medians.items()]
    return {
        "read": len(medians),
        "why": next(iter(failed.values()), ""),
        "cpu_ms": 1000 * statistics.mean(one.cpu for one in medians.values()),
        "wall_ms": 1000 * statistics.mean(one.wall for one in medians.values()),
        "ratio_cpu": _ratio(ours, medians, "cpu"),
        "ratio_wall": _ratio(ours, medians, "wall"),
        "ratio_least": min(each),
        "ratio_greatest": max(each),
    }


def _ratio(
    ours: Mapping[Path, Taken], theirs: Mapping[Path, Taken], clock: str
) -> float:
    total = sum(getattr(ours[path], clock) for path in theirs)
    return float(total / sum(getattr(one, clock) for one in theirs.values()))


def n_pages(path: Path) -> int:
    """Return how many pages a PDF has."""
    with pymupdf.open(path) as pdf:
        return int(pdf.page_count)
