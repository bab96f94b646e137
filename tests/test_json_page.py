"""docs/json.md: its examples are what samples give, every key is told."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from vanban_parser import parse
from vanban_parser.export.json import to_record

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "docs" / "schema" / "letter-1.json").read_text("utf-8"))
EXAMPLES = re.findall(
    r"^<!-- (\S+)(?: (\S+))? -->\n```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL
)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@cache
def record(path: str) -> dict[str, Any]:
    return to_record(parse(ROOT / path))


@pytest.mark.parametrize(("path", "pointer", "shown"), EXAMPLES)
def test_an_example_is_what_the_sample_gives(
    path: str, pointer: str, shown: str
) -> None:
    whole = record(path)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    found: Any = whole
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        found = found[int(key)] if isinstance(found, list) else found[key]
    _within(json.loads(shown), found)


def test_the_page_has_examples_of_all_parts() -> None:
    assert PAGE.count("```json") == len(EXAMPLES) >= 11


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_program_of_the_page_runs(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(PROGRAMS[number], "docs/json.md", "exec"), {"__name__": "__main__"})


def test_every_key_of_the_schema_is_told() -> None:
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", ())}
    told = set(re.findall(r'[`"](\w+)[`"]', PAGE))
    assert keys - told == set()


def _within(shown: Any, found: Any) -> None:
    """Fail where something is shown that is not there, or is otherwise."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            _within(value, found[key])
    elif isinstance(shown, list):
        assert len(shown) == len(found)
        for one, other in zip(shown, found, strict=True):
            _within(one, other)
    else:
        assert shown == found
