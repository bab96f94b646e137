"""Measure how often values like each other are right, and keep it as weights.

    python -m tools.calibrate             measure, print, write nothing
    python -m tools.calibrate --write     and write the weights and docs/confidence.md

Needs the corpus beside the repository.  Each claimed value of each letter with a gold
label is right or wrong as the corpus' scorer has it; a logistic regression over the
values' traits (resolve/confidence.py) gives the weights.  What is printed of its
quality is of letters that the weights were not fitted to (each letter left out once).
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tools.facts import load_scorer
from tools.judged import judged
from tools.score import CORPUS, SCORER, corpus_gold
from tools.weights import Judged, Weights
from vanban_parser.errors import VanbanError
from vanban_parser.export.json import to_json
from vanban_parser.pipeline import Parser
from vanban_parser.resolve.confidence import field_of, odds, settled, whole

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "vanban_parser" / "data" / "confidence.toml"
PAGE = ROOT / "docs" / "confidence.md"
LEAST_SURE = 0.95
"""From here on a value is called sure: at most 1 of 100 such may be wrong."""
WRONG_AMONG_SURE = 0.007
UNSURE = 0.8
"""Below it a value of the header gets a warning."""
SUREST = 0.995
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001)


def judge(name: str, label: Mapping[str, object], kind: str) -> Judged | None:
    """Parse one letter and judge what it claims; None where it is not read."""
    scorer = load_scorer(SCORER)
    path = CORPUS / "letters" / str(label["file"])
    try:
        reading = Parser().read(path)
    except VanbanError:
        return None
    record = json.loads(to_json(reading.letter))
    right = judged(scorer, label, record)
    traits = {pointer: reading.traits[pointer] for pointer in right}
    return Judged(name, kind, traits, right)


def raw(weights: Mapping[str, float], letter: Judged) -> dict[str, float]:
    """Return what the weights say of each judged value of a letter."""
    own = {pointer: odds(weights, of) for pointer, of in letter.traits.items()}
    return {pointer: whole(own, pointer) for pointer in own}


def left_out(letters: Sequence[Judged]) -> list[tuple[float, bool, str, str]]:
    """Return raw probability, right, field, kind of each value, its letter unseen."""
    found = []
    for letter in letters:
        others = [other for other in letters if other.name != letter.name]
        weights = Weights(others).of
        for pointer, share in raw(weights, letter).items():
            row = (share, letter.right[pointer], field_of(pointer), letter.kind)
            found.append(row)
    return found


def knots_of(values: Sequence[tuple[float, bool, str, str]]) -> list[list[float]]:
    """Return the line that makes "sure" mean sure: raw to observed, rising.

    The raw probability from which on hardly any value is wrong is called 0.95.
    """
    ranked = sorted(values, key=lambda value: -value[0])
    cut, wrong = 1.0, 0
    for n, (share, right, *_) in enumerate(ranked, start=1):
        wrong += not right
        if n >= 100 and wrong / n <= WRONG_AMONG_SURE:
            cut = share
    return [[0.0, 0.0], [round(cut, 4), LEAST_SURE], [1.0, SUREST]]


def report(values: Sequence[tuple[float, bool, str, str]]) -> Reliability:
    """Return how well confidence and truth agree."""
    bins = []
    for low, high in pairwise(BINS):
        inside = [(s, r) for s, r, *_ in values if low <= s < high]
        if inside:
            said = sum(s for s, _ in inside) / len(inside)
            true = sum(r for _, r in inside) / len(inside)
            bins.append((low, min(high, 1.0), len(inside), said, true))
    error = sum(n * abs(said - true) for *_, n, said, true in bins) / len(values)
    sure = [r for s, r, *_ in values if s >= LEAST_SURE]
    return Reliability(bins, error, len(sure), len(sure) - sum(sure), len(values))


@dataclass(frozen=True)
class Reliability:
    """The reliability table (low, high, values, said, true) and its summary."""

    bins: list[tuple[float, float, int, float, float]]
    error: float
    n_sure: int
    n_sure_wrong: int
    n: int

    def lines(self) -> list[str]:
        """Return the table in Markdown."""
        out = ["| confidence | values | mean confidence | right |", "|---|---|---|---|"]
        for low, high, n, said, true in self.bins:
            out.append(f"| {low:.2f} to {high:.2f} | {n} | {said:.3f} | {true:.3f} |")
        return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    options.add_argument("--labels", type=Path, metavar="DIR", help="more labels")
    options.add_argument("--jobs", type=int, default=2)
    chosen = options.parse_args(arguments)
    letters = read_letters(chosen.jobs, chosen.labels)
    values = left_out(letters)
    knots = knots_of(values)
    final = [
        (settled(knots, share), right, field, kind)
        for share, right, field, kind in values
    ]
    print_report(final)
    if chosen.write:
        weights = Weights(letters).of
        DATA.write_text(as_toml(weights, knots, letters), encoding="utf-8")
        PAGE.write_text(as_page(final, letters), encoding="utf-8")
    return 0


def read_letters(jobs: int, more: Path | None) -> list[Judged]:
    """Return every letter of the corpus that has a label and is read.

    `more` is a folder of further labels, in the form of the gold ones.
    """
    with (CORPUS / "manifest.tsv").open(encoding="utf-8") as rows:
        kinds = {r["file"]: r["kind"] for r in csv.DictReader(rows, delimiter="\t")}
    gold = [*corpus_gold(())]
    gold += [
        (path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in (sorted(more.glob("*.json")) if more else ())
    ]
    with ProcessPoolExecutor(jobs) as pool:
        tasks = [pool.submit(judge, n, g, kinds[str(g["file"])]) for n, g in gold]
        done = [task.result() for task in tasks]
    return [letter for letter in done if letter is not None]


def print_report(values: Sequence[tuple[float, bool, str, str]]) -> None:
    """Print the reliability of all values, by kind of file and by field."""
    whole_ = report(values)
    print("\n".join(whole_.lines()))
    print(summary(whole_))
    for title, place in (("field", 2), ("kind", 3)):
        groups = defaultdict(list)
        for value in values:
            groups[value[place]].append(value)
        for name in sorted(groups):
            print(f"{title} {name}: {summary(report(groups[name]))}")


def summary(found: Reliability) -> str:
    """Return the figures of a table on one line."""
    share = found.n_sure_wrong / found.n_sure if found.n_sure else 0.0
    return (
        f"{found.n} values, calibration error {found.error:.3f}; of {found.n_sure} "
        f"with {LEAST_SURE} or more {found.n_sure_wrong} wrong ({100 * share:.1f} %)"
    )


def as_toml(
    weights: Mapping[str, float],
    knots: Sequence[Sequence[float]],
    letters: Sequence[Judged],
) -> str:
    """Return data/confidence.toml."""
    n_values = sum(len(letter.right) for letter in letters)
    today = dt.datetime.now(tz=dt.UTC)
    lines = [
        "# How much each trait of a value weighs, in log-odds of its being right.",
        "# Written by `python -m tools.calibrate --write`; see docs/confidence.md.",
        f'source = "gold labels of {len(letters)} real letters, {n_values} values"',
        f'checked = {{ by = "vanban_parser", on = "{today:%Y-%m-%d}" }}',
        "# A value of the header below this gets a warning.",
        f"least = {UNSURE}",
        "# From what the weights give to what was observed on letters left out.",
        f"knots = {[list(knot) for knot in knots]}",
        "",
        "[weights]",
    ]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in weights.items()]
    return "\n".join(lines) + "\n"


PAGE_TEXT = """\
# Confidence

Every value of a letter comes with the probability that it is right: `confidence` in
the JSON, by JSON Pointer. It is weighed from traits of the value (its field, the rule
that found it, what was inferred, how the words were read) by what was measured of
such values on labelled letters. A value from 0.95 on is meant to be taken without a
look; a header value below {unsure} gets the warning `unsure`, and
`vanban parse --min-confidence 0.95` leaves out what is less sure and says so.

This page and `data/confidence.toml` are written by `python -m tools.calibrate --write`.

## Measured

On {n} real letters ({counts}); each letter is judged by weights that were fitted to
the others only. Letters of offices that write otherwise will be harder than that.

{table}

All: {all}.

{kinds}

A value in an annex is outside the labels: its confidence is that of values like it in
the letter proper.
"""


def as_page(
    values: Sequence[tuple[float, bool, str, str]], letters: Sequence[Judged]
) -> str:
    """Return docs/confidence.md."""
    kinds = Counter(letter.kind for letter in letters)
    by_kind = []
    for kind in sorted(kinds):
        own = [value for value in values if value[3] == kind]
        by_kind.append(f"- {kind}: {summary(report(own))}.")
    everything = report(values)
    return PAGE_TEXT.format(
        unsure=UNSURE,
        n=len(letters),
        counts=", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())),
        table="\n".join(everything.lines()),
        all=summary(everything),
        kinds="\n".join(by_kind),
    )


if __name__ == "__main__":
    sys.exit(main())
