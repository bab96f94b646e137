"""The words that a task was read from, in the order of the letter."""

from __future__ import annotations

from vanban_parser.model.letter import Evidence, Letter


def quotes_of(letter: Letter, index: int) -> tuple[Evidence, ...]:
    """Return the words of the task at `index`: who, what, by when; none twice.

    Words that stand within others are part of their quote.
    """
    pointer = f"/tasks/{index}"
    found = [
        words
        for at, evidence in letter.evidence.items()
        if at == pointer or at.startswith(f"{pointer}/")
        for words in evidence
    ]
    kept: list[Evidence] = []
    for words in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or words.end > kept[-1].end:
            kept.append(words)
    return tuple(kept)
