"""What was measured, kept as it came: the documents are written from it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "benchmarks" / "results.json"
_LIBRARIES = (
    *("vanban-parser", "pymupdf", "pypdfium2", "pdfplumber", "python-docx"),
    *("pydantic", "spacy", "distributed"),
)

Results = dict[str, Any]
"""By section: `data`, and `about` it: day, machine, load, state of the source."""


def load(path: Path = KEPT) -> Results:
    """Return what was measured so far."""
    if not path.exists():
        return {}
    told: Results = json.loads(path.read_text(encoding="utf-8"))
    return told


def save(results: Mapping[str, Any], path: Path = KEPT) -> None:
    """Keep what was measured."""
    text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path)


def taken(run: Callable[[], Any]) -> dict[str, Any]:
    """Return what a section gives, and on what it was measured."""
    before, started = _others(), time.perf_counter()
    data = run()
    about = {
        "day": time.strftime("%Y-%m-%d %H:%M"),
        "minutes": (time.perf_counter() - started) / 60,
        "machine": machine(),
        "versions": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "busy": _share(before, _others()),
    }
    return {"about": about, "data": data}


def machine() -> dict[str, Any]:
    """Return what the figures were taken on, without naming it."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _from_proc("cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory_gib": _memory_gib(),
        "python": platform.python_version(),
    }


def _memory_gib() -> int | None:
    told = _from_proc("meminfo", "MemTotal")
    return round(int(told.split()[0]) / 2**20) if told else None


def _from_proc(name: str, key: str) -> str:
    path = Path("/proc") / name
    if not path.exists():
        return ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(key):
            return line.partition(":")[2].strip()
    return ""


def _others() -> tuple[float, float, float] | None:
    """Return seconds of all cores: all, those at work, and those of this process."""
    path = Path("/proc/stat")
    if not path.exists():
        return None
    ticks = [int(tick) for tick in path.read_text().splitlines()[0].split()[1:9]]
    times = os.times()
    ours = times.user + times.system + times.children_user + times.children_system
    tick = os.sysconf("SC_CLK_TCK")
    idle = (ticks[3] + ticks[4]) / tick
    return sum(ticks) / tick, sum(ticks) / tick - idle, ours


def _share(
    before: tuple[float, float, float] | None, after: tuple[float, float, float] | None
) -> float | None:
    """Return the share of the machine that others took meanwhile, 0 to 1."""
    if before is None or after is None:
        return None
    total, work, ours = (b - a for a, b in zip(before, after, strict=True))
    return max(0.0, (work - ours) / total) if total else None
