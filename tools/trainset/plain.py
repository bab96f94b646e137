"""The network that tells kinds, out of a spaCy pipeline, ready to multiply.

    python -m tools.trainset.plain

Writes ``models/tasks.safetensors`` from ``models/tasks.bin``, in the layout of
safetensors: the length of a header, the header as JSON, then the arrays as they lie in
memory, so that a reader maps the file and copies nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import srsly

from vanban_parser.extract import weights

PLAIN = "tasks.safetensors"
_PIECES = 3
_ALIGN = 64
"""Bytes at which an array begins, counted from the file's first: a cache line."""


def plain(raw: bytes) -> bytes:
    """Return the bytes that `vanban_parser.extract.network` maps.

    Args:
        raw: What spaCy wrote of the pipeline.

    Raises:
        ValueError: its units have another number of pieces than the network takes.
    """
    pipeline = srsly.msgpack_loads(raw)
    encoder = srsly.msgpack_loads(srsly.msgpack_loads(pipeline["tok2vec"])["model"])
    judge = srsly.msgpack_loads(pipeline["textcat"])
    (output,) = _params(srsly.msgpack_loads(judge["model"]), "softmax")
    tables = list(_tables(encoder))
    arrays = {f"table.{at}": table for at, (table, _) in enumerate(tables)}
    for at, layer in enumerate(_layers(encoder)):
        arrays |= {f"layer.{at}.{name}": array for name, array in layer.items()}
    arrays |= {"output.weights": output["W"].T, "output.bias": output["b"]}
    about = {
        "kinds": json.dumps(srsly.json_loads(judge["cfg"])["labels"]),
        "seeds": json.dumps([seed for _, seed in tables]),
        "of": hashlib.sha256(raw).hexdigest(),
    }
    return _packed(arrays, about)


def _packed(arrays: Mapping[str, Any], about: Mapping[str, str]) -> bytes:
    data = bytearray()
    header: dict[str, Any] = {"__metadata__": about}
    for name, array in arrays.items():
        data += bytes(-len(data) % _ALIGN)
        start = len(data)
        data += np.ascontiguousarray(array, dtype="<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": array.shape,
            "data_offsets": [start, len(data)],
        }
    head = json.dumps(header, ensure_ascii=False).encode()
    head += b" " * (-(8 + len(head)) % _ALIGN)
    return len(head).to_bytes(8, "little") + head + data


def _params(kept: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """Return the parameters of all layers of a kind, in their order."""
    for node, params in zip(kept["nodes"], kept["params"], strict=True):
        if node["name"] == name:
            yield params


def _tables(kept: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    """Return the tables of the words' features, each with its seed."""
    for node, params, attrs in zip(
        kept["nodes"], kept["params"], kept["attrs"], strict=True
    ):
        if node["name"] == "hashembed":
            yield params["E"], int(srsly.msgpack_loads(attrs["seed"]))


def _layers(kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the layers, that which mixes the features first; piece after piece."""
    for units, norm in zip(
        _params(kept, "maxout"), _params(kept, "layernorm"), strict=True
    ):
        _, n_pieces, n_given = units["W"].shape
        if n_pieces != _PIECES:
            raise ValueError(f"units of {n_pieces} pieces instead of {_PIECES}")
        yield {
            "weights": units["W"].transpose(2, 1, 0).reshape(n_given, -1),
            "bias": units["b"].T.reshape(-1),
            "scale": norm["G"],
            "shift": norm["b"],
        }


def lines(packed: bytes) -> list[str]:
    """Return what MANIFEST.toml says of it."""
    return [
        "[plain] # the network that tells kinds, out of `file`, ready to multiply",
        f'file = "{PLAIN}"',
        f'sha256 = "{hashlib.sha256(packed).hexdigest()}"',
        f"bytes = {len(packed)}",
    ]


def main() -> int:
    """Write it and what the manifest says of it."""
    folder = Path(weights.__file__).parents[1] / "models"
    packed = plain(bytes(weights.weights()))
    (folder / PLAIN).write_bytes(packed)
    manifest = folder / weights.MANIFEST
    said = manifest.read_text(encoding="utf-8")
    said = re.sub(r"\[plain\].*?\n\n", "", said, flags=re.DOTALL)
    told = "\n".join(lines(packed))
    said = said.replace("[trained_on]", f"{told}\n\n[trained_on]")
    manifest.write_text(said, encoding="utf-8", newline="\n")
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
