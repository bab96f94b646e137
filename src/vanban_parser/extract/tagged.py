"""The trained stage: what kind of sentence, and where its parts are.

The only module that imports spaCy, and that late: kinds are told by `Network` without
it, parts by spaCy when they are first looked at, which few letters come to.  What the
weights were trained and measured on stands in ``models/MANIFEST.toml``; a file that
does not have the hash stated there is refused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Protocol, overload

from vanban_parser.extract.frames import Frame
from vanban_parser.extract.network import Network
from vanban_parser.extract.weights import PACKAGE, plain_weights, weights
from vanban_parser.extract.word_keys import normal_form
from vanban_parser.model.document import Span
from vanban_parser.text import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TASK_KINDS = frozenset({"order", "request", "invitation", "point", "general"})
"""Sentences of these kinds tell somebody to do something."""
_BATCH = 64

Part = tuple[str, Span]
"""A label, and what it is given to."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger says of one sentence.

    `kinds` gives each kind its probability; together they are one.  `parts` are
    labelled spans in text order: ASSIGNEE, COORDINATOR, REPORT_TO, DEADLINE, and ACTION
    for the verb that the work begins with.
    """

    sentence: Span
    kinds: Mapping[str, float]
    parts: Sequence[Part]

    @property
    def orders(self) -> float:
        """Return the probability that somebody is told to do something."""
        shares = (share for kind, share in self.kinds.items() if kind in TASK_KINDS)
        return round(sum(shares), 4)

    @property
    def kind(self) -> str:
        """Return the likeliest kind."""
        return max(self.kinds, key=lambda kind: self.kinds[kind])

    def labelled(self, label: str) -> tuple[Span, ...]:
        """Return the parts with `label`."""
        return tuple(span for name, span in self.parts if name == label)


class Tagger(Protocol):
    """Tags sentences; the same frames give the same answer."""

    def __call__(self, frames: Sequence[Frame]) -> tuple[Tagged, ...]: ...


@cache
def network() -> Network:
    """Return the packaged weights as what tells kinds, loaded once a process.

    Raises:
        DataError: as `weights`.
    """
    return Network(plain_weights())


@cache
def tagger() -> Tagger:
    """Return spaCy with the packaged weights, loaded once a process.

    Raises:
        DataError: as `weights`.
    """
    raw = bytes(weights())
    nlp = blank()
    nlp.from_bytes(raw, exclude=["vocab", "tokenizer"])
    return over(nlp)


def over(nlp: Language) -> Tagger:
    """Return the tagger that runs a trained pipeline."""
    return _SpacyTagger(nlp)


def tag(frames: Sequence[Frame]) -> tuple[Tagged, ...]:
    """Tag sentences with the packaged weights; without sentences nothing is loaded.

    Raises:
        DataError: as `weights`.
    """
    if not frames:
        return ()
    tells = network()
    rows = tells([tuple(zip(one.words, one.roles, strict=True)) for one in frames])
    return tuple(
        Tagged(
            given.sentence, _kinds(zip(tells.kinds, row, strict=True)), Marked(given)
        )
        for given, row in zip(frames, rows, strict=True)
    )


class Marked(Sequence[Part]):
    """The parts of one sentence, looked for when they are first asked for."""

    __slots__ = ("_found", "_given")

    def __init__(self, given: Frame) -> None:
        self._given = given
        self._found: Sequence[Part] | None = None

    def _parts(self) -> Sequence[Part]:
        if self._found is None:
            self._found = tagger()((self._given,))[0].parts
        return self._found

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        return self._parts()[index]

    def __len__(self) -> int:
        return len(self._parts())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._given)


def _kinds(scores: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    return MappingProxyType({kind: round(float(score), 4) for kind, score in scores})


def blank() -> Language:
    """Return the untrained pipeline: one network, two heads."""
    spacy = _spacy()
    from thinc.api import use_ops

    _register()
    source = resources.files(PACKAGE).joinpath("tasks.cfg").read_text(encoding="utf-8")
    config = spacy.util.load_config_from_str(source)
    # The product of matrices by NumPy's own library takes a third of the time of BLIS.
    with use_ops("numpy", use_blis=False):
        return spacy.util.load_model_from_config(config, auto_fill=True, validate=True)


def as_doc(nlp: Language, given: Frame) -> Doc:
    """Return the words of a frame as spaCy wants them; roles travel as tags."""
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(given.words), tags=list(given.roles))


class _SpacyTagger:
    """Runs the pipeline over frames."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, frames: Sequence[Frame]) -> tuple[Tagged, ...]:
        docs = (as_doc(self._nlp, given) for given in frames)
        done = self._nlp.pipe(docs, batch_size=_BATCH)
        return tuple(map(_tagged, frames, done))


def _tagged(given: Frame, doc: Doc) -> Tagged:
    parts = tuple(_parts(given, doc))
    return Tagged(given.sentence, _kinds(doc.cats.items()), parts)


def _parts(given: Frame, doc: Doc) -> Iterable[Part]:
    above = given.n_above
    for entity in doc.ents:
        if entity.start >= above:
            first, last = entity.start - above, entity.end - 1 - above
            yield entity.label_, Span(given.starts[first], given.ends[last])


def _spacy() -> Any:
    """Import spaCy without its command line, which is a third of what it costs.

    ``spacy`` wants one function of ``spacy.cli``, and with it come programs to download
    and to train.  Who asks for ``spacy.cli`` later gets it as it is.
    """
    if "spacy" not in sys.modules and "spacy.cli" not in sys.modules:
        commands, about = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        commands.__path__ = []

        def info(*given: Any, **named: Any) -> Any:
            return import_module("spacy.cli.info").info(*given, **named)

        about.info = info  # type: ignore[attr-defined]
        mine = {"spacy.cli": commands, "spacy.cli.info": about}
        sys.modules.update(mine)
        try:
            spacy = import_module("spacy")
        finally:
            for name in mine:
                sys.modules.pop(name, None)
        vars(spacy).pop("cli", None)
    return import_module("spacy")


@cache
def _register() -> None:
    """Make known to spaCy what it lacks: syllables as words, and letters' features."""
    import spacy
    from spacy.attrs import NORM, PREFIX
    from spacy.language import BaseDefaults, Language

    class Features(BaseDefaults):  # type: ignore[misc]
        lex_attr_getters = MappingProxyType(
            {
                **BaseDefaults.lex_attr_getters,
                NORM: normal_form,
                # The whole syllable without its marks: scans lose them.
                PREFIX: fold,
            }
        )

    class Letters(Language):  # type: ignore[misc]
        lang = "vanban"
        Defaults = Features

    spacy.registry.languages.register("vanban", func=Letters)
    spacy.registry.tokenizers.register("vanban.no_tokenizer.v1", func=_no_tokenizer)


def _no_tokenizer() -> Any:
    """Frames come as words; text is never cut by spaCy."""

    class NoTokenizer:
        def __init__(self, nlp: Language) -> None:
            self.vocab = nlp.vocab

        def __call__(self, text: str) -> Doc:
            from spacy.tokens import Doc

            return Doc(self.vocab, words=text.split())

        def to_bytes(self, **_: object) -> bytes:
            return b""

        def from_bytes(self, _: bytes, **__: object) -> NoTokenizer:
            return self

    return NoTokenizer
