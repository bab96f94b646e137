"""What ``explain`` shows: a tree of values, each with where it comes from.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vanban_parser.cli.explain_tasks import inherited, is_task, sentence_of
from vanban_parser.export.json import to_record

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.model.letter import Evidence, Letter
    from vanban_parser.pipeline import Reading

Kind = Literal["value", "words", "warning", "rival"]

# What is about values, and not one itself.
_NOT_VALUES = ("schema_version", "evidence", "confidence", "warnings", "text")
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the tree: a label, what stands beside it, and what hangs below it."""

    label: str
    text: str = ""
    kind: Kind = "value"
    children: tuple[Node, ...] = ()


class UnknownFieldError(LookupError):
    """The letter has no such value; `known` are the names at the place of the miss."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(name)


def values_of(letter: Letter) -> dict[str, object]:
    """Return the values of the record, without what is about them."""
    record = to_record(letter)
    return {key: record[key] for key in record if key not in _NOT_VALUES}


def pointer_of(field: str) -> str:
    """Return the JSON Pointer of ``tasks/0/deadline``, ``tasks.0.deadline`` or itself.

    An empty `field` is the whole letter.
    """
    parts = [part for part in field.replace(".", "/").split("/") if part]
    return "".join(f"/{part}" for part in parts)


def find(values: object, pointer: str) -> object:
    """Return what `pointer` names in `values`.

    Raises:
        UnknownFieldError: nothing is there.
    """
    for part in pointer.split("/")[1:]:
        if isinstance(values, Mapping) and part in values:
            values = values[part]
        elif isinstance(values, list) and part.isdecimal() and int(part) < len(values):
            values = values[int(part)]
        else:
            raise UnknownFieldError(part, _names(values))
    return values


def explained(reading: Reading, field: str, say: Say) -> tuple[Node, ...]:
    """Return the tree of one value, or a tree for each of the letter.

    Args:
        reading: The letter, and what was considered and lost.
        field: A value's name, see `pointer_of`; empty for all.
        say: Names the parts.

    Raises:
        UnknownFieldError: the letter has no such value.
    """
    pointer = pointer_of(field)
    value = find(values_of(reading.letter), pointer)
    explainer = _Explainer(reading, say, clip=not pointer)
    if pointer:
        return (explainer.named(pointer, value),)
    assert isinstance(value, Mapping)
    trees = [explainer.node(f"/{key}", value[key]) for key in value]
    return (*trees, *explainer.warnings(None))


class _Explainer:
    def __init__(self, reading: Reading, say: Say, *, clip: bool) -> None:
        self._letter = reading.letter
        self._rivals = reading.rivals
        self._say = say
        self._clip = clip

    def named(self, pointer: str, value: object) -> Node:
        """Return the tree of a value asked for by name.

        One without words of its own, such as a task's title, shows those of what it
        is part of.
        """
        node = self.node(pointer, value)
        if _has_words(node):
            return node
        above = pointer.rpartition("/")[0]
        while above and above not in self._letter.evidence:
            above = above.rpartition("/")[0]
        words = tuple(self._words(above)) if above else ()
        return Node(node.label, node.text, node.kind, (*node.children, *words))

    def node(self, pointer: str, value: object) -> Node:
        """Return the tree of any value."""
        about = (
            *self._words(pointer),
            *(self._of_task(pointer) if is_task(pointer) else ()),
            *self.warnings(pointer),
            *self._lost(pointer),
        )
        text, children = self._content(pointer, value)
        return Node(
            label=self._label(pointer),
            text=text + self._confidence(pointer),
            children=(*about, *children),
        )

    def warnings(self, pointer: str | None) -> Iterator[Node]:
        """Yield the warnings about `pointer`, or with None those about the letter."""
        for warning in self._letter.warnings:
            if warning.field == pointer:
                yield Node(
                    self._say("explain.warning"),
                    f"{warning.message} [{warning.code}]",
                    "warning",
                )

    def _content(self, pointer: str, value: object) -> tuple[str, tuple[Node, ...]]:
        if isinstance(value, Mapping):
            kept = {
                k: v for k, v in value.items() if self._is_worth(f"{pointer}/{k}", v)
            }
            return "", tuple(self.node(f"{pointer}/{k}", v) for k, v in kept.items())
        if isinstance(value, list) and value:
            if not any(isinstance(item, Mapping) for item in value) and not any(
                f"{pointer}/{index}" in self._letter.evidence
                for index in range(len(value))
            ):
                return "; ".join(map(str, value)), ()
            items = enumerate(value)
            return f"({len(value)})", tuple(
                self.node(f"{pointer}/{index}", item) for index, item in items
            )
        return self._say("explain.none") if value in (None, []) else str(value), ()

    def _is_worth(self, pointer: str, value: object) -> bool:
        about = (self._letter.evidence, self._letter.confidence, self._rivals)
        warned = any(warning.field == pointer for warning in self._letter.warnings)
        return value not in (None, []) or warned or any(pointer in x for x in about)

    def _label(self, pointer: str) -> str:
        name = pointer.rpartition("/")[2]
        return pointer[1:] if name.isdecimal() else self._say.field(name)

    def _confidence(self, pointer: str) -> str:
        share = self._letter.confidence.get(pointer)
        return "" if share is None else f"  [{share:.0%}]"

    def _words(self, pointer: str) -> Iterator[Node]:
        for evidence in self._letter.evidence.get(pointer, ()):
            yield Node(self._say("explain.words"), self._quoted(evidence), "words")

    def _of_task(self, pointer: str) -> Iterator[Node]:
        """Yield the sentence of a task, and what it has from elsewhere."""
        sentence = sentence_of(self._letter, pointer)
        if sentence is not None:
            words = f"“{self._clipped(sentence)}”"
            yield Node(self._say("explain.sentence"), words, "words")
        for what, source, words in inherited(self._letter, pointer):
            told = f"{self._say(what)} · {self._say(source)}: “{self._clipped(words)}”"
            yield Node(self._say("explain.inherited"), told, "words")

    def _quoted(self, evidence: Evidence) -> str:
        parts = [f"“{self._clipped(evidence.text)}”"]
        if evidence.page is not None:
            parts.append(self._say("explain.page", page=evidence.page))
        if evidence.bbox is not None:
            parts.append("[" + ", ".join(f"{x:.0f}" for x in evidence.bbox) + "]")
        parts.append(f"{evidence.start}-{evidence.end}")
        parts.append(self._say("explain.rule", rule=evidence.rule))
        return " · ".join(parts)

    def _lost(self, pointer: str) -> Iterator[Node]:
        for rival in self._rivals.get(pointer, ()):
            words = self._clipped(rival.span.of(self._letter.text))
            reason = self._say.detail(rival.reason)
            yield Node(self._say("explain.rival"), f"“{words}” · {reason}", "rival")

    def _clipped(self, words: str) -> str:
        if self._clip and len(words) > _LONGEST_WORDS:
            return f"{words[:_LONGEST_WORDS]}…"
        return words


def _has_words(node: Node) -> bool:
    return node.kind == "words" or any(map(_has_words, node.children))


def _names(values: object) -> tuple[str, ...]:
    if isinstance(values, Mapping):
        return tuple(values)
    return tuple(map(str, range(len(values)))) if isinstance(values, Sequence) else ()
