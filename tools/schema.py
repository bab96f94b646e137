"""Write the JSON Schema of the output contract, and the API's description (OpenAPI).

python tools/schema.py            write docs/schema/letter-1.json and api-1.json
python tools/schema.py --check    exit with 1 where a committed one differs
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vanban_parser.export.json import dumps
from vanban_parser.export.schema import letter_schema
from vanban_parser.web.app import description

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "docs" / "schema" / "letter-1.json"
API = ROOT / "docs" / "schema" / "api-1.json"


def written() -> str:
    """Return the schema of a letter as its file holds it."""
    return dumps(letter_schema(), indent=2) + "\n"


def described() -> str:
    """Return the description of the HTTP API as its file holds it."""
    return dumps(description(), indent=2) + "\n"


def main() -> int:
    """Write the schemas, or compare them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    files = {PATH: written(), API: described()}
    if not parser.parse_args().check:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    code = 0
    for path, text in files.items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        code = 1
        print(
            f"docs/schema/{path.name} is not what the models say.  Within version 1"
            " fields may be added, never changed; if that is so, run `make schema`.",
            file=sys.stderr,
        )
    return code


if __name__ == "__main__":
    sys.exit(main())
