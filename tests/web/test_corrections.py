"""What people mended measures the program: labels are written, and scored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.fakes import ENV
from tests.store.arriving import NOON
from tests.web.house import put, sample
from vanban_parser import parse
from vanban_parser.export.gold import to_gold
from vanban_parser.export.json import dumps, to_record
from vanban_parser.export.measure import Count, measure
from vanban_parser.store import corrections, review
from vanban_parser.store.engine import Store
from vanban_parser.store.review import Seen

# The keys of a label, as the guide of the labels has them.
KEYS = {
    *("file", "sha256", "issuing_body", "document_type", "number", "notation"),
    *("place", "issued_on", "subject", "urgency", "secrecy", "signature"),
    *("addressees", "distribution", "references", "dates", "percentages"),
    *("communes", "tasks", "note"),
}
SCORER = Path(__file__).parents[3] / "shared" / "scoring" / "score.py"


def vanban(folder: Path, *argv: str) -> tuple[int, list[str], str]:
    done = subprocess.run(
        [sys.executable, "-m", "vanban_parser", *argv, "--lang", "en"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENV | {"XDG_STATE_HOME": str(folder)},
        cwd=folder,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def rows(lines: list[str]) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in lines[1:]}


@pytest.fixture
def mended(store: Store, inbox: Path) -> dict[str, str]:
    """Let three letters come in; of two a person mended something, one is as it was."""
    ids = {name: put(store, inbox, sample(name)) for name in ("05", "06", "09")}
    with store.writing() as tx:
        for name in ("05", "06"):
            letter = corrections.current(tx, ids[name])
            assert letter is not None
            tasks = letter.model_dump(mode="json")["tasks"]
            changes: dict[str, Any] = {"/place": "Nơi đã sửa"}
            if name == "05":
                tasks[0] |= {"assignees": ["Phòng đã sửa"]}
                changes["/tasks"] = [tasks[0], *tasks[2:]]
            review.save(tx, Seen(ids[name], 0, "van-thu", NOON), changes)
        review.approve(tx, Seen(ids["05"], 1, "lanh-dao", NOON))
        review.approve(tx, Seen(ids["09"], 0, "lanh-dao", NOON))
    return ids


def test_labels_have_the_form_of_the_guide_and_a_persons_values(
    mended: dict[str, str], tmp_path: Path
) -> None:
    base = ("corrections", "export", "labels", "--database", "vanban.db")
    code, _, _ = vanban(tmp_path, *base)
    assert code == 0
    labels = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (tmp_path / "labels").glob("*.json")
    }
    assert set(labels) == set(mended.values())
    for label in labels.values():
        assert set(label) == KEYS
        assert "annex" not in json.dumps(label)
    first = labels[mended["05"]]
    assert first["place"] == "Nơi đã sửa"
    assert first["tasks"][0]["assignees"] == ["Phòng đã sửa"]
    assert first["note"] == "lanh-dao"
    assert len(first["sha256"]) == 64
    code, _, _ = vanban(tmp_path, *base[:2], "only", *base[3:], "--approved")
    approved = {path.stem for path in (tmp_path / "only").glob("*.json")}
    assert approved == {mended["05"], mended["09"]}


def test_an_office_measures_what_was_read(
    mended: dict[str, str], tmp_path: Path
) -> None:
    code, lines, said = vanban(tmp_path, "score", "--database", "vanban.db")
    assert (code, said.split()[0]) == (0, "3")
    table = rows(lines)
    assert table["number"][0] == "3/3"
    assert table["place"][0] == "1/3"
    tasks = [parse(sample(name)).tasks for name in ("05", "06", "09")]
    claimed = sum(len([t for t in some if t.kind != "general"]) for some in tasks)
    assert table["tasks"][0] == f"{claimed - 1}/{claimed}"
    assert table["tasks+assignee"][0] == f"{claimed - 2}/{claimed}"


def test_a_reading_of_today_is_measured_by_labels_of_yesterday(
    mended: dict[str, str], tmp_path: Path
) -> None:
    database = ("--database", "vanban.db")
    vanban(tmp_path, "corrections", "export", "labels", *database)
    letters = [parse(sample(name)) for name in ("05", "06")]
    better = letters[1].model_copy(update={"place": "Nơi đã sửa"})
    lines = [dumps(to_record(one)) for one in (letters[0], better)]
    (tmp_path / "read.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, table, said = vanban(tmp_path, "score", "labels", "--readings", "read.jsonl")
    assert code == 0
    assert said.strip() == "2 letters; 1 labels without a reading"
    assert rows(table)["place"][0] == "1/2"
    code, table, _ = vanban(tmp_path, "score", "labels", *database)
    assert rows(table)["place"][0] == "1/3"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("score", "nowhere"), "no such folder of labels"),
        (("score", "--readings", "x"), "needs a folder of labels"),
        (("score", "bad"), "no label"),
        (("score", "empty", "--readings", "x"), "cannot be read"),
    ],
)
def test_what_is_no_label_is_said(
    tmp_path: Path, argv: tuple[str, ...], said: str
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad" / "a.json").write_text('{"sha256": 1}', encoding="utf-8")
    code, _, error = vanban(tmp_path, *argv)
    assert code == 2
    assert said in error


def test_a_letter_measured_by_itself_is_all_right() -> None:
    for name in ("05", "06", "09", "10", "11"):
        label = to_gold(parse(sample(name)))
        for row, count in measure(label, label).items():
            assert count.right == count.claimed == count.there, (name, row)


def test_what_is_claimed_and_what_is_there_are_counted_apart() -> None:
    label = to_gold(parse(sample("05")))
    tasks = label["tasks"]
    assert isinstance(tasks, list)
    reading = label | {"number": None, "place": "Khác", "tasks": tasks[:2]}
    found = measure(label, reading)
    assert found["number"] == Count(0, 0, 1), "a null is no claim"
    assert found["place"] == Count(0, 1, 1)
    assert found["tasks"] == Count(2, 2, len([t for t in tasks if "general" not in t]))


def test_the_scorer_of_the_labels_reads_them_and_counts_alike(
    mended: dict[str, str], tmp_path: Path
) -> None:
    if not SCORER.is_file():
        pytest.skip("the scorer of the labels is not beside this repository")
    vanban(tmp_path, "corrections", "export", "labels", "--database", "vanban.db")
    letters = [parse(sample(name)) for name in ("05", "06", "09")]
    text = "".join(dumps(to_record(one)) + "\n" for one in letters)
    (tmp_path / "read.jsonl").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCORER), "labels", "read.jsonl", "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    theirs = json.loads(done.stdout)["fields"]
    argv = ("score", "labels", "--readings", "read.jsonl")
    ours = rows(vanban(tmp_path, *argv)[1])
    for name, shares in ours.items():
        right, claimed = (int(part) for part in shares[0].split("/"))
        assert (right, claimed) == (
            theirs[name]["tp"],
            theirs[name]["tp"] + theirs[name]["fp"],
        ), name
