"""What `make bench` says is what was measured, and it measures what it says."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from benchmarks import results
from benchmarks.bars import bars, spread
from benchmarks.clock import Taken, command, measured
from benchmarks.page import DOCS, documents
from benchmarks.rivals import NotHereError
from benchmarks.speed import OURS, compared
from benchmarks.stages import Stopwatch, stage_of
from benchmarks.varied import long_pdf, write


def test_the_documents_say_what_was_measured() -> None:
    made = documents(results.load())
    assert made
    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, (
            f"docs/{name}: run python -m benchmarks.bench --render"
        )


def test_a_page_can_be_written_before_anything_is_measured() -> None:
    made = documents({})
    assert set(made) == {"performance.md", "scaling.md"}
    assert "not measured" in made["performance.md"]


def test_a_stage_is_not_charged_for_another_that_it_calls() -> None:
    clock = Stopwatch()

    def busy(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    def outer() -> None:
        inner(0.2)
        busy(0.05)

    inner = clock.over(busy, "extract")
    clock.over(outer, "resolve")()
    assert clock.seconds["extract"] == pytest.approx(0.2, abs=0.04)
    assert clock.seconds["resolve"] == pytest.approx(0.05, abs=0.04)


def test_the_time_of_steps_goes_to_the_stage_that_takes_them() -> None:
    clock = Stopwatch()

    def steps() -> Any:
        yield from range(3)

    assert list(clock.over(steps, "zones")()) == [0, 1, 2]
    assert stage_of("vanban_parser.extract.tagged") == "model"
    assert stage_of("vanban_parser.extract.dates") == "extract"
    assert stage_of("vanban_parser.lexicon.organs") is None


def test_ratios_are_over_the_letters_that_both_read() -> None:
    paths = [Path("a.docx"), Path("b.docx")]

    def ours(path: Path) -> Taken:
        return Taken(9.0, {"a.docx": 2.0, "b.docx": 30.0}[path.name])

    def other(path: Path) -> Taken:
        if path.name == "b.docx":
            raise NotHereError("it cannot read this")
        return Taken(1.0, 4.0)

    table = compared(paths, {OURS: ours, "other": other}, 3)
    row = table["rows"]["other"]
    assert (row["read"], row["ratio_cpu"], row["ratio_wall"]) == (1, 0.5, 9.0)
    assert row["why"] == "it cannot read this"
    assert table["a_second_cpu"] == pytest.approx(2 / 32)


def test_processor_time_is_not_time_asleep() -> None:
    taken = measured(lambda: time.sleep(0.2))
    assert taken.wall >= 0.2
    assert taken.cpu < 0.1


def test_the_memory_of_a_command_is_that_of_its_processes() -> None:
    words = [
        sys.executable,
        "-c",
        "b = bytearray(90 << 20); import time; time.sleep(0.5)",
    ]
    ended = command(words)
    assert ended.code == 0
    assert ended.largest_mib is not None
    assert 90 < ended.largest_mib < 200


def test_a_long_letter_has_the_pages_that_it_is_to_have() -> None:
    for n_pages in (1, 7):
        with pymupdf.open("pdf", long_pdf(n_pages)) as pdf:
            assert pdf.page_count == n_pages


def test_made_letters_differ(tmp_path: Path) -> None:
    write(tmp_path, 24)
    files = [path.read_bytes() for path in tmp_path.glob("*/*")]
    assert len(set(files)) == len(files) == 24


def test_a_bar_that_is_missed_is_said() -> None:
    data = {
        "letters": 10,
        "kills": 3,
        "equal": False,
        "each_once": True,
        "undisturbed": {"tenths_mib": []},
    }
    (found,) = [bar for bar in bars({"killed": {"data": data}}) if bar.held is False]
    assert "NOT" in found.found
    assert spread([1.0, 1.0, 1.2]) == pytest.approx(0.2)
