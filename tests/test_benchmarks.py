"""What `make bench` says is what was measured, and it measures what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from benchmarks import results
from benchmarks.bars import bars, spread
from benchmarks.clock import Taken, command, forget, measured
from benchmarks.page import DOCS, documents
from benchmarks.rivals import NotHereError
from benchmarks.speed import OURS, PLUMBER, ROOT, WORDS, compared
from benchmarks.stages import STAGES, Stopwatch, stage_of
from benchmarks.varied import long_pdf, write
from vanban_parser.lexicon.gazetteer import gazetteer
from vanban_parser.text import whole_folded


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


def test_every_stage_of_a_letter_is_seen() -> None:
    letter = ROOT / "samples" / "02-ky-so-trong-widget" / "letter.pdf"
    words = [sys.executable, "-m", "benchmarks.stages", str(letter)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert sum(told.values()) == pytest.approx(1)
    assert told["read"] > 0.1
    assert all(told[stage] > 0 for stage in STAGES)


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


def test_what_is_kept_of_texts_is_forgotten_and_tables_are_not() -> None:
    whole_folded("Một Dòng Chữ")
    gazetteer()
    assert whole_folded.cache_info().currsize > 0
    forget()
    assert whole_folded.cache_info().currsize == 0
    assert gazetteer.cache_info().currsize == 1


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


def _taken(data: Any) -> dict[str, Any]:
    machine = {"processor": "one", "cores": 2, "memory_gib": 8, "system": "Linux"}
    about = {"day": "2026-01-05 09:00", "minutes": 1.0, "busy": 0.5, "versions": {}}
    return {"about": {**about, "machine": {**machine, "python": "3.11"}}, "data": data}


def _side(pages: int | None) -> dict[str, Any]:
    names = (OURS, WORDS, PLUMBER, "rival, quick", "python-docx, bare text")
    row = dict.fromkeys(("cpu_ms", "wall_ms", "ratio_cpu", "ratio_wall"), 0.25)
    row |= {"read": 4, "why": "", "ratio_least": 0.2, "ratio_greatest": 0.3}
    return {
        "letters": 4,
        "pages": pages,
        "a_second_cpu": 20.0,
        "a_second_wall": 10.0,
        "a_second_cpu_quicker_half": 20.0,
        "rows": dict.fromkeys(names, row),
    }


def _every_section() -> dict[str, Any]:
    stages = dict.fromkeys(("read", "zones", "extract", "model", "resolve"), 0.15)
    start = dict.fromkeys(("wall", "least", "greatest", "cpu"), 0.1) | {"repeats": 3}
    mark = {"cpu": 1.0, "own_cpu": 0.1, "mib": 150.0, "wall": 2.0}
    marks = [
        mark | {"letters": n, "cpu": n / 20, "own_cpu": n / 900}
        for n in (10, 100, 1000)
    ]
    page = {"cpu": 0.2, "wall": 0.3, "largest_mib": 170.0, "all_mib": 200.0}
    ran = {"wall": 10.0, "cpu": 9.0}
    seen = {"cpu": 2.0, "ratio_cpu": 1.5, "ratio_between": 1.25}
    data: dict[str, Any] = {
        "speed": {"repeats": 3, "absent": {"absent": "not here"}, "versions": ["r 1"]}
        | {"pdf": _side(9), "docx": _side(None)},
        "stages": dict.fromkeys(("pdf", "docx"), stages | {"export": 0.25}),
        "start": dict.fromkeys(("python", "help", "parse"), start),
        "pages": [page | {"pages": n, "cpu": n / 50} for n in (1, 10, 20)],
        "archive": {"letters": 1000, "jobs": 1, "rows": marks},
        "killed": {"letters": 60, "kills": 3, "records": [60, 60], "equal": True}
        | {"each_once": True, "undisturbed": {"tenths_mib": [150.0] * 10}},
        "cluster": {"letters": 60, "killed_at": 31, "records": 60, "each_once": True},
        "throughput": {"letters": 90, "rounds": 1}
        | {"rows": {"one": [ran], "two": [ran], "cluster": [ran]}},
        "ceilings": {"store": {"letters": 50, "cpu": 0.5}, "ocr": seen}
        | {"share": {"pdf-scan": {"bytes": 400_000, "pages": 2.0}}},
    }
    return {section: _taken(one) for section, one in data.items()}


def test_every_section_has_its_place_on_the_pages() -> None:
    made = documents(_every_section())
    assert set(made) == {
        *("performance.md", "performance.svg", "performance-pages.svg", "scaling.md")
    }
    speed, scale = made["performance.md"], made["scaling.md"]
    assert "shared with others" in speed
    assert "| PDF, full record : text by rival | < 1 | 0.25 | yes |" in speed
    assert "not measured" in speed, "of the rival that is not here"
    # 86,400 s at 20 a second, on one core.
    assert "| PDF with text | 1,700,000 |" in scale
    assert "| the store (`vanban watch`) | 100 | 8,600,000 | 5 |" in scale


def test_what_was_measured_of_fewer_holds_no_bar() -> None:
    found = {bar.what: bar for bar in bars(_every_section())}
    killed = found["batch of 60 killed 3 times"]
    assert killed.held is None
    assert "5,000" in killed.found
    assert found["peak memory, 20 pages"].held is None


def test_pages_between_the_first_and_the_last_are_judged_apart() -> None:
    found = {bar.what: bar for bar in bars(_every_section())}
    between = found["scanned pages between first and last : bare Tesseract"]
    assert (between.found, between.held) == ("1.25", True)
    every = found[
        "scanned pages, headers and signatures looked at again : bare Tesseract"
    ]
    assert (every.found, every.held) == ("1.50", False)
