"""What the program is to reach, and whether the figures say that it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks.speed import KINDS, OURS, PLUMBER, WORDS

_FLAT = 0.10
_FROM_PAGES = 10
_PAGE_MARKS = (10, 50, 100, 200, 500)
_DECADES = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing to be reached; `held` is None where it was not measured."""

    what: str
    bar: str
    found: str
    held: bool | None


def bars(results: Mapping[str, Any]) -> list[Bar]:
    """Return all bars."""
    found: list[Bar] = []
    for section, make in _MAKERS.items():
        if section in results:
            found += make(results[section]["data"])
        else:
            found.append(Bar(section, "", "not measured", None))
    return found


def _at(n: int, full: int, found: str, *, held: bool) -> tuple[str, bool | None]:
    """Return what was found and whether the bar is held: not known from fewer."""
    if n >= full:
        return found, held
    return f"{found}; of {full:,} that it is about, {n:,}", None if held else False


def _speed(data: Mapping[str, Any]) -> Iterator[Bar]:
    rows = data["pdf"]["rows"]
    times = rows[WORDS]["ratio_cpu"]
    yield Bar("PDF, full record : PyMuPDF words", "≤ 5", f"{times:.2f}", times <= 5)
    share = rows[PLUMBER]["ratio_cpu"]
    yield Bar("PDF, full record : pdfplumber", "< 0.5", f"{share:.2f}", share < 0.5)
    for kind, least in (("pdf", 20), ("docx", 40)):
        rate = data[kind]["a_second_cpu"]
        what = f"{kind.upper()} letters a second of one core"
        yield Bar(what, f"≥ {least}", f"{rate:.1f}", rate >= least)
    for kind in KINDS:
        for name, row in data[kind]["rows"].items():
            rival = name.partition(",")[0]
            if name in (OURS, WORDS, PLUMBER) or name.endswith("bare text"):
                continue
            if not row["read"]:
                yield Bar(f"{kind.upper()}, {rival}", "< 1", "not measured", None)
                continue
            ratio = row["ratio_cpu"]
            what = f"{kind.upper()}, full record : text by {rival}"
            yield Bar(what, "< 1", f"{ratio:.2f}", ratio < 1)
    for name in data["absent"]:
        yield Bar(f"full record : text by {name}", "< 1", "not measured", None)


def _start(data: Mapping[str, Any]) -> Iterator[Bar]:
    for name, what, most in (
        ("help", "`vanban --help`", 0.15),
        ("parse", "cold `vanban parse`, two pages", 1.2),
    ):
        row = data[name]
        said = f"{row['wall']:.2f} s ({row['least']:.2f} to {row['greatest']:.2f})"
        said += f"; {row['cpu']:.2f} s of processor"
        yield Bar(what, f"≤ {most} s", said, row["wall"] <= most)


def spread(values: Sequence[float]) -> float:
    """Return how far the farthest value is from the median, as a share of it."""
    middle = median(values)
    return max(abs(value - middle) for value in values) / middle


def _pages(data: Sequence[Mapping[str, Any]]) -> Iterator[Bar]:
    each = [row["cpu"] / row["pages"] for row in data if row["pages"] >= _FROM_PAGES]
    last = data[-1]
    off = spread(each)
    what = f"cost a page, {_FROM_PAGES} to {last['pages']} pages"
    held = off <= _FLAT
    yield Bar(what, "± 10 %", *_at(last["pages"], 500, f"± {off:.0%}", held=held))
    # As with many letters: what comes once, here the header and the closing, is not
    # what grows.
    marks = [row for row in data if row["pages"] in _PAGE_MARKS]
    further = [
        (b["cpu"] - a["cpu"]) / (b["pages"] - a["pages"]) for a, b in pairwise(marks)
    ]
    if further:
        off = spread(further)
        what = f"cost of a further page, {_FROM_PAGES} to {last['pages']} pages"
        said = _at(last["pages"], 500, f"± {off:.0%}", held=off <= _FLAT)
        yield Bar(what, "± 10 %", *said)
    memory = last["all_mib"] or last["largest_mib"]
    what = f"peak memory, {last['pages']} pages"
    said = _at(last["pages"], 500, f"{memory:.0f} MiB", held=memory <= 400)
    yield Bar(what, "≤ 400 MiB", *said)


def decades(data: Mapping[str, Any]) -> list[tuple[int, int, float]]:
    """Return from, to, and processor seconds a letter between, by powers of ten."""
    rows = data["rows"]
    marks = [row for row in rows if row["letters"] >= _DECADES[0]]
    found = []
    for start, end in pairwise(_DECADES):
        a = next((row for row in marks if row["letters"] >= start), None)
        b = next((row for row in marks if row["letters"] >= end), None)
        if a and b and b["letters"] > a["letters"]:
            n_letters = b["letters"] - a["letters"]
            found.append((start, end, (b["cpu"] - a["cpu"]) / n_letters))
    return found


def _archive(data: Mapping[str, Any]) -> Iterator[Bar]:
    each = [cost for _, _, cost in decades(data)]
    what = f"cost a letter, 10 to {data['letters']:,} letters"
    if len(each) < 2:
        yield Bar(what, "± 10 %", "not measured", None)
        return
    off = spread(each)
    said = _at(data["letters"], _DECADES[-1], f"± {off:.0%}", held=off <= _FLAT)
    yield Bar(what, "± 10 %", *said)


def _killed(data: Mapping[str, Any]) -> Iterator[Bar]:
    what = f"batch of {data['letters']:,} killed {data['kills']} times"
    same = data["equal"] and data["each_once"]
    said = "equal after sorting, each letter once" if same else "NOT equal"
    yield Bar(what, "as undisturbed", *_at(data["letters"], 5_000, said, held=same))
    tenths = data["undisturbed"]["tenths_mib"]
    if len(tenths) == 10:
        early, late = max(tenths[1:4]), max(tenths[6:9])
        said = f"{early:.0f} MiB early, {late:.0f} MiB late"
        yield Bar("memory of a batch, two processes", "flat", said, late <= 1.1 * early)


def _cluster(data: Mapping[str, Any]) -> Iterator[Bar]:
    what = (
        f"Dask, {data['letters']:,} letters, a worker killed at {data['killed_at']:,}"
    )
    good = data["each_once"] and data["records"] == data["letters"]
    said = "every letter once" if good else f"{data['records']} records"
    held = good and bool(data["killed_at"])
    yield Bar(what, "every letter once", *_at(data["letters"], 2_000, said, held=held))


def rates(data: Mapping[str, Any], clock: str) -> dict[str, float]:
    """Return letters a second by `wall` or `cpu`, the median of the rounds."""
    return {
        name: data["letters"] / median(row[clock] for row in rows)
        for name, rows in data["rows"].items()
    }


def _throughput(data: Mapping[str, Any]) -> Iterator[Bar]:
    wall, cpu = rates(data, "wall"), rates(data, "cpu")
    for what, a, b, least in (
        ("two processes : one", "two", "one", 1.8),
        ("Dask cluster of two : two processes", "cluster", "two", 0.9),
    ):
        ratio = wall[a] / wall[b]
        said = f"{ratio:.2f} by the wall; work a letter {cpu[b] / cpu[a]:.2f} times"
        yield Bar(f"{what}, letters a second", f"≥ {least}", said, ratio >= least)


def _ceilings(data: Mapping[str, Any]) -> Iterator[Bar]:
    seen = data["ocr"]
    if seen is None:
        yield Bar("scanned page : bare Tesseract", "≤ 1.3", "not measured", None)
        return
    kinds = (
        ("scanned pages, headers and signatures looked at again", seen["ratio_cpu"]),
        ("scanned pages between first and last", seen["ratio_between"]),
    )
    for what, ratio in kinds:
        if ratio is not None:
            found, held = f"{ratio:.2f}", ratio <= 1.3
            yield Bar(f"{what} : bare Tesseract", "≤ 1.3", found, held)


_MAKERS: Mapping[str, Callable[[Any], Iterator[Bar]]] = {
    "speed": _speed,
    "start": _start,
    "pages": _pages,
    "archive": _archive,
    "killed": _killed,
    "cluster": _cluster,
    "throughput": _throughput,
    "ceilings": _ceilings,
}
