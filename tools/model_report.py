"""Write docs/model.md: what the trained stage is, and what it gains and costs.

    python -m tools.model_report                 with the corpus beside the repository
    python -m tools.model_report --repeats 9     steadier times

Every letter with labels is read once and its tasks found twice, with the trained stage
and without; what is right is counted by the scorer of the corpus.  Nothing here
chooses anything: weights and thresholds are made before, from other letters.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tools.facts import Measured, Record, Row, corpus_facts, load_scorer
from tools.score import CORPUS, ROOT, SCORER, corpus_gold
from vanban_parser.errors import VanbanError
from vanban_parser.export.json import to_record
from vanban_parser.extract.tagged import tagger
from vanban_parser.extract.weights import manifest
from vanban_parser.model.document import Document
from vanban_parser.pipeline import Parser
from vanban_parser.readers import registry
from vanban_parser.settings import Settings

PAGE = ROOT / "docs" / "model.md"
TEXT = ROOT / "tools" / "trainset" / "model.md"
"""What no command can measure: the page's words, with places for the tables."""
FIELDS = (
    "tasks",
    "tasks+assignee",
    "tasks+deadline",
    "task assignees",
    "task coordinators",
    "task deadlines",
)
LOAD = """
import time
from vanban_parser.extract.tagged import tagger
started = time.perf_counter()
tagger()
print(time.perf_counter() - started)
"""
KINDS = ("pdf-text", "docx", "doc")
SCANS = ("pdf-scan", "pdf-mixed")


def counted(kinds: Sequence[str], found: Mapping[str, Record]) -> Measured:
    """Return the counts of the labelled letters of these kinds."""
    return corpus_facts(load_scorer(SCORER), corpus_gold(kinds), found)


def both(kinds: Sequence[str]) -> dict[str, dict[str, Measured]]:
    """Read the labelled letters once, and their tasks without the stage and with it."""
    parsers = {"without": Parser(Settings(model=False)), "with": Parser()}
    found: dict[str, dict[str, Record]] = {name: {} for name in parsers}
    for _, label in corpus_gold(kinds):
        try:
            document = registry.read(
                CORPUS / "letters" / str(label["file"]), Settings()
            )
        except VanbanError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        for name, parser in parsers.items():
            record = to_record(parser.resolve(document).letter)
            found[name][str(label["sha256"])] = record
    counts: dict[str, dict[str, Measured]] = {}
    for name, records in found.items():
        counts[name] = {kind: counted([kind], records) for kind in kinds}
        counts[name]["all"] = counted(kinds, records)
    return counts


def gains(counts: Mapping[str, Mapping[str, Measured]]) -> str:
    """Return the table of right, claimed and labelled by kind and field."""
    lines = [
        "| letters | field | grammar alone | with the stage |",
        "|---|---|---|---|",
    ]
    for kind, before in counts["without"].items():
        for field in FIELDS:
            old, new = before.rows.get(field), counts["with"][kind].rows.get(field)
            if old is not None and new is not None and old.gold:
                label = f"{kind} ({before.n_letters})"
                lines.append(f"| {label} | {field} | {_share(old)} | {_share(new)} |")
    return "\n".join(lines)


def _share(row: Row) -> str:
    return f"{row.right}/{row.claimed} claimed, {row.right}/{row.gold} labelled"


def sentences_table() -> str:
    """Return how right the weights are on invented sentences, from the manifest."""
    stated = manifest()["measured"]
    lines = [
        "| measure | new wordings | new wordings, offices and verbs |",
        "|---|---|---|",
    ]
    for key in stated["test"]:
        name = key.replace("_f1", " (F1)").replace("_", " ")
        lines.append(f"| {name} | {stated['dev'][key]} | {stated['test'][key]} |")
    return "\n".join(lines)


def cost(repeats: int) -> str:
    """Return what the stage costs a page, in one run with the parse without it."""
    documents = _documents()
    pages = sum(document.source.page_count or 0 for document in documents)
    tagger()
    with_it, without = Parser(), Parser(Settings(model=False))
    times: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(repeats):
        for name, parser in (("without", without), ("with", with_it)):
            started = time.perf_counter()
            for document in documents:
                parser.resolve(document)
            times[name].append((time.perf_counter() - started) * 1000 / pages)
    added = statistics.median(
        a - b for a, b in zip(times["with"], times["without"], strict=True)
    )
    rows = [
        "| what | measured |",
        "|---|---|",
        f"| PDF letters, pages | {len(documents)}, {pages} |",
        f"| all after reading, without the stage | {_ms(times['without'])} a page |",
        f"| all after reading, with the stage | {_ms(times['with'])} a page |",
        f"| the stage adds | {added:.0f} ms a page |",
        f"| loading, once a process | {loading():.2f} s |",
    ]
    return "\n".join(rows)


def loading() -> float:
    """Return how long a new process takes to load spaCy and the weights, in seconds."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD], capture_output=True, check=True, text=True
    )
    return float(done.stdout)


def _documents() -> list[Document]:
    rows = (CORPUS / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    head = rows[0].split("\t")
    manifest_rows = [dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:]]
    names = [row["file"] for row in manifest_rows if row["kind"] == "pdf-text"]
    return [registry.read(CORPUS / "letters" / name, Settings()) for name in names[:12]]


def _ms(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.0f} ms"


def main() -> int:
    """Measure and write."""
    # As the processes that read letters are run; said before NumPy is imported.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--scans", action="store_true", help="read scans too: slow")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        print(
            "no corpus beside the repository: nothing to measure with", file=sys.stderr
        )
        return 1
    counts = both(KINDS + SCANS if options.scans else KINDS)
    stated = manifest()
    places = {
        "gains": gains(counts),
        "sentences": sentences_table(),
        "cost": cost(options.repeats),
        "size": f"{stated['bytes'] / 1e6:.1f} MB",
        "invented": str(stated["trained_on"]["invented_sentences"]),
        "own": str(stated["trained_on"]["own_labelled_sentences"]),
        "letters": str(stated["trained_on"]["own_labelled_letters"]),
    }
    text = TEXT.read_text(encoding="utf-8")
    for name, content in places.items():
        text = text.replace(f"<{name}>", content)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
