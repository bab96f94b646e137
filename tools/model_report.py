"""Write docs/model.md: what the trained stage is, and what it gains and costs.

    python -m tools.model_report                 with the corpus beside the repository
    python -m tools.model_report --repeats 9     steadier times

Every letter with labels is parsed twice, with the trained stage and without; what is
right is counted by the scorer of the corpus.  Nothing here chooses anything: weights
and thresholds are made before, from other letters.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.facts import Measured, Row, corpus_facts, load_scorer
from tools.score import (
    CORPUS,
    KINDS,
    ROOT,
    SCORER,
    by_hash,
    corpus_gold,
    parse,
    read_lines,
)
from vanban_parser.extract.tagged import manifest, tag, tagger
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
SHOWN = ("pdf-text", "docx", "doc", "pdf-scan", "pdf-mixed")


def counted(labels: Sequence[str], found: Mapping[str, object]) -> Measured:
    """Return the counts of the labelled letters of these kinds."""
    gold = corpus_gold(labels)
    return corpus_facts(load_scorer(SCORER), gold, found)  # type: ignore[arg-type]


def both(folder: Path) -> dict[str, dict[str, Measured]]:
    """Parse the labelled letters with the stage and without; counts by kind."""
    files = sorted({str(label["file"]) for _, label in corpus_gold(())})
    letters = [CORPUS / "letters" / name for name in files]
    counts: dict[str, dict[str, Measured]] = {}
    for name, setting in (("without", "false"), ("with", "true")):
        os.environ["VANBAN_MODEL"] = setting
        out = folder / f"{name}.jsonl"
        parse(letters, out, jobs=1)
        found = by_hash(read_lines(out))
        counts[name] = {kind: counted([kind], found) for kind in SHOWN}
        counts[name]["all"] = counted((), found)
    del os.environ["VANBAN_MODEL"]
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
    started = time.perf_counter()
    tagger()
    loading = time.perf_counter() - started
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
        f"| loading, once a process | {loading:.2f} s |",
    ]
    return "\n".join(rows)


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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    if not CORPUS.is_dir():
        print(
            "no corpus beside the repository: nothing to measure with", file=sys.stderr
        )
        return 1
    tag(())
    with tempfile.TemporaryDirectory() as folder:
        counts = both(Path(folder))
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
    assert KINDS
    sys.exit(main())
