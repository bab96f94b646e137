"""Words of a scan's subject as the rest of the letter spells them."""

from __future__ import annotations

import pytest

from vanban_parser.resolve.own_spelling import as_elsewhere


@pytest.mark.parametrize(
    ("subject", "rest", "spelt"),
    [
        # Twice with a mark beside the same word.
        ("dân cá lồng", "đàn cá lồng; đàn cá lồng", "đàn cá lồng"),
        ("Dân cá lồng", "đàn cá lồng; đàn cá lồng", "Đàn cá lồng"),
        ("thu nam 2031", "trong năm 2031, hết năm 2031", "thu năm 2031"),
        # Once is an accident, and so is what most of the letter spells otherwise.
        ("dân cá lồng", "đàn cá lồng", "dân cá lồng"),
        ("dân cá lồng", "đàn cá lồng, dân cá lồng, đàn cá lồng", "dân cá lồng"),
        ("dân cá lồng", "đàn cá; dàn cá; đàn cá; dần cá", "dân cá lồng"),
        # Beside other words it is another word.
        ("dân cá lồng", "đàn bò, đàn bò, đàn bò", "dân cá lồng"),
        # A known phrase is right, however often the scan misread it.
        ("hệ thống kè", "hệ thông kè, hệ thông kè", "hệ thống kè"),
        ("", "đàn cá", ""),
    ],
)
def test_a_word_is_spelt_as_most_of_the_letter_has_it(
    subject: str, rest: str, spelt: str
) -> None:
    assert as_elsewhere(subject, f"{subject}\n{rest}") == spelt
