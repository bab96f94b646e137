"""Does the word segmentation of underthesea help the tagger?  An experiment.

    python -m tools.trainset.segmenting [--labels FILE]

It needs ``pip install underthesea``, which the program itself does not.  Two ways are
tried: moving the ends of what the tagger marks to the ends of words, with the packaged
weights; and telling a tagger of its own, trained small, the part of speech of each
syllable.  Printed are the F1 of exactly marked parts, and the time a page of 400 words.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.trainset.measure import f1
from tools.trainset.sentences import Example, examples
from tools.trainset.train import SEED, framed, own_labels, trained
from vanban_parser.extract.frames import Frame
from vanban_parser.extract.tagged import Tagger, over, tagger

PAGE_WORDS = 400
SMALL = 1500
EPOCHS = 4


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and part of speech of each word, by underthesea."""
    from underthesea import pos_tag  # type: ignore[import-not-found]

    found, at = [], 0
    for word, kind in pos_tag(text):
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            found.append((start, at, kind))
    return found


def snapped(span: tuple[int, int], words: Sequence[tuple[int, int, str]]) -> Any:
    """Return a span whose ends cut no word: a word cut in two is taken whole."""
    start, end = span
    for first, last, _ in words:
        start = first if first < start < last else start
        end = last if first < end < last else end
    return start, end


def spoken(example: Example, given: Frame) -> Frame:
    """Return a frame whose roles also tell the part of speech of each syllable."""
    words = words_of(example.text)
    roles = list(given.roles)
    for index, at in enumerate(given.starts):
        kind = next((k for first, last, k in words if first <= at < last), "")
        roles[given.n_above + index] += f"/{kind}"
    return replace(given, roles=tuple(roles))


def parts(
    tag: Tagger, data: Sequence[Example], frames: Sequence[Frame], *, snap: bool
) -> str:
    """Return the F1 of the parts that a tagger marks exactly, all and by label."""
    counts: dict[str, Counter[str]] = {}
    for example, tagged in zip(data, tag(frames), strict=True):
        words = words_of(example.text) if snap else ()
        found = set()
        for label, span in tagged.parts:
            ends = (span.start, span.end)
            found.add((*(snapped(ends, words) if snap else ends), label))
        true = set(example.spans)
        for item in found | true:
            side = "tp" if item in found and item in true else ""
            side = side or ("fp" if item in found else "fn")
            for key in ("all", item[2]):
                counts.setdefault(key, Counter())[side] += 1
    return "  ".join(f"{key.lower()} {f1(counts[key]):.3f}" for key in sorted(counts))


def seconds_a_page(data: Sequence[Example]) -> float:
    """Return how long underthesea takes for as many words as a page has."""
    n_words = sum(len(example.text.split()) for example in data)
    started = time.perf_counter()
    for example in data:
        words_of(example.text)
    return (time.perf_counter() - started) * PAGE_WORDS / n_words


def main() -> int:
    """Try both ways."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=Path)
    options = parser.parse_args()
    sets = {"invented": list(examples("test", 500, SEED))}
    if options.labels is not None:
        own = [example for _, example in own_labels(options.labels)]
        sets["own labels"] = [e for e in own if e.complete and e.spans]
    for name, data in sets.items():
        frames = [framed(example) for example in data]
        for snap in (False, True):
            said = "ends moved to words" if snap else "as marked"
            print(f"{name}, {said}: {parts(tagger(), data, frames, snap=snap)}")
    learnt = list(examples("train", SMALL, SEED))
    for name, shape in (("without", lambda e, f: f), ("with", spoken)):
        own_tagger = over(trained(learnt, EPOCHS, SEED, shape))
        for sort, data in sets.items():
            frames = [shape(example, framed(example)) for example in data]
            said = parts(own_tagger, data, frames, snap=False)
            print(f"small, {name} parts of speech, {sort}: {said}", flush=True)
    print(f"underthesea: {1000 * seconds_a_page(sets['invented']):.0f} ms a page")
    return 0


if __name__ == "__main__":
    sys.exit(main())
