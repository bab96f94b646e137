"""Looking up in sorted lines where they lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.sorted_lines import SortedLines

words = st.text(st.characters(exclude_characters="\n\t", codec="utf-8"), max_size=4)


@given(st.lists(st.tuples(words, words)), words, st.text(max_size=3))
def test_what_is_found_is_what_a_walk_finds(
    rows: list[tuple[str, str]], other: str, before: str
) -> None:
    lines = sorted(f"{key}\t{row}".encode() for key, row in rows)
    head = before.encode(errors="replace")
    raw = head + b"\n".join(lines) + b"\nafter\t1"
    end = len(head) + sum(map(len, lines)) + max(len(lines) - 1, 0)
    found = SortedLines(raw, len(head), end)
    for key in {other, *(key for key, _ in rows)}:
        expected = [
            line.decode().partition("\t")[2]
            for line in lines
            if line.decode().partition("\t")[0] == key
        ]
        assert found.rows(key) == expected
    if rows:
        assert [f"{key}\t{row}".encode() for key, row in found] == lines
