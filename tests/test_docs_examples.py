"""The examples of docs/api.md run as they stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from vanban_parser.model.letter import Letter

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
(RECORD,) = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_runs(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(EXAMPLES[number], "docs/api.md", "exec"), {"__name__": "__main__"})


def test_the_record_has_only_keys_of_the_contract() -> None:
    shown = json.loads(RECORD)
    assert shown["schema_version"] == Letter.model_fields["schema_version"].default
    schema = Letter.model_json_schema(mode="serialization")
    _check(shown, schema, schema["$defs"])


def _check(shown: object, schema: dict[str, object], kinds: dict[str, object]) -> None:
    """Fail where `shown` has a key that `schema` does not know."""
    for part in _parts(schema, kinds):
        known = part.get("properties")
        if isinstance(shown, dict) and isinstance(known, dict):
            assert set(shown) <= set(known)
            for key, value in shown.items():
                _check(value, known[key], kinds)
        items = part.get("items", part.get("additionalProperties"))
        if isinstance(items, dict) and not isinstance(known, dict):
            inside = shown.values() if isinstance(shown, dict) else shown
            for one in inside if isinstance(inside, list) else ():
                _check(one, items, kinds)


def _parts(
    schema: dict[str, object], kinds: dict[str, object]
) -> list[dict[str, object]]:
    choices = schema.get("anyOf")
    found = choices if isinstance(choices, list) else [schema]
    return [
        kinds[one["$ref"].split("/")[-1]] if "$ref" in one else one for one in found
    ]
