"""When a file is a letter, settled and whole; where a folder lies. Mostly pure."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.intake import faults
from vanban_parser.intake.alive import Presence
from vanban_parser.intake.complete import is_complete
from vanban_parser.intake.disk import move
from vanban_parser.intake.faults import History, Verdict, judge, wait_seconds
from vanban_parser.intake.mounts import file_system
from vanban_parser.intake.names import is_ignored, is_searched
from vanban_parser.intake.stability import NOTHING, Look, given_up, observe, settled
from vanban_parser.store.errors import StoreBusyError, StoreFullError
from vanban_parser.store.places import fitted

ROOT = Path(__file__).resolve().parents[2]


def look(size: int = 1, mtime: int = 0, inode: int = 1) -> Look:
    return Look(size, mtime, (1, inode))


def test_one_look_is_never_enough() -> None:
    watch = observe(NOTHING, {"a": look()}, 100.0)
    assert settled(watch, 100.0, 0.0) == ()
    assert settled(watch, 104.9, 5.0) == ()
    assert settled(watch, 105.0, 5.0) == ("a",)


@pytest.mark.parametrize(
    "changed", [look(size=2), look(mtime=1), look(inode=2)], ids=["size", "time", "id"]
)
def test_any_change_begins_the_wait_anew(changed: Look) -> None:
    watch = observe(NOTHING, {"a": look()}, 0.0)
    watch = observe(watch, {"a": changed}, 4.0)
    assert settled(watch, 6.0, 5.0) == ()
    watch = observe(watch, {"a": changed}, 9.0)
    assert settled(watch, 9.0, 5.0) == ("a",)


def test_an_empty_file_is_waited_for_and_then_given_up() -> None:
    watch = observe(NOTHING, {"a": look(size=0)}, 0.0)
    assert settled(watch, 99.0, 5.0) == ()
    assert given_up(watch, 99.0, 900.0) == ()
    assert given_up(watch, 900.0, 900.0) == ("a",)


def test_who_has_gone_is_forgotten() -> None:
    watch = observe(NOTHING, {"a": look()}, 0.0)
    assert observe(watch, {}, 1.0) == {}


@given(st.lists(st.integers(1, 3), min_size=2, max_size=9), st.floats(0.1, 5))
def test_what_is_settled_did_not_change_for_that_long(
    sizes: list[int], wait: float
) -> None:
    watch = NOTHING
    for second, size in enumerate(sizes):
        watch = observe(watch, {"a": look(size)}, float(second))
    last = sizes[-1]
    same = next((n for n, s in enumerate(reversed(sizes)) if s != last), len(sizes))
    unchanged = same - 1  # seconds between the first and the last look that agree
    now = float(len(sizes) - 1)
    assert bool(settled(watch, now, wait)) == (unchanged >= wait and unchanged > 0)


def _zip(comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>" * 99)
        archive.comment = comment
    return out.getvalue()


def _tiff(order: str) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    strip = b"x" * 40
    entries = struct.pack(f"{order}HHII", 273, 4, 1, 8)
    entries += struct.pack(f"{order}HHII", 279, 4, 1, len(strip))
    at = struct.pack(f"{order}I", 8 + len(strip))
    count = struct.pack(f"{order}H", 2)
    return mark + at + strip + count + entries + struct.pack(f"{order}I", 0)


WHOLE = {
    "pdf": b"%PDF-1.7\n" + b"x" * 3000 + b"\n%%EOF\n",
    "late.pdf": b"junk\n%PDF-1.7\n" + b"x" * 3000 + b"%%EOF" + b"\0" * 1000,
    "docx": _zip(),
    "comment.docx": _zip(b"a comment"),
    "jpg": b"\xff\xd8\xff\xe0" + b"x" * 99 + b"\xff\xd9",
    "png": b"\x89PNG\r\n\x1a\n" + b"x" * 99 + b"\0\0\0\0IEND\xae\x42\x60\x82",
    "little.tif": _tiff("<"),
    "big.tif": _tiff(">"),
    "rtf": b"{\\rtf1 " + b"x" * 99 + b"}\r\n",
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_is_whole_with_its_end(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(WHOLE[kind])
    assert is_complete(path)


@pytest.mark.parametrize("kind", [k for k in WHOLE if k != "late.pdf"])
def test_a_copy_under_way_is_not(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "file"
    whole = WHOLE[kind]
    for cut in {len(whole) // 2, len(whole) - 8, 20}:
        path.write_bytes(whole[:cut])
        assert not is_complete(path), cut


def test_what_is_of_no_kind_is_left_to_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"", b"plain words", b"\xd0\xcf\x11\xe0 but no more"):
        path.write_bytes(data)
        assert is_complete(path)


def test_all_samples_are_whole() -> None:
    samples = [p for p in ROOT.glob("samples/*/letter.*") if p.suffix != ".toml"]
    assert samples
    assert [path for path in samples if not is_complete(path)] == []


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("công văn.pdf", False),
        ("không đuôi", False),
        ("a.PDF", False),
        ("~$ng van.docx", True),
        (".~lock.a.docx#", True),
        ("._a.pdf", True),
        ("a.pdf.PART", True),
        ("a.crdownload", True),
        ("THUMBS.DB", True),
        ("a.lnk", True),
        ("a.pdf.loi.txt", True),
    ],
)
def test_names(name: str, ignored: bool) -> None:  # noqa: FBT001 - a table
    assert is_ignored(name) == ignored


def test_folders_that_are_searched() -> None:
    assert is_searched("2026", at_top=True)
    assert is_searched("done", at_top=False)
    for name in ("done", "Failed", ".vanban", ".git", "@eaDir", "$RECYCLE.BIN"):
        assert not is_searched(name, at_top=True)


MOUNTS = """\
/dev/vda / ext4 rw 0 0
//server/vb /shares/van\\040ban cifs rw 0 0
tmpfs /shares/van\\040ban/tam tmpfs rw 0 0
server:/x /exports/nfs nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/var/inbox", "ext4"),
        ("/shares/van ban", "cifs"),
        ("/shares/van ban/den", "cifs"),
        ("/shares/van ban/tam/x", "tmpfs"),
        ("/shares/van bang", "ext4"),
        ("/exports/nfs/a/b", "nfs4"),
    ],
)
def test_the_file_system_of_a_folder(where: str, kind: str) -> None:
    assert file_system(where, MOUNTS) == kind


def test_a_lock_tells_who_lives(tmp_path: Path) -> None:
    first, second = Presence(tmp_path), Presence(tmp_path)
    assert first.dead() == ()
    first._file.close()  # noqa: SLF001 - what the system does when a process is killed
    assert second.dead() == (first.owner,)
    second.forget(first.owner)
    assert second.dead() == ()
    second.leave()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_machine_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "other-host--12-abcdef01.lock").touch()
    me = Presence(tmp_path)
    assert me.dead() == ()
    me.leave()


def test_a_move_never_replaces(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("new")
    target.write_text("old")
    assert not move(source, target)
    assert (source.read_text(), target.read_text()) == ("new", "old")
    target.unlink()
    target.hardlink_to(source)  # a move that was broken off half-way
    assert move(source, target)
    assert not source.exists()
    assert target.read_text() == "new"


def test_names_are_cut_between_letters() -> None:
    assert fitted("cong-van", ".pdf") == "cong-van.pdf"
    assert fitted("ộ" * 99, ".pdf") == "ộ" * 83 + ".pdf"
    composed = "o\u0323\u0302" * 60
    cut = fitted(composed, ".pdf")
    assert cut == "o\u0323\u0302" * 50 + ".pdf"


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (OSError(28, "full"), Verdict.PAUSE),
        (StoreFullError("x"), Verdict.PAUSE),
        (StoreBusyError("x"), Verdict.ABANDON),
        (OSError(5, "io"), Verdict.RETRY),
        (PermissionError(13, "locked"), Verdict.RETRY),
        (faults.IncompleteError("x"), Verdict.GIVE_UP),
        (ZeroDivisionError(), Verdict.GIVE_UP),
    ],
)
def test_verdicts(error: Exception, verdict: Verdict) -> None:
    assert judge(error, History()) is verdict


def test_what_does_not_pass_is_given_up() -> None:
    assert judge(OSError(5, "io"), History(attempts=3)) is Verdict.RETRY
    assert judge(OSError(5, "io"), History(attempts=4)) is Verdict.GIVE_UP


@given(st.integers(1, 40), st.floats(0, 1, exclude_max=True))
def test_waits_grow_and_end(attempts: int, chance: float) -> None:
    wait = wait_seconds(attempts, chance)
    longest = min(30 * 2 ** (attempts - 1), 3600)
    assert longest / 2 <= wait <= longest
