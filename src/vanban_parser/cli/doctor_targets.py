"""What ``vanban doctor`` looks at of delivery: does each target answer, and know us?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from vanban_parser.cli.doctor_store import Finding
from vanban_parser.cli.options import Run
from vanban_parser.cli.problems import Problem, printable
from vanban_parser.cli.storing import OfficeClock
from vanban_parser.errors import Exit, VanbanError, ours

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.model.targets import Target

_PATIENCE = 10
"""Seconds that a target has to answer a person who waits."""


def findings(run: Run) -> Iterator[Finding]:
    """Look at every target of the settings; send it nothing, show no secret."""
    try:
        targets = run.settings().targets
    except VanbanError:
        return  # told with the settings
    for name, config in targets.items():
        label = f"{run.say('doctor.target')} {name}"
        yield label, *_found(name, config, run.say)


def _found(name: str, config: Target, say: Say) -> tuple[str, Exit]:
    from vanban_parser.deliver.targets import World, open_target

    clock = OfficeClock()
    world = World(os.environ, lambda: clock.now().timestamp())
    patient = min(config.timeout_seconds, _PATIENCE)
    config = config.model_copy(update={"timeout_seconds": patient})
    try:
        target = open_target(name, config, world)
        try:
            answer = target.check()
        finally:
            target.close()
    except Exception as error:
        text, remedy = Problem.of(ours(error, name)).said(say)
        return f"{config.kind}, {text}; {remedy}", ours(error, name).exit_code
    return f"{config.kind}, {say('doctor.answers')}: {printable(answer)}", Exit.OK
