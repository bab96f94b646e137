"""What people wrote beside each sample is in the letter, and is all of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tools.letters.model import Table
from tools.letters.samples import SOURCE, folders
from tools.letters.shown import printed
from tools.letters.source import read

SAMPLES = Path(__file__).parents[2] / "samples"

over_samples = pytest.mark.parametrize(
    "folder", folders(SAMPLES), ids=lambda folder: folder.name
)


def expected(folder: Path) -> dict[str, Any]:
    text = (folder / "expected.json").read_text(encoding="utf-8")
    truth: dict[str, Any] = json.loads(text)
    return truth


def told(folder: Path) -> str:
    """What the letter says on one line, widgets included."""
    letter = read(folder / SOURCE)
    stamps = letter.stamps
    extra = [stamps.number, stamps.day] if stamps else []
    return " ".join([*printed(letter), *extra])


@over_samples
def test_the_words_of_the_truth_are_words_of_the_letter(folder: Path) -> None:
    truth, text = expected(folder), told(folder)
    header = (*truth["addressees"], *truth["distribution"], truth["signature"]["name"])
    tasks = [
        text
        for task in truth["tasks"]
        for text in (task["action"], (task["deadline"] or {}).get("text"))
    ]
    codes = [reference["code"] for reference in truth["references"]]
    communes = [commune["name"] for commune in truth["communes"]]

    wanted = [*header, *tasks, *codes, *communes]
    assert [w for w in wanted if w is not None and w not in text] == []


@over_samples
def test_the_percentages_of_the_truth_are_all_that_the_letter_prints(
    folder: Path,
) -> None:
    truth = sorted(p["value"] for p in expected(folder)["percentages"])
    shown = re.findall(r"(\d+(?:,\d+)?)%", told(folder))

    assert truth == sorted(float(number.replace(",", ".")) for number in shown)


@over_samples
def test_the_truth_has_the_keys_and_codes_that_the_scorer_reads(folder: Path) -> None:
    truth = expected(folder)

    assert set(truth) == {
        *("document_type", "issuing_body", "number", "notation", "place", "issued_on"),
        *("subject", "urgency", "secrecy", "addressees", "distribution", "signature"),
        *("references", "dates", "percentages", "communes", "tasks", "note"),
    }
    assert {"value": truth["issued_on"], "end": None, "role": "issued"} in truth[
        "dates"
    ]
    assert [
        commune
        for commune in truth["communes"]
        if not re.fullmatch(r"\d{5}", commune["code"])
    ] == []
    dated = [t["deadline"] for t in truth["tasks"] if t["deadline"]]
    assert [
        d for d in dated if sum(map(bool, (d["date"], d["rrule"], d["duration"]))) != 1
    ] == []


def test_the_annex_table_names_each_commune_of_the_truth_once() -> None:
    folder = SAMPLES / "11-bao-cao-dinh-ky"
    (annex,) = read(folder / SOURCE).annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    truth = {f"{c['kind']} {c['name']}".lower() for c in expected(folder)["communes"]}

    assert sorted(row[1].lower() for row in table.rows[1:]) == sorted(truth)
