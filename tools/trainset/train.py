"""Train the tagger of sentences and write its weights.

    python -m tools.trainset.train                      from invented letters alone
    python -m tools.trainset.train --labels FILE        and from one's own labels
    python -m tools.trainset.train --out FOLDER         elsewhere than in the package

FILE holds one JSON object a line: ``context`` (list), ``text``, ``issuer``, ``kind``,
``spans`` ([[start, end, label], ...]) and ``letter``, a name by which sentences of one
letter keep together.  Nothing of it is written but numbers: the weights carry no words.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.training import Example as SpacyExample

from tools.trainset.measure import Scores, measured
from tools.trainset.plain import PLAIN, plain
from tools.trainset.plain import lines as plain_lines
from tools.trainset.sentences import Example, examples
from vanban_parser.extract.frames import Frame, frame
from vanban_parser.extract.tagged import as_doc, blank
from vanban_parser.model.document import Span

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "vanban_parser" / "models"
WEIGHTS = "tasks.bin"
SEED = 20261127
LABELS = ("ACTION", "ASSIGNEE", "COORDINATOR", "DEADLINE", "REPORT_TO")


def framed(example: Example) -> Frame:
    """Return an example as the tagger is shown it."""
    whole = Span(0, len(example.text))
    return frame(example.text, whole, example.context, example.issuer)


def learnt(
    nlp: Language, given: Frame, example: Example, kinds: Sequence[str]
) -> SpacyExample:
    """Return an example with its answers; a span that cuts a word is dropped."""
    predicted, reference = as_doc(nlp, given), as_doc(nlp, given)
    tags = ["O"] * len(given.words)
    for start, end, label in example.spans:
        inside = [
            given.n_above + i
            for i, (a, b) in enumerate(zip(given.starts, given.ends, strict=True))
            if start <= a and b <= end
        ]
        for position, index in enumerate(inside):
            tags[index] = f"{'B' if position == 0 else 'I'}-{label}"
    if example.complete:
        reference.set_ents(_entities(reference, tags))
    else:
        reference.set_ents([], default="missing")
    reference.cats = {kind: float(kind == example.kind) for kind in kinds}
    return SpacyExample(predicted, reference)


def _entities(doc: Any, tags: Sequence[str]) -> list[Any]:
    found, start = [], None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            found.append(spacy.tokens.Span(doc, start, index, label=tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = index
    return found


def own_labels(path: Path | None) -> list[tuple[str, Example]]:
    """Return letter and example of each line of a file of labels."""
    if path is None:
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = tuple((int(a), int(b), str(label)) for a, b, label in row["spans"])
        context = tuple(row["context"])
        words = context, row["text"], row["issuer"], row["kind"]
        found.append((row["letter"], Example(*words, spans, row.get("complete", True))))
    return found


def fit(
    nlp: Language, data: Sequence[SpacyExample], epochs: int, seed: int
) -> Iterable[dict[str, float]]:
    """Train and yield the losses of each epoch."""
    optimizer = nlp.initialize(lambda: data[:2000])
    steps = epochs * (len(data) // 32 + 1)
    shuffled = list(data)
    rng = random.Random(seed)
    done = 0
    for _ in range(epochs):
        rng.shuffle(shuffled)
        losses: dict[str, float] = {}
        for start in range(0, len(shuffled), 32):
            done += 1
            optimizer.learn_rate = 0.0015 * (1 - done / (steps + 1)) + 0.0001
            batch = shuffled[start : start + 32]
            nlp.update(batch, sgd=optimizer, losses=losses, drop=0.2)
        yield losses


def trained(
    data: Sequence[Example],
    epochs: int,
    seed: int,
    shape: Callable[[Example, Frame], Frame] = lambda _, given: given,
) -> Language:
    """Return a pipeline that has learnt `data`; the same seed gives the same weights.

    `shape` may change how an example is shown.
    """
    random.seed(seed)
    np.random.seed(seed % 2**32)
    spacy.util.fix_random_seed(seed)
    kinds = sorted({example.kind for example in data})
    nlp = blank()
    for label in LABELS:
        nlp.get_pipe("ner").add_label(label)
    for kind in kinds:
        nlp.get_pipe("textcat").add_label(kind)
    shown = [
        learnt(nlp, shape(example, framed(example)), example, kinds) for example in data
    ]
    started = time.perf_counter()
    for epoch, losses in enumerate(fit(nlp, shown, epochs, seed), 1):
        said = " ".join(f"{name} {value:.0f}" for name, value in losses.items())
        taken = time.perf_counter() - started
        print(f"epoch {epoch}: {said}, {taken:.0f} s", flush=True)
    return nlp


def main() -> int:
    """Train, measure, and write weights and manifest."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--labels", type=Path)
    options.add_argument("--share", type=int, default=3, help="repeat own labels")
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", type=Path, default=PACKAGE)
    chosen = options.parse_args()
    made = list(examples("train", chosen.count, chosen.seed))
    labelled = own_labels(chosen.labels)
    own = [example for _, example in labelled]
    nlp = trained(made + own * chosen.share, chosen.epochs, chosen.seed)
    scores = {
        part: measured(nlp, list(examples(part, 800, chosen.seed)), framed)
        for part in ("dev", "test")
    }
    letters = {letter for letter, _ in labelled}
    _write(chosen.out, nlp, scores, chosen, len(own), len(letters))
    return 0


def _write(
    out: Path,
    nlp: Language,
    scores: dict[str, Scores],
    chosen: Any,
    own: int,
    letters: int,
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    raw = nlp.to_bytes(exclude=["vocab", "tokenizer"])
    packed = plain(raw)
    (out / WEIGHTS).write_bytes(raw)
    (out / PLAIN).write_bytes(packed)
    lines = [
        "# The trained stage of the tasks: written by python -m tools.trainset.train.",
        "",
        f'file = "{WEIGHTS}"',
        f'sha256 = "{hashlib.sha256(raw).hexdigest()}"',
        f"bytes = {len(raw)}",
        f"made = {dt.datetime.now(tz=dt.UTC).date().isoformat()}",
        'licence = "AGPL-3.0-or-later"',
        f'library = "spaCy {spacy.__version__}"',
        f"seed = {chosen.seed}",
        f"epochs = {chosen.epochs}",
        "",
        *plain_lines(packed),
        "",
        "[trained_on]",
        f"invented_sentences = {chosen.count}",
        f"own_labelled_sentences = {own}",
        f"own_labelled_letters = {letters}",
        'never = "gold labels, and letters whose text has gold labels"',
    ]
    for part, score in scores.items():
        lines += ["", f"[measured.{part}]", *score.lines()]
    (out / "MANIFEST.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
