"""The collector looks seldom while a letter is read, and as before afterwards."""

import gc
from collections.abc import Iterator

import pytest

from vanban_parser.calm import seldom_collecting


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)


def test_what_was_set_comes_back() -> None:
    gc.set_threshold(701, 11, 12)
    with seldom_collecting():
        assert gc.get_threshold()[0] > 100_000
    assert gc.get_threshold() == (701, 11, 12)


def test_it_comes_back_after_an_error_too() -> None:
    gc.set_threshold(701, 11, 12)
    with pytest.raises(KeyError), seldom_collecting():
        raise KeyError
    assert gc.get_threshold() == (701, 11, 12)


def test_of_two_at_once_the_first_sets_it_back() -> None:
    gc.set_threshold(701, 11, 12)
    with seldom_collecting():
        with seldom_collecting():
            pass
        assert gc.get_threshold()[0] > 100_000
    assert gc.get_threshold() == (701, 11, 12)


@pytest.mark.parametrize("threshold", [0, 1_000_000])
def test_who_collects_never_or_seldom_is_left_alone(threshold: int) -> None:
    gc.set_threshold(threshold, 11, 12)
    with seldom_collecting():
        assert gc.get_threshold() == (threshold, 11, 12)
