"""Ids of tasks that outlive a better parser, and tasks of two readings matched.

An id is made of the letter's name and of the sentence that gives the task, not of the
task's place in the list nor of where its action begins or who was read as its doer:
those a later version may read better.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vanban_parser.model.document import Span
from vanban_parser.model.letter import Task
from vanban_parser.text import fold, folded_in, sentences

# Names this project's ids (RFC 9562, version 5); never changed, or every id would.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vanban_parser:task:1")
_WORD = re.compile(r"\w+")
_KEY_WORDS = 60
"""Words of a sentence that tell it from others; its end may be read differently."""
_SAME = 0.6
"""Share of the words in common from which two quotes are one task's."""
_INSIDE = 0.9
"""Share of the shorter quote's words that stand in the longer one, for the same."""


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


def match_tasks(
    old: Sequence[Task], new: Sequence[Task]
) -> tuple[tuple[int, int], ...]:
    """Return which tasks of two readings of one letter are the same, by their quotes.

    Pairs ``(index in old, index in new)`` in the order of `new`, each index once.
    Two tasks are the same where their actions share most words, or one stands in the
    other; the likest pairs are matched first, doers in common decide between equals.

    Complexity:
        O(n * m) for n old and m new tasks.
    """
    old_words, new_words = [_bag(t.action) for t in old], [_bag(t.action) for t in new]
    scored = [
        (likeness, _shared(old[i].assignees, new[j].assignees), -abs(i - j), -i, -j)
        for i, one in enumerate(old_words)
        for j, two in enumerate(new_words)
        if (likeness := _likeness(one, two)) >= _SAME
    ]
    taken_old: set[int] = set()
    taken_new: dict[int, int] = {}
    for _, _, _, i, j in sorted(scored, reverse=True):
        if -i not in taken_old and -j not in taken_new:
            taken_old.add(-i)
            taken_new[-j] = -i
    return tuple((taken_new[j], j) for j in sorted(taken_new))


def with_old_ids(old: Sequence[Task], new: Sequence[Task]) -> tuple[Task, ...]:
    """Return `new` with the ids of those tasks of `old` that they are.

    No id is given twice: a new task whose own id an old one has kept gets it back only
    if it is that task.
    """
    kept = {j: old[i].id for i, j in match_tasks(old, new)}
    used = set(kept.values())
    tasks: list[Task] = []
    for j, task in enumerate(new):
        name = kept.get(j, task.id)
        if j not in kept and name in used:
            name = uuid.uuid5(_NAMESPACE, f"{task.id}\n{quote_key(task.action)}")
        used.add(name)
        tasks.append(task.model_copy(update={"id": name}))
    return tuple(tasks)


def _bag(quote: str) -> Counter[str]:
    return Counter(quote_key(quote).split())


def _likeness(one: Counter[str], two: Counter[str]) -> float:
    """Return the share of words in common, 1.0 where one quote is inside the other."""
    common = (one & two).total()
    longer, shorter = max(one.total(), two.total()), min(one.total(), two.total())
    if not shorter:
        return 1.0 if not longer else 0.0
    share = 2 * common / (longer + shorter)
    if share < _SAME and shorter > 2 and common / shorter >= _INSIDE:
        return _SAME
    return share


def _shared(one: Sequence[str], two: Sequence[str]) -> int:
    return len(set(map(quote_key, one)) & set(map(quote_key, two)))
