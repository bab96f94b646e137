"""The invented sentences that the tagger learns from and is tested with."""

from __future__ import annotations

from collections import Counter

import pytest

from tools.trainset.bodies import Chance, words
from tools.trainset.sentences import SHARES, Example, examples
from vanban_parser.extract.tagged import TASK_KINDS


@pytest.fixture(scope="module", params=["train", "dev", "test"])
def made(request: pytest.FixtureRequest) -> list[Example]:
    return list(examples(request.param, 400, 1))


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert list(examples("train", 30, 5)) == list(examples("train", 30, 5))
    assert list(examples("train", 30, 5)) != list(examples("train", 30, 6))


def test_all_kinds_are_there(made: list[Example]) -> None:
    assert {example.kind for example in made} == set(SHARES)
    assert set(SHARES) > TASK_KINDS


def test_spans_lie_in_the_sentence_and_do_not_overlap(made: list[Example]) -> None:
    for example in made:
        last = 0
        for start, end, label in sorted(example.spans):
            assert last <= start < end <= len(example.text)
            assert example.text[start:end].strip() == example.text[start:end]
            assert label in {
                *("ACTION", "ASSIGNEE", "COORDINATOR", "DEADLINE", "REPORT_TO")
            }
            last = end


def test_no_slot_or_sign_of_the_templates_is_left(made: list[Example]) -> None:
    for example in made:
        whole = " ".join((example.text, *example.context))
        assert not set("{}«»[]<>#") & set(whole)
        assert "  " not in example.text


def test_background_names_bodies_but_assigns_nobody(made: list[Example]) -> None:
    labels = Counter(
        label
        for example in made
        if example.kind in {"background", "quoted", "target", "norm", "own"}
        for _, _, label in example.spans
    )
    assert not labels


def test_offices_verbs_and_wordings_of_the_test_are_not_learnt() -> None:
    from random import Random

    seen, unseen = Chance(Random(1)), Chance(Random(1), unseen=True)
    for table in ("departments", "groups", "syllables", "centres"):
        items = words("bodies")[table]
        assert not set(seen.side(items)) & set(unseen.side(items))
    fields = [field["name"] for field in words("fields")["field"]]
    assert len(set(unseen.side(fields))) >= 4
    assert not set(seen.side(fields)) & set(unseen.side(fields))
