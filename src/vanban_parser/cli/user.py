"""``vanban user``: who may use the review page; ``vanban token``: which programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common, group
from vanban_parser.cli.storing import OfficeClock, actor, columns, database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.store.sessions import Scope
    from vanban_parser.store.users import Role

# As the store has them; written out, so that --help need not import it.
ROLES = ("clerk", "leader", "viewer", "admin")
SCOPES = ("read", "correct", "parse")


def build(say: Say) -> click.Command:
    """Return ``vanban user`` with its own commands, in the language of `say`."""
    return group(say, "user", (_add(say), _change(say), _list(say)))


def build_token(say: Say) -> click.Command:
    """Return ``vanban token`` with its own commands, in the language of `say`."""
    return group(say, "token", (_issue(say), _revoke(say), _tokens(say)))


def _add(say: Say) -> click.Command:
    @click.command("add", help=say("help.user_add"))
    @click.argument("name", metavar=say("metavar.user"))
    @click.option(
        "--role", type=click.Choice(ROLES), required=True, help=say("help.role")
    )
    @click.option("--full-name", help=say("help.full_name"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run, *, name: str, role: Role, full_name: str | None, database: str | None
    ) -> Exit:
        from vanban_parser.store import users

        if not 1 <= len(users.key_of(name)) <= 64:
            raise click.UsageError(run.say("usage.user_name"))
        user = users.User(name, full_name or name, role, _password(run), is_active=True)
        with opened(run, database) as store, store.writing() as tx:
            if not users.add(tx, user, OfficeClock().now(), actor()):
                raise click.UsageError(run.say("usage.user_there", name=name))
        return Exit.OK

    return command


def _change(say: Say) -> click.Command:
    @click.command("change", help=say("help.user_change"))
    @click.argument("name", metavar=say("metavar.user"))
    @click.option("--role", type=click.Choice(ROLES), help=say("help.role"))
    @click.option("--password", is_flag=True, help=say("help.new_password"))
    @click.option("--active/--inactive", default=None, help=say("help.active"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        *,
        name: str,
        role: Role | None,
        password: bool,
        active: bool | None,
        database: str | None,
    ) -> Exit:
        from vanban_parser.store import users

        values: dict[str, str | bool] = {}
        if role is not None:
            values["role"] = role
        if active is not None:
            values["is_active"] = active
        if password:
            values["password"] = _password(run)
        if not values:
            raise click.UsageError(run.say("usage.user_change"))
        at = OfficeClock().now()
        with opened(run, database) as store, store.writing() as tx:
            if not users.change(tx, name, at, actor(), **values):
                raise click.UsageError(run.say("usage.no_user", name=name))
        return Exit.OK

    return command


def _list(say: Say) -> click.Command:
    @click.command("list", help=say("help.user_list"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(run: Run, *, database: str | None) -> Exit:
        from vanban_parser.store import users

        with opened(run, database) as store, store.reading() as tx:
            known = users.every(tx)
        state = {True: run.say("user.active"), False: run.say("user.inactive")}
        rows = [(u.name, u.role, state[u.is_active], u.full_name) for u in known]
        for line in columns(rows):
            click.echo(line)
        return Exit.OK

    return command


def _issue(say: Say) -> click.Command:
    @click.command("issue", help=say("help.token_issue"))
    @click.argument("label", metavar=say("metavar.word"))
    @click.option(
        "--scope",
        "scopes",
        type=click.Choice(SCOPES),
        multiple=True,
        required=True,
        help=say("help.scope"),
    )
    @database(say)
    @common(say)
    @click.pass_obj
    def command(
        run: Run, *, label: str, scopes: tuple[Scope, ...], database: str | None
    ) -> Exit:
        from vanban_parser.store import sessions

        at = OfficeClock().now()
        with opened(run, database) as store, store.writing() as tx:
            token = sessions.issue(tx, label, scopes, at, actor())
        click.echo(run.say("token.once"), err=True)
        click.echo(token)
        return Exit.OK

    return command


def _revoke(say: Say) -> click.Command:
    @click.command("revoke", help=say("help.token_revoke"))
    @click.argument("token", metavar="ID")
    @database(say)
    @common(say)
    @click.pass_obj
    def command(run: Run, *, token: str, database: str | None) -> Exit:
        from vanban_parser.store import sessions

        at = OfficeClock().now()
        with opened(run, database) as store, store.writing() as tx:
            if not sessions.revoke(tx, token, at, actor()):
                raise click.UsageError(run.say("usage.no_token", name=token))
        return Exit.OK

    return command


def _tokens(say: Say) -> click.Command:
    @click.command("list", help=say("help.token_list"))
    @database(say)
    @common(say)
    @click.pass_obj
    def command(run: Run, *, database: str | None) -> Exit:
        from vanban_parser.store import sessions

        with opened(run, database) as store, store.reading() as tx:
            known = sessions.issued(tx)
        state = {True: run.say("token.revoked"), False: run.say("token.valid")}
        rows = [
            (t.id, ",".join(t.scopes), state[t.is_revoked], t.created_at[:10], t.label)
            for t in known
        ]
        for line in columns(rows):
            click.echo(line)
        return Exit.OK

    return command


def _password(run: Run) -> str:
    """Ask for a password, or read the first line of stdin; return its hash."""
    from vanban_parser.web import passwords

    if sys.stdin.isatty():
        said: str = click.prompt(
            run.say("user.password"), hide_input=True, confirmation_prompt=True
        )
    else:
        said = sys.stdin.readline().rstrip("\r\n")
    try:
        return passwords.hashed(said)
    except ValueError:
        raise click.UsageError(
            run.say("usage.password", n=passwords.SHORTEST)
        ) from None
