"""Where in the letter a value was found: the words, the page and the box on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban_parser.model.document import Document, Span, Word
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Evidence


def evidence(document: Document, finding: Finding[object]) -> Iterator[Evidence]:
    """Yield one piece of evidence a span and page."""
    for span in finding.spans:
        touched = document.words_in(span)
        pages = sorted({word.box.page for word in touched})
        if len(pages) < 2:
            yield _piece(document.text, span, touched, finding.rule)
            continue
        for page in pages:
            words = [word for word in touched if word.box.page == page]
            part = Span(max(words[0].start, span.start), min(words[-1].end, span.end))
            yield _piece(document.text, part, words, finding.rule)


def _piece(text: str, span: Span, words: Sequence[Word], rule: str) -> Evidence:
    """Return a piece of evidence; `words` are those that `span` touches on its page."""
    return Evidence(
        start=span.start,
        end=span.end,
        text=span.of(text),
        page=words[0].box.page if words else None,
        bbox=_around(words, span) if words else None,
        rule=rule,
    )


def _around(words: Sequence[Word], span: Span) -> tuple[float, float, float, float]:
    """Return the box around the part of `words` that `span` covers, to 0.1 point.

    A word that it covers in part counts in proportion to its characters.
    """
    boxes = [word.box for word in words]
    left, right = [box.x0 for box in boxes], [box.x1 for box in boxes]
    for at, word in enumerate(words):
        if word.start < span.start or span.end < word.end:
            width = (word.box.x1 - word.box.x0) / max(word.end - word.start, 1)
            left[at] += width * max(span.start - word.start, 0)
            right[at] -= width * max(word.end - span.end, 0)
    return (
        round(min(left), 1),
        round(min(box.y0 for box in boxes), 1),
        round(max(right), 1),
        round(max(box.y1 for box in boxes), 1),
    )
