"""The house around the code: what it says of itself is true."""

from __future__ import annotations

import ast
import doctest
import json
import re
import socket
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tools import docs, house, pages, schema
from tools.facts import Fact, Ledger, Measured, Row, sample_facts

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "vanban_parser"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORLDLY = {"cli", "deliver", "intake", "web", "readers"}
"""The rooms that may know what time it is and what lies on the disk."""


def layers() -> list[set[str]]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (contract,) = (c for c in contracts if c["type"] == "layers")
    return [{name.strip() for name in row.split("|")} for row in contract["layers"]]


def test_the_committed_schema_is_what_the_models_say() -> None:
    assert schema.PATH.read_text(encoding="utf-8") == schema.written()


def test_the_committed_schema_is_a_valid_schema() -> None:
    content = json.loads(schema.PATH.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    assert content["$schema"].endswith("2020-12/schema")
    assert content["$id"]


def test_every_error_code_belongs_to_one_error() -> None:
    codes = Counter(kind.code for kind in pages.error_classes())
    assert [code for code, n in codes.items() if n > 1] == []
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_every_error_says_what_is_wrong_and_what_to_do() -> None:
    mute = [k.code for k in pages.error_classes() if not (k.problem and k.remedy)]
    assert mute == []


def test_the_documents_are_true() -> None:
    assert list(docs.complaints()) == []


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("make tset", "there is no `make tset`"),
        ("vanban prase x.pdf", "there is no `vanban prase`"),
        ("vanban parse x.pdf --fromat csv", "`vanban parse` has no option --fromat"),
        ("cat x.pdf | vanban parse - | jq --foo", None),
    ],
)
def test_a_wrong_command_in_a_document_is_noticed(
    command: str, wrong: str | None
) -> None:
    program, _ = pages.programs()
    found = list(docs.wrong_commands(f"```sh\n$ {command}  # so\n```\n", program))
    assert found == ([wrong] if wrong else [])


def test_the_python_of_the_readme_does_what_it_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    failed, tried = doctest.testfile(
        str(ROOT / "README.md"), module_relative=False, encoding="utf-8"
    )
    assert ">>>" in text
    assert (failed, tried) == (0, tried)
    assert tried > 0


def test_every_room_has_its_layer() -> None:
    rooms = {
        path.stem
        for path in SOURCE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    known = set().union(*layers())
    assert rooms - {"__init__", "__main__", "data", "models"} == known


def test_no_module_is_too_long() -> None:
    lengths = dict(house.lengths(house.files()))
    assert {path: n for path, n in lengths.items() if n > house.TOO_LONG} == {}


def test_no_file_names_a_machine_or_a_host() -> None:
    assert list(house.complaints(house.files())) == []


@pytest.mark.parametrize(
    "text",
    ["see /" + "home/lan/letters", "open('/" + "tmp/x.pdf')", "C:" + "\\Users\\lan"],
)
def test_a_machine_is_noticed(text: str) -> None:
    assert len(list(house.machines(text))) == 1


@pytest.mark.parametrize(
    "text", ["12/UBND-VX", "/tasks/0/deadline", "~/letters", "$HOME/work/x", "a/tmp/b"]
)
def test_what_looks_like_a_machines_path_and_is_none_is_left(text: str) -> None:
    assert list(house.machines(text)) == []


def test_a_host_is_noticed_and_that_of_a_licence_is_not() -> None:
    text = "from https://example.org/simple\nsee https://www.gnu.org/licenses/"
    assert list(house.hosts(text)) == [(1, "https://example.org")]


def modules_below_the_edge() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] not in WORLDLY
    ]


def test_no_stage_asks_what_day_it_is() -> None:
    asks = [
        f"{path.name}:{node.lineno}"
        for path in modules_below_the_edge()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert asks == []


def test_no_stage_opens_a_file_or_asks_a_person() -> None:
    asks = [
        f"{path.name}:{node.lineno}"
        for path in modules_below_the_edge()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"open", "input", "print"}
    ]
    assert asks == []


def test_tests_reach_no_other_machine() -> None:
    with (
        socket.socket() as one,
        pytest.raises(AssertionError, match="no network"),
    ):
        one.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="no network"):
        socket.getaddrinfo("vanban.invalid", 80)


def test_tests_may_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_the_dependencies_have_exact_versions_and_no_addresses() -> None:
    limits = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = set()
    for line in limits.splitlines():
        if line and not line.startswith("#"):
            match = re.fullmatch(r"([\w.-]+)==[\w.]+( ; .+)?", line)
            assert match, line
            pinned.add(match[1].lower().replace("_", "-"))
    project = PROJECT["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=\[; ]", one)[0].lower() for one in wanted}
    assert names - pinned == set()


SAME = {"sha256": "1", "number": "12", "tasks": [{"action": "gửi báo cáo"}]}
OTHER = {"source": {"sha256": "1"}, "number": "13", "tasks": [{"action": "gửi"}]}


def test_a_sample_that_is_read_as_labelled_is_all_right() -> None:
    record = {**SAME, "tasks": [{"action": "gửi báo cáo", "title": "Gửi"}]}
    measured = sample_facts([("one", SAME)], {"1": record})
    assert measured.rows == {"number": Row(1, 1, 1), "tasks.action": Row(1, 1, 1)}
    assert measured.ids().total() == 2


def test_a_sample_that_is_read_otherwise_is_wrong_and_counted() -> None:
    measured = sample_facts([("one", SAME)], {"1": OTHER})
    assert measured.rows == {"number": Row(0, 1, 1), "tasks.action": Row(0, 1, 1)}
    assert measured.ids().total() == 0


def test_what_a_sample_does_not_say_is_a_wrong_claim() -> None:
    label: dict[str, object] = {"sha256": "1", "secrecy": None, "communes": []}
    record = {"secrecy": "mật", "communes": [{"name": "Mẫu", "code": "00001"}]}
    measured = sample_facts([("one", label)], {"1": record})
    assert measured.rows == {"secrecy": Row(0, 1, 0), "communes": Row(0, 1, 0)}


def test_the_parts_of_an_item_are_right_or_wrong_each_for_itself() -> None:
    one = {"action": "gửi", "assignees": ["Sở A"], "deadline": {"date": "2025-01-02"}}
    two = {"action": "nộp", "assignees": ["Sở B"], "deadline": None}
    label = {"sha256": "1", "tasks": [one, two]}
    record = {"tasks": [two, {**one, "assignees": ["Sở C"]}]}
    measured = sample_facts([("one", label)], {"1": record})
    assert measured.rows == {
        "tasks.action": Row(2, 2, 2),
        "tasks.assignees": Row(1, 2, 2),
        "tasks.deadline": Row(1, 1, 1),
    }


def test_a_sample_that_was_not_parsed_has_lost_all_its_facts() -> None:
    measured = sample_facts([("one", SAME)], {})
    assert measured.ids().total() == 0
    assert len(measured.known) == 2


def test_a_fact_is_known_by_a_hash_that_hides_its_words() -> None:
    fact = Fact("one", "signer", '"Nguyễn Văn Mẫu"')
    assert re.fullmatch(r"[0-9a-f]{12}", fact.id)
    assert fact.id != Fact("two", fact.field, fact.value).id


class StandIn:
    """A scorer that finds the first item of every list."""

    class Tally:
        """Keeps no counts of its own."""

        def __init__(self) -> None:
            self.tp, self.fp, self.fn = Counter[str](), Counter[str](), Counter[str]()
            self.errors: dict[str, list[object]] = {}

        def scalar(self, *arguments: object) -> bool:
            return arguments[2] == arguments[3]

        def items(self, *arguments: object) -> list[tuple[int, int]]:
            return [(0, 0)]


def test_the_ledger_remembers_what_the_scorer_found_right() -> None:
    measured = Measured()
    ledger = Ledger(StandIn, measured)  # type: ignore[arg-type]
    ledger.scalar("number", "one", "12", "12", lambda a, b: a == b)
    ledger.scalar("place", "one", "Hà Nội", "Huế", lambda a, b: a == b)
    ledger.scalar("secrecy", "one", None, "mật", lambda a, b: a == b)
    ledger.items("dates", "one", ["2020", "2021"], ["2020"], lambda a, b: 1.0, 0.5)
    right = {(f.field, f.value) for f in measured.right.elements()}
    assert right == {("number", '"12"'), ("dates", '"2020"')}
    assert {f.field for f in measured.known} == {"number", "place", "dates"}
