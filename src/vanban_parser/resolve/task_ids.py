"""Ids of tasks that outlive a better parser.

An id is made of the letter's name and of the sentence that gives the task, not of the
task's place in the list nor of where its action begins or who was read as its doer:
those a later version may read better.  Where the sentence itself is read otherwise,
the store knows a task again by its words (`store.task_matching`).
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vanban_parser.model.document import Span
from vanban_parser.text import fold, folded_in, sentences

# Names this project's ids (RFC 9562, version 5); never changed, or every id would.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:task:1")
_WORD = re.compile(r"\w+")
_KEY_WORDS = 60
"""Words of a sentence that tell it from others; its end may be read differently."""


def quote_key(quote: str) -> str:
    """Return a quote by its words alone: no case, marks, signs or line breaks."""
    return _key(fold(quote))


def _key(folded: str) -> str:
    return " ".join(_WORD.findall(folded))


def task_ids(
    text: str, actions: Sequence[Span], letter: Iterable[str | None]
) -> Iterator[uuid.UUID]:
    """Yield an id for each action, in order.

    Args:
        text: The letter's text.
        actions: Where the tasks' actions stand.
        letter: What names the letter: issuer, code, date.
    """
    name = "\n".join(quote_key(part or "") for part in letter)
    seen: Counter[str] = Counter()
    for action in actions:
        key = f"{name}\n{_sentence_key(text, action)}"
        seen[key] += 1
        yield uuid.uuid5(_NAMESPACE, key if seen[key] == 1 else f"{key}\n{seen[key]}")


def _sentence_key(text: str, action: Span) -> str:
    """Return the key of the sentence in which an action begins."""
    start = text.rfind("\n", 0, action.start) + 1
    stop = text.find("\n", action.start)
    ranges = sentences(text, start, stop if stop >= 0 else len(text))
    for first, last in ranges:
        if first <= action.start < last:
            words = _key(folded_in(text, first, last)).split()
            return " ".join(words[:_KEY_WORDS])
    return quote_key(action.of(text))
