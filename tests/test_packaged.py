"""The large files of the package, mapped."""

from __future__ import annotations

import mmap
import sys
import zipfile
from pathlib import Path

import pytest

from vanban_parser.lexicon.gazetteer import FILENAME
from vanban_parser.lexicon.load import PACKAGE
from vanban_parser.packaged import mapped


def test_a_file_is_mapped_and_not_read() -> None:
    found = mapped(PACKAGE, FILENAME)
    assert isinstance(found, mmap.mmap)
    assert found.find(b"\n\n") > 0
    with pytest.raises(TypeError):
        found[0] = 0  # type: ignore[index]


def test_a_file_in_an_archive_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("packed_away/__init__.py", "")
        archive.writestr("packed_away/some.tsv", "a\tb")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "one.zip"), *sys.path])
    try:
        assert mapped("packed_away", "some.tsv") == b"a\tb"
    finally:
        sys.modules.pop("packed_away", None)


def test_a_file_that_is_not_there_is_told_of() -> None:
    with pytest.raises(OSError, match=r"no\.tsv"):
        mapped(PACKAGE, "no.tsv")
