"""What a process says is taken as data, and as no more of it than is allowed."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.isolate.wire import (
    Frame,
    GarbledError,
    TooLongError,
    receive,
    send,
)

heads = st.dictionaries(st.text(), st.integers() | st.text() | st.none(), max_size=4)


@given(st.lists(st.tuples(heads, st.binary())))
def test_what_is_sent_is_received_in_its_order(
    messages: list[tuple[dict[str, Any], bytes]],
) -> None:
    pipe = io.BytesIO()
    for head, body in messages:
        send(pipe, {**head, "event": "x"}, body)
    pipe.seek(0)
    for head, body in messages:
        assert receive(pipe, 10_000) == Frame({**head, "event": "x"}, body)
    with pytest.raises(EOFError):
        receive(pipe, 10_000)


def test_a_name_that_is_not_utf_8_comes_through() -> None:
    pipe = io.BytesIO()
    send(pipe, {"event": "v\udce3n"})
    pipe.seek(0)
    assert receive(pipe, 1).head["event"] == "v\udce3n"


def test_a_body_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLongError):
        receive(io.BytesIO(struct.pack("<IQ", 2, 1 << 60) + b"{}"), 100)
    with pytest.raises(TooLongError):
        receive(io.BytesIO(struct.pack("<IQ", 1 << 31, 0)), 100)


@pytest.mark.parametrize("head", [b"[]", b"{}", b"\xff", b'{"event'])
def test_a_head_that_is_none_is_refused(head: bytes) -> None:
    with pytest.raises(GarbledError):
        receive(io.BytesIO(struct.pack("<IQ", len(head), 0) + head), 100)


def test_a_message_cut_short_is_an_end() -> None:
    pipe = io.BytesIO()
    send(pipe, {"event": "x"}, b"words")
    with pytest.raises(EOFError):
        receive(io.BytesIO(pipe.getvalue()[:-1]), 100)
