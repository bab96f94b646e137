"""The measurement of the page runs, at a tiny size; docs/reviewing.md has figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.review import DOCUMENT, MARK, Measured, filled, measure, written

ABOUT = {
    "machine": {"cores": 2, "processor": "p", "system": "s", "python": "3"},
    "busy": 0.5,
    "day": "2026-11-27 12:00",
}


def test_clicks_and_pages_are_measured(tmp_path: Path) -> None:
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        pytest.skip("Chromium is not installed (make system installs it)")
    found = measure(tmp_path / "home", 24, 3)
    assert len(found.cold) + len(found.docx) == len(found.warm) == 2
    assert len(found.pages) == 8
    assert 0 < found.server < 250, "MiB, at the peak"
    kept = filled(tmp_path / "home", Measured(24), 3)
    assert len(kept) == 3, "the store is there to measure again"


def test_figures_are_told_with_the_machine_and_what_else_it_did() -> None:
    text = written(Measured(45, cold=[0.5, 0.7], pages={"queue": 0.2}), ABOUT)
    assert "other work had 50%" in text
    assert "| 0.60 s | 0.70 s |" in text
    assert "| queue | 0.20 s | |" in text


def test_the_document_holds_figures() -> None:
    _, told, _ = DOCUMENT.read_text(encoding="utf-8").split(MARK)
    assert "10,000 letters" in told
