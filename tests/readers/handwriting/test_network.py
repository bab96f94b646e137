"""The weights are those that the manifest describes."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from vanban_parser.errors import DataError
from vanban_parser.readers.handwriting import network as module
from vanban_parser.readers.handwriting.alphabet import NOTHING
from vanban_parser.readers.handwriting.ink import HEIGHT

DATA = files("vanban_parser.data")


def test_the_manifest_says_what_the_weights_are() -> None:
    manifest = tomllib.loads(DATA.joinpath("digits.toml").read_text("utf-8"))
    weights = DATA.joinpath(manifest["file"]).read_bytes()
    assert hashlib.sha256(weights).hexdigest() == manifest["sha256"]
    assert len(weights) <= 1_000_000
    assert all(manifest[key] for key in ("trained_on", "measured_on", "licence"))


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module.network.cache_clear()
    monkeypatch.setattr(
        module, "_manifest", lambda: {"file": "digits.npz", "sha256": "0" * 64}
    )
    with pytest.raises(DataError, match=r"digits\.toml"):
        module.network()


@pytest.mark.parametrize("width", [4, 64, 200])
def test_each_frame_holds_probabilities(width: int) -> None:
    strip = np.random.default_rng(1).random((HEIGHT, width)).astype(np.float32)
    scores = module.network().read(strip)
    assert scores.shape == (width // 4, NOTHING + 1)
    assert np.exp(scores).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
