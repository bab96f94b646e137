"""Where the time of a letter goes: read, zones, extract, model, resolve, export.

    python -m benchmarks.stages LETTER ...     JSON: processor seconds by stage

Every call from one layer of the program into another is timed, and the time within is
taken from the caller's.  That slows the whole down a little, so only shares are told.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isfunction, isgeneratorfunction
from pathlib import Path
from types import ModuleType
from typing import Any

import vanban_parser
from benchmarks.clock import forget
from vanban_parser.errors import VanbanError

# The longest that fits decides.  What is in no stage of its own (lexicon, text) belongs
# to the stage that asks it.
LAYERS = {
    "vanban_parser.readers": "read",
    "vanban_parser.gate": "read",
    "vanban_parser.zones": "zones",
    "vanban_parser.extract": "extract",
    "vanban_parser.extract.network": "model",
    "vanban_parser.extract.tagged": "model",
    "vanban_parser.extract.weights": "model",
    "vanban_parser.extract.word_keys": "model",
    "vanban_parser.resolve": "resolve",
    "vanban_parser.pipeline": "resolve",
    "vanban_parser.export": "export",
}
STAGES = ("read", "zones", "extract", "model", "resolve", "export")


class Stopwatch:
    """Gives every moment to the stage that is at work in it."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._at_work = ["export"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._at_work[-1]] += now - self._since
        self._since = now

    def enter(self, stage: str) -> None:
        """Let `stage` begin within what is at work."""
        self._turn()
        self._at_work.append(stage)

    def leave(self) -> None:
        """Let what is at work end."""
        self._turn()
        self._at_work.pop()

    def skip(self) -> None:
        """Give the time since the last turn to none."""
        self._since = time.process_time()

    def clear(self) -> None:
        """Begin anew."""
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = time.process_time()

    def over(self, run: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """Return `run`, its time given to `stage`."""

        @wraps(run)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.enter(stage)
            try:
                return run(*args, **kwargs)
            finally:
                self.leave()

        @wraps(run)
        def timed_steps(*args: Any, **kwargs: Any) -> Iterator[Any]:
            steps = run(*args, **kwargs)
            while True:
                self.enter(stage)
                try:
                    step = next(steps)
                except StopIteration:
                    return
                finally:
                    self.leave()
                yield step

        return timed_steps if isgeneratorfunction(run) else timed


def stage_of(module: str) -> str | None:
    """Return the stage that a module belongs to."""
    fits = [name for name in LAYERS if f"{module}.".startswith(f"{name}.")]
    return LAYERS[max(fits, key=len)] if fits else None


def watch(clock: Stopwatch) -> None:
    """Time every function of a stage that a module of another stage has imported."""
    for module in _modules():
        here = stage_of(module.__name__)
        if here is None:
            continue
        for name, value in vars(module).items():
            there = stage_of(value.__module__) if isfunction(value) else None
            if there is not None and there != here:
                setattr(module, name, clock.over(value, there))


def _modules() -> list[ModuleType]:
    packages = pkgutil.walk_packages(vanban_parser.__path__, "vanban_parser.")
    wanted = [one.name for one in packages if stage_of(one.name) is not None]
    return [importlib.import_module(name) for name in wanted]


def shares(paths: list[Path]) -> dict[str, float]:
    """Return the share of each stage in the time of some letters, read warm."""
    clock = Stopwatch()
    watch(clock)
    from vanban_parser.export.json import to_json
    from vanban_parser.pipeline import Parser
    from vanban_parser.readers import registry

    # The pipeline asks its module for it, so no import of it is there to be replaced.
    registry.read_bytes = clock.over(registry.read_bytes, "read")
    parser = Parser()
    read = clock.over(parser.read, "resolve")
    for turn in range(4):
        if turn == 1:
            clock.clear()  # the first time loads what is needed
        for path in paths:
            forget()
            clock.skip()
            try:
                to_json(parser.sure(read(path).letter))
            except VanbanError as error:
                print(f"left out: {error}", file=sys.stderr)
    total = sum(clock.seconds.values())
    return {stage: seconds / total for stage, seconds in clock.seconds.items()}


if __name__ == "__main__":
    print(json.dumps(shares([Path(name) for name in sys.argv[1:]])))
