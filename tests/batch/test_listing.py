"""Which letters a batch reads, and in what order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import fsspec
import pytest

from vanban_parser.batch.errors import BatchListError
from vanban_parser.batch.listing import letters, read_list, write_list


def _made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_a_folder_is_read_with_its_folders_in_a_fixed_order(tmp_path: Path) -> None:
    _made(tmp_path, "b.pdf", "a.DOCX", "c/2.doc", "c/1.tif", "c/d/0.rtf", "e/z.png")
    found = [
        Path(path).relative_to(tmp_path).as_posix() for path in letters(str(tmp_path))
    ]
    assert found == ["a.DOCX", "b.pdf", "c/1.tif", "c/2.doc", "c/d/0.rtf", "e/z.png"]


def test_what_is_no_letter_is_passed_over(tmp_path: Path) -> None:
    _made(tmp_path, "a.pdf", "notes.txt", ".hidden.pdf", "~$a.docx", ".git/b.pdf")
    (tmp_path / "folder.pdf").mkdir()
    assert [Path(path).name for path in letters(str(tmp_path))] == ["a.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="needs a right to make links there")
def test_a_folder_that_leads_back_to_itself_is_read_once(tmp_path: Path) -> None:
    _made(tmp_path, "a/b.pdf")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(letters(str(tmp_path)))) == 1


def test_a_list_names_paths_from_where_it_lies_and_urls(tmp_path: Path) -> None:
    _made(tmp_path, "in/thư.pdf")
    listed = tmp_path / "list.txt"
    listed.write_text("\ufeffin/thư.pdf\n\nmemory://x/y.pdf\n", encoding="utf-8")
    assert list(letters(str(listed))) == [
        str(tmp_path / "in" / "thư.pdf"),
        "memory://x/y.pdf",
    ]


def test_a_folder_elsewhere_is_listed_by_its_url() -> None:
    system = fsspec.filesystem("memory")
    for name in ("/kho/b.pdf", "/kho/a/c.docx", "/kho/a/x.txt", "/kho/.tmp/d.pdf"):
        system.pipe_file(name, b"x")
    try:
        assert list(letters("memory://kho")) == [
            "memory:///kho/b.pdf",
            "memory:///kho/a/c.docx",
        ]
    finally:
        system.rm("/kho", recursive=True)


@pytest.mark.parametrize(
    "source", ["nothing-there", "memory://nothing", "nosuch://x/y"]
)
def test_what_cannot_be_listed_is_said(tmp_path: Path, source: str) -> None:
    named = source if "://" in source else str(tmp_path / source)
    with pytest.raises(BatchListError):
        list(letters(named))


def test_a_list_is_kept_with_names_that_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    _made(folder, "a.pdf", "dòng\nmới.pdf" if os.name != "nt" else "dòng mới.pdf")
    if sys.platform == "linux":
        (folder / os.fsdecode(b"\xff.pdf")).write_bytes(b"x")
    kept = tmp_path / "letters.jsonl"
    n_letters = write_list(str(folder), kept)
    assert [item.path for item in read_list(kept)] == list(letters(str(folder)))
    assert [item.number for item in read_list(kept)] == list(range(n_letters))
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
