"""The packaged weights: they are what the manifest says, and hold no names."""

from __future__ import annotations

import pytest

from vanban_parser.errors import DataError
from vanban_parser.extract import weights


def test_the_manifest_describes_the_weights() -> None:
    stated = weights.manifest()
    raw = weights.weights()
    assert stated["bytes"] == len(raw) <= 15_000_000
    assert stated["plain"]["bytes"] == len(weights.plain_weights())
    assert stated["licence"]
    assert stated["trained_on"]["invented_sentences"] > 0
    assert stated["measured"]["test"]["sentences"] > 0


def test_the_weights_carry_no_words_of_letters() -> None:
    # A pipeline may store each word it saw; these would be names.
    for raw in (weights.weights()[:], weights.plain_weights()[:]):
        assert "Phòng Nội vụ".encode() not in raw
        assert "nguyễn".encode() not in raw.lower()


def test_other_weights_than_described_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stated = {**weights.manifest(), "sha256": "0" * 64}
    monkeypatch.setattr(weights, "manifest", lambda: stated)
    with pytest.raises(DataError, match=r"tasks\.bin"):
        weights.weights()


def test_missing_weights_are_a_coded_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "manifest", lambda: {"file": "no.bin", "sha256": ""})
    with pytest.raises(DataError, match=r"no\.bin"):
        weights.weights()
