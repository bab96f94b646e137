"""A letter that repeats itself is read in bounded time, whatever it repeats."""

from __future__ import annotations

import time

import pytest

from tests.letters_of import document_of
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings


@pytest.mark.parametrize(
    "unit",
    [
        *("Sở Y tế, ", "các xã: A, B, ", "xã Mẫu, ", "xã A và xã B và ", "UBND xã "),
        *("Giám đốc các Sở: ", "đồng chí Nguyễn ", "Quyết định số 12/QĐ-UBND "),
        *("12,5% ", "66,67% xã Mẫu, ", "ngày 12/3/2020 ", "ngày tháng năm "),
        *("giao ", "Giao Sở Y tế chủ trì, phối hợp với ", "tại điểm a khoản 1 Điều "),
        *("“", "( ", "1.1", "a-", "… ", "; "),
    ],
)
def test_repetition_is_read_in_bounded_time(unit: str) -> None:
    document = document_of("Kính gửi: Sở Y tế.\n" + unit * (6000 // len(unit)))
    started = time.process_time()
    Parser(Settings(model=False)).resolve(document)
    # A tenth of a second is usual; a list that is read anew at each comma takes ten.
    assert time.process_time() - started < 4
