"""How long a command takes from nothing: the help, and a letter of two pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clock import command
from benchmarks.varied import long_pdf

VANBAN = (sys.executable, "-m", "vanban_parser")


def start(work: Path, repeats: int) -> dict[str, Any]:
    """Return seconds of `vanban --help` and `vanban parse`, after one to warm up."""
    letter = work / "two-pages.pdf"
    letter.write_bytes(long_pdf(2))
    commands: dict[str, Sequence[str | Path]] = {
        "python": [sys.executable, "-c", "pass"],
        "help": [*VANBAN, "--help"],
        "parse": [*VANBAN, "parse", "-q", letter],
    }
    ended = {
        name: [command(words) for _ in range(repeats + 1)][1:]
        for name, words in commands.items()
    }
    return {
        name: {
            "wall": median(one.taken.wall for one in some),
            "least": min(one.taken.wall for one in some),
            "greatest": max(one.taken.wall for one in some),
            "cpu": median(one.taken.cpu for one in some),
            "failed": sum(one.code != 0 for one in some),
            "repeats": repeats,
        }
        for name, some in ended.items()
    }
