"""A logistic regression over the traits of values: what each trait weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SELDOM = 8
"""A rule seen less often is not measured alone."""
RIDGE = {"field": 0.5, "rule": 2.0, "other": 1.0}
"""How strongly each kind of trait is drawn to no effect."""


@dataclass(frozen=True)
class Judged:
    """One letter: each judged value's traits, and whether it is right."""

    name: str
    kind: str
    traits: Mapping[str, tuple[str, ...]]
    right: Mapping[str, bool]


class Weights:
    """What each trait weighs, fitted to letters."""

    def __init__(self, letters: Sequence[Judged]) -> None:
        seen = Counter(
            trait for letter in letters for of in letter.traits.values() for trait in of
        )
        self._names = ["all", "rule:seldom"]
        self._names += sorted(t for t, n in seen.items() if _is_kept(t, n))
        self._index = {name: i for i, name in enumerate(self._names)}
        self.of = self._fit(letters)

    def _fit(self, letters: Sequence[Judged]) -> dict[str, float]:
        rows, answers = [], []
        for letter in letters:
            for pointer, of in letter.traits.items():
                # A part of a false task says nothing about parts of true ones.
                if not _is_of_a_task(letter, pointer):
                    continue
                rows.append(self._row(of))
                answers.append(float(letter.right[pointer]))
        x, y = np.array(rows), np.array(answers)
        ridge = np.array([_ridge(name) for name in self._names])
        w = np.zeros(x.shape[1])
        for _ in range(50):
            p = 1 / (1 + np.exp(-(x @ w)))
            gradient = x.T @ (p - y) + ridge * w
            hessian = (x.T * (p * (1 - p))) @ x + np.diag(ridge)
            step = np.linalg.solve(hessian, gradient)
            w -= step
            if float(np.abs(step).max()) < 1e-8:
                break
        return dict(zip(self._names, map(float, w), strict=True))

    def _row(self, traits: Sequence[str]) -> list[float]:
        row = [0.0] * len(self._names)
        row[0] = 1.0
        for trait in traits:
            seldom = self._index["rule:seldom"] if trait.startswith("rule:") else None
            place = self._index.get(trait, seldom)
            if place is not None:
                row[place] = 1.0
        return row


def _is_kept(trait: str, n: int) -> bool:
    return n >= SELDOM or trait.startswith("field:")


def _is_of_a_task(letter: Judged, pointer: str) -> bool:
    if not pointer.startswith("/tasks/") or pointer.endswith("/action"):
        return True
    return letter.right["/".join(pointer.split("/")[:3]) + "/action"]


def _ridge(name: str) -> float:
    if name == "all":
        return 1e-6
    kind = name.split(":")[0]
    return RIDGE.get(kind, RIDGE["other"])
