"""Measure the program against gold labels, and say what a change gained and lost.

    python -m tools.score                   compare with tests/baseline.json
    python -m tools.score --accept          make what is found now the baseline
    python -m tools.score --write-readme    set the table of README.md
    python -m tools.score --labelled        only the letters that have a label: quick
    python -m tools.score --errors 3        what is wrong, up to three a field

Reads the corpus beside the repository (``../shared``) where there is one, and the
letters of ``samples/`` otherwise.  Exits with 1 when a fact that the baseline has
right is lost: a loss is a decision to explain in the change, never an accident found
later.  The baseline names facts by a hash, so that no letter's words are in it; the
words are printed here and nowhere else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.facts import Measured, Record, corpus_facts, load_scorer, sample_facts
from vanban_parser import __version__

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
SCORER = SHARED / "scoring" / "score.py"
SAMPLES = ROOT / "samples"
BASELINE = ROOT / "tests" / "baseline.json"
README = ROOT / "README.md"
SHOWN = {
    "pdf-text,docx,doc": "real letters with text (PDF, DOCX, DOC)",
    "pdf-scan,pdf-mixed": "real scans",
}
"""What README.md shows."""
KINDS = ("pdf-text,docx", "pdf-text", "docx", "doc", "pdf-scan", "pdf-mixed")
"""What the program reads today, together; then each kind of file apart."""
MARK = "<!-- score -->"
"""Stands in README.md before and after the table."""
WIDTH = 110
"""Characters printed of a fact's words, to fit a line of a wide terminal."""
FINISHED = {0, 1, 4}
"""Exit codes after which the output is whole, though a letter may have failed."""

Gold = Sequence[tuple[str, Record]]


def parse(letters: Sequence[Path], out: Path, jobs: int) -> float:
    """Write every letter to `out` as JSON Lines; return the seconds."""
    command = [sys.executable, "-m", "vanban_parser", "parse", *map(str, letters)]
    command += ["--format", "jsonl", "--jobs", str(jobs), "-o", str(out)]
    started = time.perf_counter()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if done.returncode not in FINISHED:
        sys.stderr.buffer.write(done.stderr)
        raise SystemExit(f"vanban parse ended with {done.returncode}")
    return time.perf_counter() - started


def read_lines(path: Path) -> list[dict[str, object]]:
    """Return the records of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def by_hash(records: Sequence[Mapping[str, object]]) -> dict[str, Record]:
    """Return the letters among the records by the SHA-256 of their files."""
    found: dict[str, Record] = {}
    for record in records:
        source = record.get("source")
        if "error" not in record and isinstance(source, Mapping):
            found[str(source["sha256"])] = record
    return found


def error_codes(records: Sequence[Mapping[str, object]]) -> Counter[str]:
    """Return how often each error was given in place of a letter."""
    errors = (record["error"] for record in records if "error" in record)
    return Counter(
        str(error["code"]) if isinstance(error, Mapping) else str(error)
        for error in errors
    )


def corpus_gold(kinds: Sequence[str]) -> Gold:
    """Return name and label of the corpus letters of these kinds (all where empty)."""
    rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    head = rows[0].split("\t")
    manifest = (dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:])
    kind_of = {row["file"]: row["kind"] for row in manifest}
    labels = (
        (path.stem, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((CORPUS / "gold").glob("*.json"))
    )
    return [
        (name, label)
        for name, label in labels
        if not kinds or kind_of[label["file"]] in kinds
    ]


def sample_gold() -> Gold:
    """Return name and label of each file of the samples; one label serves all forms."""
    gold = []
    for path in sorted(SAMPLES.glob("*/expected.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        for letter in sorted(path.parent.glob("*.*")):
            if letter.suffix in {".pdf", ".docx"}:
                digest = hashlib.sha256(letter.read_bytes()).hexdigest()
                name = f"{path.parent.name}{letter.suffix}"
                gold.append((name, {**label, "sha256": digest}))
    return gold


def print_rows(measured: Measured) -> None:
    """Print counts by field."""
    print(f"{'field':26} {'right':>6} {'claimed':>8} {'labelled':>9}")
    for field, row in measured.rows.items():
        print(f"{field:26} {row.right:6} {row.claimed:8} {row.gold:9}")


def print_tables(predictions: Path, n_errors: int) -> None:
    """Print the scorer's own tables, one a kind of file."""
    for kind in KINDS:
        print(f"\n=== {kind}", flush=True)
        command = [sys.executable, str(SCORER), str(CORPUS / "gold"), str(predictions)]
        command += ["--kind", kind]
        if kind == KINDS[0] and n_errors:
            command += ["--errors", str(n_errors)]
        subprocess.run(command, check=True)


def print_changes(measured: Measured, before: Mapping[str, object]) -> bool:
    """Print what was gained and lost since the baseline; tell whether any was lost."""
    facts, rows = before["facts"], before["fields"]
    assert isinstance(facts, list)
    assert isinstance(rows, Mapping)
    then, now = Counter(map(str, facts)), measured.ids()
    words = {fact.id: fact for fact in measured.known}
    for sign, ids in (("+", now - then), ("-", then - now)):
        known = sorted(words[i] for i in ids.elements() if i in words)
        for fact in known:
            print(f"{sign} {fact.letter} {fact.field} {fact.value}"[:WIDTH])
        if n_unknown := ids.total() - len(known):
            print(f"{sign} {n_unknown} facts that the labels no longer have")
    for field, row in measured.rows.items():
        old = rows.get(field, {"right": 0, "claimed": 0})
        wrong = old["claimed"] - old["right"], row.claimed - row.right
        if wrong[0] != wrong[1]:
            print(f"! {field}: wrong claims {wrong[0]} before, {wrong[1]} now")
    gained, lost = (now - then).total(), (then - now).total()
    print(f"{now.total()} facts right: {gained} gained, {lost} lost since the baseline")
    return lost > 0


def baseline() -> dict[str, dict[str, object]]:
    """Return what was right before, by set of letters."""
    if not BASELINE.is_file():
        return {}
    content: dict[str, dict[str, object]]
    content = json.loads(BASELINE.read_text(encoding="utf-8"))
    return content


def accept(name: str, measured: Measured) -> None:
    """Make what was found now the baseline of this set of letters."""
    content = baseline()
    content[name] = {
        "letters": measured.n_letters,
        "fields": {field: vars(row) for field, row in measured.rows.items()},
        "facts": sorted(measured.ids().elements()),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    BASELINE.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"tests/baseline.json: {measured.ids().total()} facts of {name}")


def quality(measured: Measured, letters: str) -> str:
    """Return the README's table."""
    n = measured.n_letters
    machine = f"{platform.system()} {platform.machine()}, Python "
    machine += platform.python_version()
    lines = [
        f"Measured on {n} {letters} by `make score` (version {__version__},",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {machine}).",
        "",
        "| field | right / claimed | right / in the letters |",
        "|---|---|---|",
    ]
    for field, row in measured.rows.items():
        if row.gold:
            right = row.right
            lines.append(f"| {field} | {right}/{row.claimed} | {right}/{row.gold} |")
    if measured.n_headers_exact:
        exact = f"{measured.n_headers_exact}/{n}"
        lines.append(f"| whole header right | | {exact} letters |")
    return "\n".join(lines)


def write_readme(table: str) -> None:
    """Set the table between the two marks of README.md."""
    head, _, rest = README.read_text(encoding="utf-8").partition(MARK)
    _, _, tail = rest.partition(MARK)
    text = f"{head}{MARK}\n{table}\n{MARK}{tail}"
    README.write_text(text, encoding="utf-8", newline="\n")


def measure(folder: Path, options: argparse.Namespace) -> tuple[Measured, str]:
    """Parse and compare; return what was right, and the table for the README."""
    predictions = folder / "letters.jsonl"
    in_corpus = CORPUS.is_dir()
    # File by file: in a folder the program passes over what it cannot read.
    letters = sorted((CORPUS / "letters").iterdir()) if in_corpus else [SAMPLES]
    if in_corpus and options.labelled:
        wanted = {str(label["file"]) for _, label in corpus_gold(())}
        letters = [letter for letter in letters if letter.name in wanted]
    seconds = parse(letters, predictions, options.jobs)
    records = read_lines(predictions)
    found, errors = by_hash(records), error_codes(records)
    said = ", ".join(f"{n} {code}" for code, n in sorted(errors.items()))
    print(
        f"{len(records)} files in {seconds:.1f} s with {options.jobs} jobs:"
        f" {len(records) - errors.total()} letters{', ' if said else ''}{said}"
    )
    if not in_corpus:
        measured = sample_facts(sample_gold(), found)
        print_rows(measured)
        return measured, quality(measured, "files of `samples/`")
    print_tables(predictions, options.errors)
    scorer = load_scorer(SCORER)
    shown = [
        quality(corpus_facts(scorer, corpus_gold(kinds.split(",")), found), what)
        for kinds, what in SHOWN.items()
    ]
    return corpus_facts(scorer, corpus_gold(()), found), "\n\n".join(shown)


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--write-readme", action="store_true")
    parser.add_argument("--labelled", action="store_true", help="no other letters")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured, table = measure(Path(folder), options)
    if options.write_readme:
        write_readme(table)
    name = "corpus" if CORPUS.is_dir() else "samples"
    before = baseline().get(name)
    print()
    lost = print_changes(measured, before) if before else False
    if options.accept:
        accept(name, measured)
    elif not before:
        print(f"no baseline of {name} yet: keep this one with --accept")
    return int(lost and not options.accept)


if __name__ == "__main__":
    sys.exit(main())
