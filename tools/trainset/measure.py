"""How right the tagger is on labelled sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.trainset.sentences import Example
from vanban_parser.extract.frames import Frame
from vanban_parser.extract.tagged import TASK_KINDS, as_doc

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass
class Scores:
    """Counts over sentences: kinds right, orders found, parts found exactly."""

    n: int = 0
    kinds_right: int = 0
    orders: Counter[str] = field(default_factory=Counter)
    parts: dict[str, Counter[str]] = field(default_factory=dict)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """Return the figures as lines of TOML."""
        out = [
            f"sentences = {self.n}",
            f"kind_accuracy = {self.kinds_right / max(self.n, 1):.3f}",
            f"orders_f1 = {f1(self.orders):.3f}",
        ]
        out += [
            f"{name.lower()}_f1 = {f1(self.parts[name]):.3f}"
            for name in sorted(self.parts)
        ]
        return out


def f1(counts: Counter[str]) -> float:
    """Return F1 of counted true and false positives and misses."""
    right = counts["tp"]
    return 2 * right / max(2 * right + counts["fp"] + counts["fn"], 1)


def measured(
    nlp: Language, data: Sequence[Example], framed: Callable[[Example], Frame]
) -> Scores:
    """Return how right a pipeline is on labelled sentences."""
    scores = Scores()
    frames = [framed(example) for example in data]
    docs = nlp.pipe([as_doc(nlp, given) for given in frames], batch_size=64)
    for example, given, doc in zip(data, frames, docs, strict=True):
        scores.n += 1
        best = max(doc.cats, key=lambda kind: doc.cats[kind])
        scores.kinds_right += best == example.kind
        if best != example.kind:
            scores.confused[example.kind, best] += 1
        said = sum(doc.cats[kind] for kind in TASK_KINDS) >= 0.5
        _count(scores.orders, said=said, true=example.kind in TASK_KINDS)
        above = given.n_above
        found = {
            (given.starts[e.start - above], given.ends[e.end - 1 - above], e.label_)
            for e in doc.ents
            if e.start >= above
        }
        true = set(example.spans)
        for start, end, label in found | true:
            counts = scores.parts.setdefault(label, Counter())
            key = (start, end, label)
            _count(counts, said=key in found, true=key in true)
    return scores


def _count(counts: Counter[str], *, said: bool, true: bool) -> None:
    if said or true:
        counts["tp" if said and true else "fp" if said else "fn"] += 1
