"""From the settings of a target to what sends to it; secrets are fetched here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vanban_parser.deliver.errors import TargetSettingsError
from vanban_parser.deliver.http import (
    Client,
    HttpClient,
    Policy,
    Rehearsal,
)
from vanban_parser.deliver.target import Target
from vanban_parser.model import targets as configured

_LONGEST_SECRET = 4096


@dataclass(frozen=True, slots=True)
class World:
    """What a target is opened with: variables, the time, and whether it is a rehearsal.

    `now` gives seconds since 1970.
    """

    environ: Mapping[str, str]
    now: Callable[[], float]
    rehearsing: bool = False


def open_target(name: str, config: configured.Target, world: World) -> Target:
    """Return what sends to a target.

    Raises:
        TargetSettingsError: it cannot be used as it is set up.
    """
    if isinstance(config, configured.Webhook):
        return _webhook(name, config, world)
    if isinstance(config, configured.CalDav):
        return _caldav(name, config, world)
    if isinstance(config, configured.Taskwarrior):
        return _taskwarrior(name, config, world)
    return _redmine(name, config, world)


def secret_of(
    name: str, config: configured.Remote, environ: Mapping[str, str]
) -> str | None:
    """Return the secret of a target, None where the settings name none.

    Raises:
        TargetSettingsError: the variable or the file is not there, or empty.
    """
    if config.secret_env is not None:
        found = environ.get(config.secret_env, "")
        source = f"secret_env: {config.secret_env}"
    elif config.secret_file is not None:
        source = "secret_file"
        found = _first_line(name, config.secret_file)
    else:
        return None
    if not found or len(found) > _LONGEST_SECRET or not found.isprintable():
        raise TargetSettingsError(name, source)
    return found


def _webhook(name: str, config: configured.Webhook, world: World) -> Target:
    from vanban_parser.deliver.webhook import Webhook

    secret = secret_of(name, config, world.environ)
    client = _client(name, config, world, {})
    return Webhook(name, config.url, secret, client, world.now, config.link)


def _caldav(name: str, config: configured.CalDav, world: World) -> Target:
    from vanban_parser.deliver.caldav import CalDav, basic
    from vanban_parser.deliver.sync import TrackerTarget

    secret = secret_of(name, config, world.environ)
    secrets = basic(config.user, secret) if secret else {}
    client = _client(name, config, world, secrets)
    tracker = CalDav(name, config.url, config.assignees, client, world.now)
    return TrackerTarget(name, tracker)


def _taskwarrior(name: str, config: configured.Taskwarrior, world: World) -> Target:
    from vanban_parser.deliver import taskwarrior_program as program
    from vanban_parser.deliver.sync import TrackerTarget
    from vanban_parser.deliver.taskwarrior import Taskwarrior
    from vanban_parser.export.taskwarrior import OWN

    command = program.Command(
        target=name,
        program=config.program,
        data=config.data,
        fields=OWN,
        timeout=config.timeout_seconds,
        environ=world.environ,
    )
    runner = program.Rehearsal(command) if world.rehearsing else command
    tracker = Taskwarrior(name, config.project, config.assignees, runner, world.now)
    return TrackerTarget(name, tracker)


def _redmine(name: str, config: configured.Redmine, world: World) -> Target:
    from vanban_parser.deliver.redmine import Redmine
    from vanban_parser.deliver.sync import TrackerTarget

    secret = secret_of(name, config, world.environ)
    secrets = {"X-Redmine-API-Key": secret} if secret else {}
    client = _client(name, config, world, secrets)
    return TrackerTarget(name, Redmine(name, config, client))


def _client(
    name: str, config: configured.Remote, world: World, secrets: Mapping[str, str]
) -> Client:
    policy = Policy(
        target=name,
        secrets=secrets,
        allowed=config.allow_addresses,
        plain_secrets=config.allow_plain_http,
        ca_file=config.ca_file,
        timeout=config.timeout_seconds,
        max_answer=config.max_answer_bytes,
    )
    client = HttpClient(policy, world.now)
    client.check(config.url)
    return Rehearsal(client) if world.rehearsing else client


def _first_line(name: str, path: str) -> str:
    try:
        lines = Path(path).expanduser().read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise TargetSettingsError(name, "secret_file") from error
    return lines[0].strip() if lines else ""
