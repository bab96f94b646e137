"""What was read is kept for its owner, within a limit, and never half."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.readers.ocr.scan_making import Fake, typed
from vanban_parser.readers.handwriting.nouns import Filled, Kind
from vanban_parser.readers.ocr.cache import Cache, key_of
from vanban_parser.readers.ocr.nouns import Picture
from vanban_parser.readers.ocr.recognise import Recogniser

PAGE = Picture(np.full((800, 600), 255, dtype=np.uint8), 100)


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder", 10_000)
    cache.put("a", {"words": ["xã Mẫu"]})
    assert cache.get("a") == {"words": ["xã Mẫu"]}
    assert cache.get("b") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    folder = tmp_path / "ocr"
    Cache(folder, 10_000).put("a", [1])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]


def test_the_oldest_leave_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 1000)
    for number in range(30):
        cache.put(str(number), "x" * 90)
        os.utime(tmp_path / f"{number}.json", (number, number))
    kept = {int(file.stem) for file in tmp_path.iterdir()}
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 1000
    assert kept == set(range(min(kept), 30))
    assert len(kept) >= 5


def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    Cache(tmp_path, 100).put("a", "x" * 200)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"words": [', encoding="utf-8")
    assert Cache(tmp_path, 100).get("a") is None


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "folder", 1000)
    cache.put("a", 1)
    assert cache.get("a") is None


def test_a_key_knows_pixels_resolution_and_makers() -> None:
    other = PAGE.pixels.copy()
    other[3, 3] = 254
    keys = {
        key_of(PAGE, "a"),
        key_of(PAGE, "b"),
        key_of(Picture(PAGE.pixels, 101), "a"),
        key_of(Picture(other, 100), "a"),
        key_of(Picture(PAGE.pixels.reshape(600, 800), 100), "a"),
    }
    assert len(keys) == 5


def test_a_page_is_read_once_and_the_same_each_time(tmp_path: Path) -> None:
    engine = Fake(typed("Căn cứ Luật Mẫu ngày 03/9/2026;"))
    cache = Cache(tmp_path, 100_000)
    first = Recogniser(engine, cache).read(PAGE)
    second = Recogniser(engine, cache).read(PAGE)
    assert engine.n_pages == 1
    assert first == second
    assert Recogniser(engine).read(PAGE) == first


def test_what_looks_again_is_part_of_what_is_kept(tmp_path: Path) -> None:
    engine = Fake(typed("Số: /UBND-VP"))
    cache = Cache(tmp_path, 100_000)
    number = Filled(Kind.NUMBER, "42", 0.97, (28, 12, 30, 32), ("47",))
    day = Filled(Kind.DAY, None, 0.3, (90, 12, 95, 32))
    looks = [("digits 1", lambda shown, seen: [number, day])]
    for _ in range(2):
        read = Recogniser(engine, cache, looks).read(PAGE)
        assert read is not None
        assert [word.text for word in read.words] == ["Số:", "/UBND-VP", "42"]
        assert [blank.field for blank in read.unread] == ["/issued_on"]
    assert engine.n_pages == 1


@pytest.mark.parametrize("kept", ["[]", "{}", '{"words": 3}', '{"words": [[1]]}'])
def test_what_another_program_kept_is_read_anew(tmp_path: Path, kept: str) -> None:
    engine = Fake(typed("Kính gửi: Phòng Nội vụ"))
    cache = Cache(tmp_path, 100_000)
    Recogniser(engine, cache).read(PAGE)
    (file,) = tmp_path.iterdir()
    file.write_text(kept, encoding="utf-8")
    read = Recogniser(engine, cache).read(PAGE)
    assert read is not None
    assert engine.n_pages == 2
