"""Write docs/scaling.md: what one core, one machine, ten machines read in a day.

What this machine did is measured; what more would do is a model, and the page says
which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.bars import decades, rates

DAY = 86_400
MADE = (
    "<!-- Made by `make bench` from benchmarks/results.json; change benchmarks/ and run"
    " it again. -->"
)
# Assumed, and said: what an office has, not what was measured.
MACHINES, CORES = 10, 8
_NETWORK = 125e6 * 0.7
"""Bytes a second of a share on 1 Gbit/s, of which a share gets seven tenths."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: what one takes of a core, and where that is from."""

    name: str
    cpu: float
    source: str


def scaling(results: Mapping[str, Any]) -> str:
    """Return docs/scaling.md."""
    parts = [f"# How far it goes\n\n{MADE}", _INTRO.strip()]
    kinds = list(_kinds(results))
    if kinds:
        parts += ["## What is read in a day", _days(kinds, results), _MODEL.strip()]
    else:
        parts.append("Nothing is measured yet.")
    parts.append("## Where it ends")
    if limits := list(_limits(results)):
        parts.append(_ends(kinds, limits))
    parts.append(_ADVICE.strip())
    return "\n\n".join(parts) + "\n"


_INTRO = """
What one core, one machine and ten machines read in a day: by measurement up to the
machine that [performance.md](performance.md) names, by a model beyond it. A figure
here is that machine's; one with cores half as fast again reads half as much again.
Measure yours: `make bench`.
"""

_MODEL = f"""
*One core* is measured: a day divided by the processor time of a letter, read warm.
*This machine* is that times its cores times what two processes did beside one, where
that was measured. *{MACHINES} machines* is the model: {MACHINES} machines of {CORES}
such cores, no loss but that of the cluster, and none of the limits below reached.
Letters do not wait for each other, so nothing but these limits makes the model bend:
that is its assumption, and on more than one machine it is not measured.
"""

_ADVICE = """
What follows:

- **Cores** are the limit first, and of them recognition (OCR): a scanned page costs
  as much as many letters with text. Its results are kept by the page's own bytes, so
  a second run of the same archive pays only for reading.
- **The one who writes** (the program that is called, `vanban batch`) hands out
  letters and writes records; it does not read. Its own time for a letter bounds the
  cores that it can feed. Beyond that, split the list: two batches, two folders.
- **The share** is read once a letter. Scans are large; with many cores and letters
  with text only, a slow share is the limit before the writer is. Copy the letters
  nearer, or take several shares.
- **The store** (`vanban watch`, the register) takes one letter at a time: numbers are
  given without a gap, so letters stand in line. Several machines on one register need
  PostgreSQL, and are still one line. An archive is for `vanban batch`, which needs no
  store.
"""


def _kinds(results: Mapping[str, Any]) -> Iterator[Kind]:
    if "speed" in results:
        data = results["speed"]["data"]
        for kind in ("pdf", "docx"):
            cost = 1 / data[kind]["a_second_cpu"]
            yield Kind(f"{kind.upper()} with text", cost, "speed")
    if "archive" in results and (costs := decades(results["archive"]["data"])):
        yield Kind("made letters, by `vanban batch`", costs[-1][2], "archive")
    if "ceilings" in results and (ocr := results["ceilings"]["data"]["ocr"]):
        share = results["ceilings"]["data"]["share"].get("pdf-scan", {})
        pages = share.get("pages") or 2.0
        name = f"scans of {pages:.1f} pages, never seen before"
        yield Kind(name, ocr["cpu"] * pages, "ceilings")


def _efficiency(results: Mapping[str, Any]) -> tuple[float, float]:
    """Return what a second process and a cluster lose, as factors of one process.

    By processor time a letter, which a busy machine distorts little.
    """
    if "throughput" not in results:
        return 1.0, 1.0
    cpu = rates(results["throughput"]["data"], "cpu")
    return min(1.0, cpu["two"] / cpu["one"]), min(1.0, cpu["cluster"] / cpu["one"])


def _days(kinds: list[Kind], results: Mapping[str, Any]) -> str:
    two, cluster = _efficiency(results)
    cores = next(iter(results.values()))["about"]["machine"]["cores"]
    lines = [
        f"| letters a day | one core | this machine, {cores} cores |"
        f" {MACHINES} machines of {CORES} cores (model) |",
        "|---|---:|---:|---:|",
    ]
    for kind in kinds:
        one = DAY / kind.cpu
        figures = (one, one * cores * two, one * MACHINES * CORES * cluster)
        said = " | ".join(f"{_round(figure):,}" for figure in figures)
        lines.append(f"| {kind.name} | {said} |")
    return "\n".join(lines)


def _round(figure: float) -> int:
    """Return two figures and noughts: more is not known."""
    step = int(10 ** max(len(str(int(figure))) - 2, 0))
    return int(figure / step + 0.5) * step


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that all letters pass: how many a second, and how that is known."""

    name: str
    a_second: float
    how: str


def _limits(results: Mapping[str, Any]) -> Iterator[Limit]:
    if "archive" in results and (rows := results["archive"]["data"]["rows"]):
        first, last = rows[0], rows[-1]
        if last["letters"] > first["letters"]:
            own = (last["own_cpu"] - first["own_cpu"]) / (
                last["letters"] - first["letters"]
            )
            how = f"measured: {1000 * own:.1f} ms of its own a letter"
            yield Limit("the one who writes (`vanban batch`)", 1 / own, how)
    if "ceilings" not in results:
        return
    data = results["ceilings"]["data"]
    filed = data["store"]
    how = f"measured: {1000 * filed['cpu'] / filed['letters']:.1f} ms a letter, SQLite"
    yield Limit("the store (`vanban watch`)", filed["letters"] / filed["cpu"], how)
    for kind, share in data["share"].items():
        how = f"model: 1 Gbit/s; {share['bytes'] / 1024:.0f} KiB a letter"
        yield Limit(f"the share, {kind}", _NETWORK / share["bytes"], how)


def _ends(kinds: list[Kind], limits: list[Limit]) -> str:
    fastest = min(kinds, key=lambda kind: kind.cpu, default=None)
    fed = fastest.name if fastest else "not measured"
    lines = [
        "| what all letters pass | letters a second | letters a day | cores that it can"
        f" feed ({fed}) | how it is known |",
        "|---|---:|---:|---:|---|",
    ]
    for limit in limits:
        cores = f"{limit.a_second * fastest.cpu:,.0f}" if fastest else ""
        lines.append(
            f"| {limit.name} | {limit.a_second:,.0f} |"
            f" {_round(limit.a_second * DAY):,} | {cores} | {limit.how} |"
        )
    return "\n".join(lines)
