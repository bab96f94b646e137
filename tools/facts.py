"""Which facts of the gold labels a run got right: counts, and each fact by name.

The corpus is compared by the functions of its own scorer, loaded by path; the samples,
whose every value is known, by equality.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

Record = Mapping[str, object]
NOT_FACTS = {"file", "sha256", "note"}
"""Keys of a gold label that say nothing about the letter."""
WITHIN_TASKS = {"task assignees", "task coordinators", "task deadlines"}
"""Rows of the scorer that count parts of the tasks found: no facts of their own."""


@dataclass(frozen=True, order=True)
class Fact:
    """One labelled value: which letter has it, in which field, as JSON."""

    letter: str
    field: str
    value: str

    @property
    def id(self) -> str:
        """A hash to know the fact by where its words may not stand."""
        words = "\n".join((self.letter, self.field, self.value))
        return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:12]


@dataclass(frozen=True)
class Row:
    """Counts of one field: right ones, of those claimed, of those in the letters."""

    right: int
    claimed: int
    gold: int


@dataclass
class Measured:
    """What one run got right; `known` are all facts, right or not."""

    n_letters: int = 0
    n_headers_exact: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    right: Counter[Fact] = field(default_factory=Counter)
    known: set[Fact] = field(default_factory=set)

    def note(self, fact: Fact, *, right: bool) -> None:
        """Enter one fact of the gold labels."""
        self.known.add(fact)
        self.right[fact] += int(right)

    def ids(self) -> Counter[str]:
        """Return the hashes of the facts that are right."""
        return Counter({f.id: n for f, n in self.right.items() if n})


def as_json(value: object) -> str:
    """Return a value in the one form that a fact is known by."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def load_scorer(path: Path) -> ModuleType:
    """Return the scorer's functions."""
    spec = importlib.util.spec_from_file_location("corpus_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Ledger:
    """A tally of the scorer that also remembers which items were right."""

    def __init__(self, scorer: ModuleType, measured: Measured) -> None:
        self._tally = scorer.Tally()
        self._measured = measured
        # The scorer adds to these itself where it counts tasks.
        self.tp: Counter[str] = self._tally.tp
        self.fp: Counter[str] = self._tally.fp
        self.fn: Counter[str] = self._tally.fn
        self.errors: defaultdict[str, list[object]] = self._tally.errors

    def scalar(
        self,
        field: str,
        name: str,
        gold: object,
        pred: object,
        same: Callable[[object, object], bool],
    ) -> bool:
        """Count one value, as the scorer's tally does."""
        right = bool(self._tally.scalar(field, name, gold, pred, same))
        if gold not in (None, "") and field not in WITHIN_TASKS:
            self._measured.note(Fact(name, field, as_json(gold)), right=right)
        return right

    def items(
        self,
        field: str,
        name: str,
        gold: Sequence[object],
        pred: Sequence[object],
        score: Callable[[object, object], float],
        floor: float,
    ) -> list[tuple[int, int]]:
        """Count a list of values, as the scorer's tally does."""
        hits: list[tuple[int, int]]
        hits = self._tally.items(field, name, gold, pred, score, floor)
        found = {i for i, _ in hits}
        if field not in WITHIN_TASKS:
            for i, item in enumerate(gold):
                fact = Fact(name, field, as_json(item))
                self._measured.note(fact, right=i in found)
        return hits


def _note_tasks(
    scorer: ModuleType, measured: Measured, name: str, gold: Record, pred: Record
) -> None:
    """Enter the tasks, which the scorer counts without its tally's `items`."""
    wanted = scorer.as_list(gold.get("tasks"))
    claimed = scorer.as_list(pred.get("tasks"))
    hits = dict(scorer.match(wanted, claimed, scorer.same_task, 0.5))
    for i, task in enumerate(wanted):
        if task.get("general"):
            continue
        found = claimed[hits[i]] if i in hits else None
        agrees = {"tasks": True, "tasks+assignee": False, "tasks+deadline": False}
        if found is not None:
            assignees = [scorer.as_list(t.get("assignees")) for t in (task, found)]
            agrees["tasks+assignee"] = scorer.set_f1(*assignees) == 1.0
            keys = [scorer.deadline_key(t) for t in (task, found)]
            agrees["tasks+deadline"] = keys[0] == keys[1]
        for field_, right in agrees.items():
            fact = Fact(name, field_, as_json(task.get("action")))
            measured.note(fact, right=right and found is not None)


def corpus_facts(
    scorer: ModuleType, gold: Sequence[tuple[str, Record]], found: Mapping[str, Record]
) -> Measured:
    """Compare letters (name, label) with what was found, by SHA-256 of the file.

    Raises:
        ValueError: the facts do not add up to the scorer's own counts.
    """
    measured = Measured(n_letters=len(gold))
    ledger = Ledger(scorer, measured)
    for name, label in gold:
        record = found.get(str(label["sha256"]), {})
        result = scorer.score_letter(ledger, name, label, record)
        measured.n_headers_exact += bool(result["header_exact"])
        _note_tasks(scorer, measured, name, label, record)
    for field_ in scorer.ROWS:
        right = ledger.tp[field_]
        measured.rows[field_] = Row(
            right, right + ledger.fp[field_], right + ledger.fn[field_]
        )
    named = Counter(f.field for f in measured.right.elements())
    for field_ in set(scorer.ROWS) - WITHIN_TASKS:
        if named[field_] != measured.rows[field_].right:
            raise ValueError(f"{field_}: {named[field_]} facts, not the scorer's count")
    return measured


def _flat(record: Record) -> Iterator[tuple[str, object]]:
    """Yield each field with its value; the parts of an object as ``body.name``."""
    for key, value in record.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{part}", inner) for part, inner in value.items())
        else:
            yield key, value


def _items(value: object) -> list[object]:
    """Return what a field holds as a list, without what stands in an annex."""
    if value in (None, ""):
        return []
    if not isinstance(value, list | tuple):
        return [value]
    return [i for i in value if not (isinstance(i, Mapping) and i.get("annex"))]


def _n_alike(wanted: object, found: object) -> int:
    """Count the parts in which two items agree; of plain values there is one."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return sum(_n_alike(value, found.get(key)) for key, value in wanted.items())
    return int(wanted == found and wanted not in (None, [], ""))


def _paired(
    wanted: list[object], found: list[object]
) -> list[tuple[object, object | None]]:
    """Pair each labelled item with the most alike of those found, each used once."""
    left, pairs = list(found), []
    for item in wanted:
        best = max(left, key=lambda other: _n_alike(item, other), default=None)
        if best is not None and _n_alike(item, best):
            left.remove(best)
        else:
            best = None
        pairs.append((item, best))
    return pairs


def _is_general(item: object) -> bool:
    """Tell whether a label calls an item a closing formula."""
    return isinstance(item, Mapping) and bool(item.get("general"))


def _parts(item: object) -> dict[str, object]:
    """Return the parts of an item that are known, by the end of their field's name."""
    if not isinstance(item, Mapping):
        return {"": item}
    return {f".{key}": value for key, value in item.items() if value not in (None, [])}


def _same(wanted: object, found: object) -> bool:
    """Tell whether `found` is `wanted`, or has all that `wanted` names."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return all(_same(value, found.get(key)) for key, value in wanted.items())
    return wanted == found


@dataclass(frozen=True)
class _Field:
    """One field of one sample: labelled items, each with what was found for it.

    What the label calls general may be given or left out: it is in neither list.
    """

    pairs: list[tuple[object, object | None]]
    given: list[object]

    @classmethod
    def of(cls, value: object, claim: object) -> _Field:
        """Pair what is labelled with what was found."""
        pairs, given = _paired(_items(value), _items(claim)), _items(claim)
        for item, hit in pairs:
            if hit is not None and _is_general(item):
                given.remove(hit)
        return cls([pair for pair in pairs if not _is_general(pair[0])], given)

    def claims(self) -> Iterator[str]:
        """Yield each part that was found, of those that the label speaks of."""
        known = {part for item, _ in self.pairs for part in _parts(item)}
        for item in self.given:
            yield from (_parts(item).keys() & known) if known else [""]

    def facts(self) -> Iterator[tuple[str, object, bool]]:
        """Yield each labelled part with its value, and whether it was found."""
        for item, hit in self.pairs:
            answers = {} if hit is None else _parts(hit)
            for part, value in _parts(item).items():
                yield part, value, part in answers and _same(value, answers[part])


def sample_facts(
    gold: Sequence[tuple[str, Record]], found: Mapping[str, Record]
) -> Measured:
    """Compare as `corpus_facts`, but part by part and to the letter.

    The scorer forgives what two careful people would write differently; this one,
    which needs nothing but the repository, does not.
    """
    measured = Measured(n_letters=len(gold))
    right, claimed, labelled = Counter[str](), Counter[str](), Counter[str]()
    for name, label in gold:
        facts = {key: value for key, value in label.items() if key not in NOT_FACTS}
        claims = dict(_flat(found.get(str(label["sha256"]), {})))
        for key, value in _flat(facts):
            field_ = _Field.of(value, claims.get(key))
            claimed.update(key + part for part in field_.claims())
            for part, inner, good in field_.facts():
                labelled[key + part] += 1
                right[key + part] += good
                measured.note(Fact(name, key + part, as_json(inner)), right=good)
    for key in labelled | claimed:
        measured.rows[key] = Row(right[key], claimed[key], labelled[key])
    return measured
