"""Write docs/performance.md and its pictures from the figures that were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import bars, decades, rates
from benchmarks.pictures import by_page, sides
from benchmarks.scaling import scaling
from benchmarks.speed import KINDS, OURS
from benchmarks.stages import STAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = (
    "<!-- Made by `make bench` from benchmarks/results.json; change benchmarks/ and run"
    " it again. -->"
)
_SHARED = 0.1
_INTRO = """
How fast letters are read, beside what others need for their text alone. Trust the
ratios: all that is compared ran in one run on one machine, over the same files, file
by file in turn. *Processor* seconds count only the time at work, so a machine that
others use distorts them less than those of the wall; a ratio is of processor seconds
unless it says otherwise. Every figure stands in
[results.json](../benchmarks/results.json); `make bench` measures again and writes
this page and [scaling.md](scaling.md).
"""


def documents(results: Mapping[str, Any]) -> dict[str, str]:
    """Return the documents by their names in docs/."""
    found = {"performance.md": performance(results), "scaling.md": scaling(results)}
    if "speed" in results:
        found["performance.svg"] = sides(results["speed"]["data"])
    if "pages" in results:
        found["performance-pages.svg"] = by_page(results["pages"]["data"])
    return found


def write_all(results: Mapping[str, Any]) -> None:
    """Write them."""
    for name, text in documents(results).items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all but its first column hold figures."""
    lines = [head, ["---", *(["---:"] * (len(head) - 1))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def performance(results: Mapping[str, Any]) -> str:
    """Return docs/performance.md."""
    parts = [f"# Speed\n\n{MADE}", _INTRO.strip(), _where(results), _bars(results)]
    for section, make in _SECTIONS.items():
        if section in results:
            parts.append("\n\n".join(make(results[section]["data"])))
    return "\n\n".join(parts) + "\n"


def _where(results: Mapping[str, Any]) -> str:
    """Return on what the figures were taken, and how busy it was."""
    if not results:
        return "Nothing is measured yet."
    abouts = {name: one["about"] for name, one in results.items()}
    first = next(iter(abouts.values()))
    machine = first["machine"]
    versions = ", ".join(f"{name} {v}" for name, v in sorted(first["versions"].items()))
    said = (
        f"Measured on {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']};"
        f" {versions}."
    )
    busy = {name: about["busy"] for name, about in abouts.items() if about["busy"]}
    if any(share > _SHARED for share in busy.values()):
        said += (
            "\n\n**The machine was shared with others while this was measured.** What"
            " they took of its cores stands in the table; seconds by the wall, and what"
            " follows from them, say little then."
        )
    rows = [
        [name, about["day"], f"{about['minutes']:.1f}", _percent(about["busy"])]
        for name, about in abouts.items()
    ]
    head = ("section", "when", "minutes", "taken by others")
    return f"{said}\n\n{table(head, rows)}"


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{share:.0%}"


def _bars(results: Mapping[str, Any]) -> str:
    said = {True: "yes", False: "**no**", None: "not known"}
    rows = [[bar.what, bar.bar, bar.found, said[bar.held]] for bar in bars(results)]
    head = ("what", "bar", "found", "held")
    return f"## What was to be reached\n\n{table(head, rows)}"


def _speed(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## The full record beside bare text"
    yield "![How long each needs for a PDF letter](performance.svg)"
    yield (
        "Others stop at the text; this program goes on to the record: who must do what,"
        " by when. *Times* is its processor time for the full record to theirs for the"
        " text, over the letters that both read; then the least and greatest letter."
        f" All warm, the median of {data['repeats']} after a round that does not count;"
        " what this"
        " program keeps of words and lines that it has read is emptied before each."
    )
    for kind in KINDS:
        yield _side(kind, data[kind])
    if data["versions"]:
        yield f"Installed beside: {', '.join(data['versions'])}."
    for name, why in data["absent"].items():
        yield f"Not measured: {name} ({why})."


def _side(kind: str, data: Mapping[str, Any]) -> str:
    pages = f" of {data['pages']} pages" if data["pages"] else ""
    rows = []
    for name, row in data["rows"].items():
        if not row["read"]:
            rows.append([name, "0", "", "", "", row["why"]])
            continue
        spread = f"{row['ratio_least']:.2f} to {row['ratio_greatest']:.2f}"
        ours = name == OURS
        rows.append(
            [
                name,
                str(row["read"]),
                f"{row['cpu_ms']:.1f}",
                "" if ours else f"{row['ratio_cpu']:.2f}",
                "" if ours else spread,
                "" if ours else f"{row['ratio_wall']:.2f}",
            ]
        )
    head = (kind.upper(), "read", "ms a letter", "times", "by letter", "by the wall")
    rate = (
        f"{data['letters']} letters{pages}; the full record of "
        f"{data['a_second_cpu']:.1f} letters a second of one core"
        f" ({data['a_second_wall']:.1f} by the wall); of the quicker half of them, the"
        f" short ones, {data['a_second_cpu_quicker_half']:.1f}."
    )
    return f"{table(head, rows)}\n\n{rate}"


def _stages(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## Where the time goes"
    rows = [
        [kind.upper(), *(f"{data[kind][stage]:.0%}" for stage in STAGES)]
        for kind in KINDS
    ]
    yield table(("", *STAGES), rows)


def _start(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## From nothing"
    names = {
        "python": "Python that does nothing",
        "help": "`vanban --help`",
        "parse": "`vanban parse` of two pages",
    }
    rows = [
        [
            what,
            *(f"{data[name][key]:.2f}" for key in ("wall", "least", "greatest", "cpu")),
        ]
        for name, what in names.items()
    ]
    head = ("seconds", "by the wall", "least", "greatest", "processor")
    yield table(head, rows)
    yield f"{data['help']['repeats']} starts each, after one that does not count."


def _pages(data: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## From one page to many"
    yield "![Milliseconds a page](performance-pages.svg)"
    rows = [
        [
            str(row["pages"]),
            f"{1000 * row['cpu']:.0f}",
            f"{1000 * row['cpu'] / row['pages']:.1f}",
            f"{row['largest_mib']:.0f}",
            "" if row["all_mib"] is None else f"{row['all_mib']:.0f}",
        ]
        for row in data
    ]
    head = ("pages", "ms", "ms a page", "MiB, largest process", "MiB, all processes")
    yield table(head, rows)
    yield (
        "A letter with annexes of paragraphs and tables, read warm in one process; the"
        " memory is that of `vanban parse` from nothing, pages that processes share"
        " counted in each."
    )


def _archive(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## From ten letters to many"
    rows = [
        [
            f"{row['letters']:,}",
            f"{row['cpu']:.1f}",
            f"{1000 * row['cpu'] / row['letters']:.1f}",
            "" if row["mib"] is None else f"{row['mib']:.0f}",
        ]
        for row in data["rows"]
    ]
    yield table(("letters", "processor s", "ms a letter", "MiB now"), rows)
    each = [
        f"{start:,} to {end:,}: {1000 * cost:.1f} ms"
        for start, end, cost in decades(data)
    ]
    yield (
        f"One `vanban batch` with {data['jobs']} process, start included; half PDF,"
        f" half DOCX. What a further letter takes: {'; '.join(each)}."
    )


def _killed(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## A batch that is killed"
    tenths = ", ".join(f"{mib:.0f}" for mib in data["undisturbed"]["tenths_mib"])
    yield (
        f"{data['letters']:,} letters, killed {data['kills']} times at places drawn by"
        f" chance: {data['records'][1]:,} records, of the undisturbed run"
        f" {data['records'][0]:,}; equal after sorting: {_yes(data['equal'])}; each"
        f" letter once in the index: {_yes(data['each_once'])}. Memory of all its"
        f" processes in the tenths of the undisturbed run, in MiB: {tenths}."
    )


def _cluster(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## A cluster of which a worker is killed"
    yield (
        f"{data['letters']:,} letters on a Dask scheduler and two workers, each a"
        f" process of its own; one killed after {data['killed_at']:,}:"
        f" {data['records']:,} records, each letter once: {_yes(data['each_once'])}."
    )


def _throughput(data: Mapping[str, Any]) -> Iterator[str]:
    yield "## One process, two, and a cluster"
    wall, cpu = rates(data, "wall"), rates(data, "cpu")
    names = {
        "one": "one process",
        "two": "two processes",
        "cluster": "Dask, two workers",
    }
    rows = [
        [what, f"{wall[name]:.1f}", f"{1000 / cpu[name]:.1f}"]
        for name, what in names.items()
    ]
    yield table(("", "letters a second, by the wall", "processor ms a letter"), rows)
    yield f"{data['letters']:,} letters, {data['rounds']} round(s), start included."


def _yes(is_so: bool) -> str:  # noqa: FBT001 - it says what it is told
    return "yes" if is_so else "NO"


_SECTIONS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "speed": _speed,
    "stages": _stages,
    "start": _start,
    "pages": _pages,
    "archive": _archive,
    "killed": _killed,
    "cluster": _cluster,
    "throughput": _throughput,
}
