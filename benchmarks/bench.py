"""Measure in one run, keep the figures, and write what they say to docs/.

    python -m benchmarks.bench                         all of it, at full size: an hour
    python -m benchmarks.bench --small --keep f.json   all of it, tiny: to try it
    python -m benchmarks.bench --only speed start      some of it; the rest is kept
    python -m benchmarks.bench --render                docs/ from the figures kept

Sections: speed (beside what others need for bare text), stages, start, pages, archive,
killed, cluster, throughput, ceilings.  Letters come from the corpus beside the
repository where there is one, else from ``samples/``; those that must be many or long
are made.  It asserts nothing.  Figures are kept in benchmarks/results.json, all else in
``.bench/``, which may be deleted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import batch, results
from benchmarks.ceilings import ceilings
from benchmarks.growth import PAGES, archive, pages
from benchmarks.page import write_all
from benchmarks.speed import KINDS, letters, speed
from benchmarks.start import start

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    files: int = 12
    repeats: int = 5
    starts: int = 10
    pages: tuple[int, ...] = PAGES
    archive: int = 10_000
    killed: int = 5_000
    kills: int = 10
    cluster: int = 2_000
    throughput: int = 2_000
    rounds: int = 1
    scans: int = 6
    filed: int = 2_000


SMALL = Size(
    files=2,
    repeats=1,
    starts=2,
    pages=(1, 2, 10, 20),
    archive=60,
    killed=60,
    kills=3,
    cluster=60,
    throughput=40,
    scans=1,
    filed=50,
)


def stages(files: int) -> dict[str, Any]:
    """Return the shares of the stages, by kind; in a process that is slowed by it."""
    told = {}
    for kind in KINDS:
        command = [sys.executable, "-m", "benchmarks.stages"]
        command += map(str, letters(kind, files))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        told[kind] = json.loads(done.stdout)
    return told


def sections(
    work: Path, size: Size, without: Collection[str] = ()
) -> Mapping[str, Callable[[], Any]]:
    """Return what can be measured, by name; `without` some of the rivals."""
    return {
        "speed": lambda: speed(work, size.files, size.repeats, without),
        "stages": lambda: stages(size.files),
        "start": lambda: start(work, size.starts),
        "pages": lambda: pages(work, size.pages, 3),
        "archive": lambda: archive(work, size.archive, 1),
        "killed": lambda: batch.killed(work, size.killed, 2, size.kills),
        "cluster": lambda: batch.cluster_killed(work, size.cluster),
        "throughput": lambda: batch.throughputs(work, size.throughput, size.rounds),
        "ceilings": lambda: ceilings(work, size.filed, size.scans, 1),
    }


def options() -> argparse.ArgumentParser:
    """Return what the command line may say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true", help="tiny counts")
    parser.add_argument("--only", nargs="*", default=[], metavar="SECTION")
    parser.add_argument("--without", nargs="*", default=[], metavar="RIVAL")
    parser.add_argument("--render", action="store_true", help="measure nothing")
    parser.add_argument(
        "--keep",
        type=Path,
        default=results.KEPT,
        metavar="FILE",
        help="where figures are kept; docs/ is only written from the usual place",
    )
    parser.add_argument("--work", type=Path, default=ROOT / ".bench")
    counts = ("files", "repeats", "archive", "killed", "cluster", "throughput")
    for name in (*counts, "rounds", "filed", "scans"):
        parser.add_argument(f"--{name}", type=int, metavar="N")
    return parser


def sized(given: argparse.Namespace) -> Size:
    """Return how much is to be measured."""
    size = SMALL if given.small else Size()
    fields = {name: getattr(size, name) for name in Size.__slots__}
    chosen = {name: getattr(given, name, None) for name in fields}
    return Size(
        **{name: chosen[name] or usual for name, usual in fields.items()},
    )


def main() -> int:
    """Measure, keep, write."""
    given = options().parse_args()
    work: Path = given.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    known = sections(work, sized(given), given.without)
    if unknown := set(given.only) - set(known):
        print(f"no section {', '.join(unknown)}", file=sys.stderr)
        return 2
    for name, run in known.items():
        if given.render or (given.only and name not in given.only):
            continue
        print(f"measuring: {name}", file=sys.stderr)
        told = results.taken(run)
        print(json.dumps({name: told["data"]}, ensure_ascii=False, indent=1))
        results.save(results.load(given.keep) | {name: told}, given.keep)
    if given.keep == results.KEPT:
        write_all(results.load())
    return 0


if __name__ == "__main__":
    sys.exit(main())
