"""The public names, and that importing the package loads none of what is behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import vanban_parser
from tests.cli.fakes import ENV
from vanban_parser.errors import VanbanError


def test_every_public_name_is_there() -> None:
    for name in vanban_parser.__all__:
        assert getattr(vanban_parser, name) is not None
    assert set(vanban_parser.__all__) <= set(dir(vanban_parser))


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'parze'"):
        vanban_parser.parze  # noqa: B018


def test_importing_the_package_stays_light() -> None:
    code = (
        "import sys; before = set(sys.modules); import vanban_parser;"
        "own = {m for m in sys.modules if m.startswith('vanban_parser')};"
        "sys.exit(own != {'vanban_parser'} or 'pydantic' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], env=ENV, check=False).returncode
        == 0
    )


@pytest.mark.parametrize("function", [vanban_parser.parse, vanban_parser.read])
def test_a_file_that_is_not_there_is_an_error_of_ours(function: object) -> None:
    assert callable(function)
    with pytest.raises(VanbanError):
        function(Path("no such letter.pdf"))
