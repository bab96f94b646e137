"""No text makes a letter cost more than its length: what repeats is read once.

A pattern that tries every end from every start, or a list that is read anew from each
of its members, costs with the square of the length.  Then one letter with a table of
all communes, or one that was made to do harm, stops the machine.
"""

from __future__ import annotations

import time

import pytest

from tests.letters_of import CLOSING, HEAD, document_of
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

N_CHARACTERS = 1500
LONGER = 4
# Four times the text costs four times as much, with the square of it sixteen times.
MOST = 9
# Below this a clock tells nothing, and nobody waits.
SECONDS = 0.25
REPEATED = [
    *("1", "1.", "1, ", "a", "a ", "Á ", "- ", "(", "((a) ", "“", "“a", "... ", "; "),
    *(": ", "A-", "1)", "a) ", "\n", " ", "1.000.000 ", "1% ", "tăng 1%, ", "và "),
    *("ngày ", "ngày 1 ", "1/1/2025, ", "12/2025 ", "từ ngày 1 đến ngày 2 "),
    *("trước ngày ", "trong vòng 1 ngày ", "hằng tháng ", "15h00 ", "quý I "),
    *("xã A, ", "xã An Bình, ", "UBND xã A (trừ xã B), ", "xã A - xã B; "),
    *("Sở Nội vụ, ", "Sở A và Sở B, ", "Chủ tịch UBND xã A, ", "Ủy ban nhân dân "),
    *("giao ", "Giao Sở A ", "yêu cầu xã A, ", "phối hợp với ", "chủ trì, phối hợp "),
    *("báo cáo ", "a, b và ", "không quá ", "đã ", "được giao tại ", "gửi về "),
    *("Số: 1/UBND, ", "Công văn số 1/UB ", "Điều 1, ", "khoản 1 Điều 2 ", "Luật A "),
    *(
        "Nghị định số 1/2020/NĐ-CP, ",
        "Kính gửi: ",
        "Nơi nhận: ",
        "TM. ",
        "KT. CHỦ TỊCH ",
    ),
]


def _seconds(repeated: str, n_characters: int, times: int = 1) -> float:
    body = (repeated * n_characters)[:n_characters]
    head = HEAD.format(
        issuer="UBND XÃ MẪU", number="1/UBND-VP", side="V/v thử", place="Mẫu", day="01"
    )
    document = document_of(f"{head}{body}\n{CLOSING}")
    parser = Parser(Settings(model=False))
    taken = []
    for _ in range(times):
        started = time.process_time()
        parser.resolve(document)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    _seconds("Giao Sở A báo cáo trước ngày 1/1/2025. ", N_CHARACTERS)


@pytest.mark.parametrize("repeated", REPEATED, ids=repr)
def test_a_text_four_times_as_long_costs_no_more_than_that(repeated: str) -> None:
    long = _seconds(repeated, LONGER * N_CHARACTERS)
    if long < SECONDS:
        return
    # A busy machine may have slowed that one: so look again, closely.
    short = _seconds(repeated, N_CHARACTERS, 3)
    long = min(long, _seconds(repeated, LONGER * N_CHARACTERS, 2))
    assert long < SECONDS or long < MOST * short, f"{short:.3f} s, then {long:.3f} s"
