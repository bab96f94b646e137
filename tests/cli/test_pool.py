"""Waiting for letters under way."""

from __future__ import annotations

import _thread
import threading
from concurrent.futures import Future

import pytest

from vanban_parser.cli import pool
from vanban_parser.cli.work import Outcome


def test_an_interrupt_that_wakes_nobody_is_noticed_before_the_letter_is_read() -> None:
    # As a signal that comes just before a wait begins: it is noted, but wakes nobody.
    letter: Future[tuple[Outcome, ...]] = Future()
    interrupt = threading.Timer(0.1, _thread.interrupt_main)
    end = threading.Timer(20, letter.set_result, [()])
    for timer in (interrupt, end):
        timer.daemon = True
        timer.start()
    with pytest.raises(KeyboardInterrupt):
        pool.awaited(letter)
    assert not letter.done()
    end.cancel()


def test_what_went_wrong_is_raised_where_it_is_awaited() -> None:
    letter: Future[tuple[Outcome, ...]] = Future()
    letter.set_exception(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        pool.awaited(letter)
