"""Whatever a killed run has left, the next one goes on from it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.fakes import letter
from vanban_parser.batch.errors import BatchOutputError
from vanban_parser.batch.nouns import Failure, Item, Result
from vanban_parser.batch.output import ERRORS, INDEX, Form, Output
from vanban_parser.export.json import to_json

N = 7
PER_PART = 3


def _opened(folder: Path, form: Form = "jsonl") -> Output:
    folder.mkdir(exist_ok=True)
    return Output(folder, N, form=form, per_part=PER_PART)


def _result(number: int) -> Result:
    item = Item(number, f"in/{number}.pdf")
    if number == 4:
        return Result(item, failure=Failure("damaged-file"))
    if number == 5:
        return Result(item, failure=Failure("secret-letter", is_secret=True))
    return Result(item, (json.dumps({"letter": f"văn bản {number}"}),))


def _go_on(folder: Path, numbers: range | list[int] = range(N)) -> Output:
    output = _opened(folder)
    for number in numbers:
        if not output.is_done(number):
            output.add(_result(number), {"error": number})
    return output


def _lines(folder: Path, pattern: str) -> list[str]:
    return sorted(
        line
        for path in folder.glob(pattern)
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def test_records_errors_and_index_tell_of_every_letter_once(tmp_path: Path) -> None:
    output = _go_on(tmp_path)
    output.finish()
    assert (output.n_done, output.n_failed) == (N, 2)
    assert len(_lines(tmp_path, "part-*.jsonl")) == 5
    assert _lines(tmp_path, ERRORS) == ['{"error": 4}', '{"error": 5}']
    for line in _lines(tmp_path, INDEX):
        told = json.loads(line)
        data = (tmp_path / told["file"]).read_bytes()
        found = data[told["at"] : told["at"] + told["bytes"]]
        assert found.endswith(b"\n")
        assert str(told["n"]) in found.decode()
        assert (told.get("path") is None) == (told["n"] == 5), "a secret has no name"


@pytest.mark.parametrize("n_before", range(N))
def test_a_run_that_died_at_any_byte_is_gone_on_from(
    tmp_path: Path, n_before: int
) -> None:
    whole = _go_on(tmp_path / "whole")
    whole.finish()
    ended = _go_on(tmp_path / "first", list(range(n_before)))
    ended.close()
    before = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    ended = _opened(tmp_path / "first")
    ended.add(_result(n_before), {"error": n_before})
    ended.close()
    after = {path.name: path.read_bytes() for path in (tmp_path / "first").iterdir()}
    for name, data in after.items():
        start = len(before.get(name, b""))
        # The index is written last: what it tells of is there.
        for size in range(start, len(data) if name == INDEX else len(data) + 1):
            folder = tmp_path / f"{name}-{size}"
            folder.mkdir()
            for other, theirs in after.items():
                kept = before.get(other, b"") if other == INDEX else theirs
                (folder / other).write_bytes(kept)
            (folder / name).write_bytes(data[:size])
            _go_on(folder).finish()
            for pattern in ("part-*.jsonl", ERRORS):
                assert _lines(folder, pattern) == _lines(tmp_path / "whole", pattern)


def test_an_index_ahead_of_its_files_is_not_believed(tmp_path: Path) -> None:
    # As after a power cut: the system wrote the index first.
    _go_on(tmp_path, [0, 1, 2, 3]).close()
    last = max(tmp_path.glob("part-*.jsonl"))
    last.write_bytes(b"")
    output = _opened(tmp_path)
    assert [number for number in range(N) if output.is_done(number)] == [0, 1, 2]
    output.close()


def test_an_answer_that_comes_twice_is_written_once(tmp_path: Path) -> None:
    output = _go_on(tmp_path, [0])
    output.add(_result(0), None)
    output.finish()
    assert len(_lines(tmp_path, "part-*.jsonl")) == 1


def test_parquet_has_a_row_a_letter_with_its_record(tmp_path: Path) -> None:
    record = to_json(letter()).strip()
    record = json.dumps(json.loads(record), ensure_ascii=False)
    output = _opened(tmp_path, "parquet")
    for number in range(N):
        output.add(Result(Item(number, f"in/{number}.pdf"), (record,)), None)
        if number in (3, 5):  # killed, and begun again
            output.close()
            output = _opened(tmp_path, "parquet")
    output.finish()
    parts = sorted(tmp_path.glob("part-*.parquet"))
    rows = [row for part in parts for row in pq.read_table(part).to_pylist()]
    assert [row["path"] for row in rows] == [f"in/{number}.pdf" for number in range(N)]
    assert {row["record"] for row in rows} == {record}
    assert {(row["number"], row["n_tasks"]) for row in rows} == {("12", 1)}
    assert list(tmp_path.glob("part-*.jsonl")) == []


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / INDEX).mkdir()
    with pytest.raises(BatchOutputError):
        _opened(tmp_path)
