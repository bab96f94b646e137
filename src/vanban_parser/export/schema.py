"""The JSON Schema of a letter as `to_json` writes it."""

from __future__ import annotations

from vanban_parser.export.json import ONLY_WHERE_SO
from vanban_parser.model.letter import SCHEMA_VERSION, Letter


def letter_schema() -> dict[str, object]:
    """Return the schema (draft 2020-12) of one letter.

    Every key but ``annex``, ``source.pages``, ``source.part`` and ``source.packet`` is
    required: those are left out where they say nothing, all others stand there as null
    or an empty list.
    """
    schema: dict[str, object] = Letter.model_json_schema(mode="serialization")
    _make_optional(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:vanban-parser:letter:{SCHEMA_VERSION}",
        **schema,
    }


def _make_optional(schema: dict[str, object]) -> None:
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for definition in definitions.values():
        for name in ("annex", *ONLY_WHERE_SO):
            if name in definition["properties"]:
                definition["required"].remove(name)
