"""The trained network in numpy: a strip of ink to signs, frame by frame.

A small convolutional network; `tools/digits/network.py` is its twin in torch, and
`data/digits.toml` says what it was trained and measured on.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from vanban_parser.errors import DataError
from vanban_parser.readers.handwriting.ink import Gray

Scores = NDArray[np.float32]

_MANIFEST = "digits.toml"

# Rows and columns that each layer pools; its kernel says what it pads.
_POOLS = ((1, 1), (2, 2), (1, 1), (2, 1), (2, 1), (1, 1), (1, 1), (1, 1))
_STRIDE = 2
"""The first layer's step."""
FRAME = 4
"""Pixels of a strip that a frame covers."""


@dataclass(frozen=True, slots=True)
class Network:
    """Kernels (out, in, rows, columns) and biases, layer by layer."""

    kernels: tuple[NDArray[np.float32], ...]
    biases: tuple[NDArray[np.float32], ...]

    def read(self, strip: Gray) -> Scores:
        """Return the logarithms of the signs' probabilities, (width / 4, signs + 1)."""
        values = strip[None]
        for number, pool in enumerate(_POOLS):
            step = 1 if number else _STRIDE
            values = _convolved(values, self.kernels[number], self.biases[number], step)
            values = _pooled(np.maximum(values, 0), *pool)
        last = _convolved(values, self.kernels[-1], self.biases[-1], 1)
        frames = last[:, 0, :].T
        top = frames.max(axis=1, keepdims=True)
        total = np.log(np.exp(frames - top).sum(axis=1, keepdims=True))
        found: Scores = frames - top - total
        return found


def fingerprint() -> str:
    """Return what names the network's weights in short."""
    return str(_manifest()["sha256"])[:12]


@cache
def _manifest() -> dict[str, Any]:
    text = files("vanban_parser.data").joinpath(_MANIFEST).read_text("utf-8")
    return tomllib.loads(text)


@cache
def network() -> Network:
    """Return the network that the package ships.

    Raises:
        DataError: its file is not the one that its manifest describes.
    """
    manifest = _manifest()
    data = files("vanban_parser.data").joinpath(manifest["file"]).read_bytes()
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise DataError(manifest["file"], f"not the file that {_MANIFEST} describes")
    return loaded(data)


def loaded(data: bytes) -> Network:
    """Return the network whose weights are the .npz file `data`."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        count = len(arrays.files) // 2
        return Network(
            tuple(arrays[f"kernel{n}"].astype(np.float32) for n in range(count)),
            tuple(arrays[f"bias{n}"].astype(np.float32) for n in range(count)),
        )


def _convolved(
    values: NDArray[np.float32],
    kernel: NDArray[np.float32],
    bias: NDArray[np.float32],
    step: int,
) -> NDArray[np.float32]:
    out, _, rows, columns = kernel.shape
    # A kernel of three rows and one column closes the height; all others keep size.
    high = 0 if (rows, columns) == (3, 1) else rows // 2
    padded = np.pad(values, ((0, 0), (high, high), (columns // 2, columns // 2)))
    windows = sliding_window_view(padded, (rows, columns), axis=(1, 2))
    windows = windows[:, ::step, ::step]
    n_in, height, width = windows.shape[:3]
    flat = windows.transpose(0, 3, 4, 1, 2).reshape(
        n_in * rows * columns, height * width
    )
    found: NDArray[np.float32] = kernel.reshape(out, -1) @ flat + bias[:, None]
    return found.reshape(out, height, width)


def _pooled(
    values: NDArray[np.float32], rows: int, columns: int
) -> NDArray[np.float32]:
    if (rows, columns) == (1, 1):
        return values
    n_in, height, width = values.shape
    found: NDArray[np.float32] = values.reshape(
        n_in, height // rows, rows, width // columns, columns
    ).max(axis=(2, 4))
    return found
