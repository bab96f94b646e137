"""Of a file that holds several letters each page shows its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pymupdf

from tests.web.house import Page, put_letter, sample
from vanban_parser import Parser


def test_words_of_the_second_letter_of_a_file_are_found(
    page: Page, inbox: Path, tmp_path: Path
) -> None:
    both = tmp_path / "hai.pdf"
    with pymupdf.open(sample("05")) as first, pymupdf.open(sample("06")) as second:
        n_first = first.page_count
        first.insert_pdf(second)
        first.save(both)
    second_letter = Parser().read_letters(both)[1].letter
    place, letter_id = put_letter(page.store, inbox, second_letter)
    (inbox / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(both, inbox / place)
    browser = page.local()
    found = json.loads(browser.get(f"/letters/{letter_id}/anchors.json").body)
    assert found["words"]
    assert {word[2] for word in found["words"]} == {n_first + 1}
    start, end = found["evidence"]["/number"][0][:2]
    number = found["text"][start:end]
    words = [found["text"][s:e] for s, e, *_ in found["words"] if s < end and e > start]
    assert any(number in word for word in words)
    html = browser.get(f"/letters/{letter_id}").text
    assert f"/pages/{n_first + 1}.webp" in html
    assert "/pages/1.webp" not in html
    assert browser.get(f"/letters/{letter_id}/pages/1.webp").status == 404
