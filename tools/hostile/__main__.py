"""Write files that are made to do harm, and measure what they cost.

python -m tools.hostile FOLDER            write them
python -m tools.hostile FOLDER --measure  read each in a process, as `parse` does
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tools.hostile import Case, sample, write
from vanban_parser.errors import VanbanError
from vanban_parser.isolate import IsolatedParser
from vanban_parser.settings import Settings

MOST_SECONDS, MOST_BYTES = 20.0, 3 << 29
"""The worst file must not take longer, nor its process more memory (1.5 GiB)."""
_LOOK_SECONDS = 0.02


class Scales:
    """Weighs the process of a parser, again and again, while it reads."""

    def __init__(self, parser: IsolatedParser) -> None:
        self._parser = parser
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._weigh, daemon=True)
        self.most_bytes = 0
        self.cpu_seconds = 0.0
        """Of a processor, since the process began."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._is_over.wait(_LOOK_SECONDS):
            usage = self._parser.usage()
            if usage is not None:
                self.most_bytes = max(self.most_bytes, usage.memory_bytes)
                self.cpu_seconds = max(self.cpu_seconds, usage.cpu_seconds)


def measured(cases: Sequence[tuple[Case, Path]]) -> bool:
    """Print what each file gives and costs; tell whether all keep to the bars.

    On a machine that others keep busy a file takes longer by the clock, as its process
    is given the time that it did not get to run; that of a processor tells then.
    """
    all_well = True
    worst_seconds, worst_bytes = 0.0, 0
    for case, path in cases:
        # Each in a new process: a file must not pay for the one before it.
        with IsolatedParser(Settings()) as parser:
            parser.parse_bytes(sample("docx"), "a.docx")
            started = time.monotonic()
            with Scales(parser) as scales:
                code = _outcome(parser, path)
            seconds = time.monotonic() - started
        well = code in case.codes
        all_well &= well
        worst_seconds = max(worst_seconds, seconds)
        worst_bytes = max(worst_bytes, scales.most_bytes)
        print(
            f"{case.name:26} {code:22} {seconds:6.1f} s, "
            f"{scales.cpu_seconds:5.1f} s of a processor "
            f"{scales.most_bytes / 2**20:7.0f} MiB{'' if well else '  NOT RIGHT'}",
            flush=True,
        )
    print(f"worst: {worst_seconds:.1f} s (bar {MOST_SECONDS:.0f} s), ", end="")
    print(f"{worst_bytes / 2**20:.0f} MiB (bar {MOST_BYTES / 2**20:.0f} MiB)")
    return all_well and worst_seconds <= MOST_SECONDS and worst_bytes <= MOST_BYTES


def _outcome(parser: IsolatedParser, path: Path) -> str:
    try:
        parser.run(path)
    except VanbanError as error:
        return error.code
    return "ok"


def main() -> int:
    """Write the files; exit with 1 where one does not keep to the bars."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    cases = list(write(options.folder))
    if options.measure:
        return int(not measured(cases))
    for case, path in cases:
        print(f"{path}  {path.stat().st_size:>10} bytes  {' or '.join(case.codes)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
