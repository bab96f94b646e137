"""The trained network, run by plain NumPy: what kind of sentence each frame is.

spaCy trains and keeps the weights (``models/tasks.cfg`` says their shape); to run them
it makes objects of every word and multiplies each word anew in every sentence.  Here
the same sums are made once for each word, and in each layer once for each window of
words: the lines that stand above a sentence are those of its neighbours too.  A test
holds both to the same answers.  spaCy itself is not imported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vanban_parser.extract.word_keys import keys_of, rows_of
from vanban_parser.packaged import Mapped

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

_PIECES = 3
"""Of the maxout units; the greatest of so many sums is what a unit gives."""
_SMALL = 1e-8
"""What spaCy adds to a variance before it divides by its root."""

Word = tuple[str, str]
"""A word and its role."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """Maxout units and the normalisation after them; `weights` piece after piece."""

    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def __call__(self, given: Floats) -> Floats:
        import numpy as np

        sums = _product(given, self.weights)
        sums += self.bias
        width = len(self.scale)
        best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
        np.maximum(best, sums[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width)
        best *= (1 / np.sqrt(variance + np.float32(_SMALL)))[:, None]
        best *= self.scale
        best += self.shift
        return best


class Network:
    """The packaged weights, ready to multiply.

    Args:
        raw: The bytes of ``models/tasks.safetensors``, which ``tools/trainset/plain``
            wrote; they are multiplied where they lie.

    Raises:
        ValueError: they are of another shape than ``models/tasks.cfg`` says, or no
            such file.
        KeyError: an array is missing.
    """

    def __init__(self, raw: Mapped) -> None:
        about, arrays = _arrays(raw)
        n_layers = sum(name.endswith(".scale") for name in arrays)
        self._tables = [arrays[f"table.{at}"] for at in range(len(keys_of("", "")))]
        self._seeds = tuple(json.loads(about["seeds"]))
        self._mix, *self._windows = (
            _layer(arrays, f"layer.{at}.") for at in range(n_layers)
        )
        self._weights, self._bias = arrays["output.weights"], arrays["output.bias"]
        self.kinds: tuple[str, ...] = tuple(json.loads(about["kinds"]))

    def __call__(self, frames: Sequence[Sequence[Word]]) -> Floats:
        """Return the probability of each of `kinds` for each frame, of shape (n, k).

        A frame has at least one word.
        """
        import numpy as np

        words, of_word, starts = _numbered(frames, len(self._windows))
        values, of_word = self._encoded(self._embedded(words), of_word)
        pooled = [
            _pooled(values[of_word[start : start + len(given)]])
            for given, start in zip(frames, starts, strict=True)
        ]
        scores = _product(np.stack(pooled), self._weights)
        scores += self._bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def _embedded(self, words: Sequence[Word]) -> Floats:
        """Return a row for each distinct word; the first, all 0, is for no word."""
        import numpy as np

        columns = [keys_of(word, role) for word, role in words]
        parts = []
        for table, seed, keys in zip(
            self._tables, self._seeds, zip(*columns, strict=True), strict=True
        ):
            rows = np.array([rows_of(key, seed, len(table)) for key in keys])
            parts.append(table[rows].sum(axis=1))
        mixed = self._mix(np.concatenate(parts, axis=1))
        return np.concatenate([np.zeros((1, mixed.shape[1]), mixed.dtype), mixed])

    def _encoded(self, values: Floats, of_word: Ints) -> tuple[Floats, Ints]:
        """Return the rows after all layers, and which of them is whose.

        Equal windows of three have equal results, so each is worked out once.
        """
        import numpy as np

        for layer in self._windows:
            n_values = len(values)
            padded = np.concatenate([of_word[-1:], of_word, of_word[:1]])
            windows = (padded[:-2] * n_values + padded[1:-1]) * n_values + padded[2:]
            distinct, of_word = np.unique(windows, return_inverse=True)
            left, right = distinct // (n_values * n_values), distinct % n_values
            middle = values[distinct // n_values % n_values]
            wide = np.concatenate([values[left], middle, values[right]], axis=1)
            values = layer(wide)
            values += middle
        return values, of_word


def _numbered(
    frames: Sequence[Sequence[Word]], gap: int
) -> tuple[list[Word], Ints, list[int]]:
    """Return the distinct words, the number of each word (from 1), and frames' starts.

    Between frames, and around all, are `gap` places without a word (0): so many that
    none sees another.
    """
    import numpy as np

    known: dict[Word, int] = {}
    numbers = [0] * gap
    starts = []
    for given in frames:
        starts.append(len(numbers))
        numbers += [known.setdefault(word, len(known) + 1) for word in given]
        numbers += [0] * gap
    return list(known), np.array(numbers, dtype=np.int64), starts


def _product(rows: Floats, weights: Floats) -> Floats:
    """Return the product of matrices, each row the same in whatever company.

    A row alone would be multiplied by another routine, which adds up in another order.
    """
    if len(rows) > 1:
        return rows @ weights
    return (rows.repeat(2, axis=0) @ weights)[:1]


def _pooled(values: Floats) -> Floats:
    """Return the last, the greatest and the mean of the rows of one frame."""
    import numpy as np

    return np.concatenate([values[-1], values.max(axis=0), values.mean(axis=0)])


def _arrays(raw: Mapped) -> tuple[Mapping[str, str], dict[str, Floats]]:
    """Return what a safetensors file says of itself, and its arrays where they lie."""
    import numpy as np

    start = 8 + int.from_bytes(raw[:8], "little")
    head = json.loads(raw[8:start])
    about = head.pop("__metadata__")
    arrays: dict[str, Floats] = {}
    for name, one in head.items():
        first, end = one["data_offsets"]
        found = np.frombuffer(raw, "<f4", (end - first) // 4, start + first)
        arrays[name] = found.reshape(one["shape"])
    return about, arrays


def _layer(arrays: Mapping[str, Floats], name: str) -> _Layer:
    parts = (arrays[name + part] for part in ("weights", "bias", "scale", "shift"))
    layer = _Layer(*parts)
    n_pieces, over = divmod(len(layer.bias), len(layer.scale))
    if n_pieces != _PIECES or over:
        raise ValueError(f"units of {n_pieces} pieces instead of {_PIECES}")
    return layer
