"""What can go wrong with the database, told by what a person can do about it."""

from __future__ import annotations

from typing import ClassVar

from vanban_parser.errors import Exit, VanbanError


class StoreError(VanbanError):
    """The database did not do what was asked; nothing was half done.

    `transient` tells that the same may go well a little later.
    """

    code = "store-error"
    exit_code = Exit.INTERNAL
    problem = "the database refused"
    remedy = "run vanban doctor; report it with the version (vanban --version)"
    transient: ClassVar[bool] = False


class StoreBusyError(StoreError):
    """Others held the database for longer than we wait."""

    code = "store-busy"
    exit_code = Exit.SOME_FAILED
    problem = "the database is in use by another program"
    remedy = "wait a little and try again; close programs that hold the database open"
    transient = True


class StoreFullError(StoreError):
    """The disk of the database has no room left."""

    code = "disk-full"
    exit_code = Exit.SOME_FAILED
    problem = "there is no room left on the disk"
    remedy = "make room; the work goes on by itself afterwards"
    transient = True


class StoreUnavailableError(StoreError):
    """The database cannot be reached or opened."""

    code = "store-unavailable"
    exit_code = Exit.SOME_FAILED
    problem = "the database cannot be reached"
    remedy = "check the setting `database`, the folder's permissions and the server"
    transient = True


class StoreAddressError(StoreError):
    """The setting `database` is neither a path nor an address we know."""

    code = "bad-database"
    exit_code = Exit.USAGE
    problem = "not a database that can be used"
    remedy = "give a path, sqlite:///PATH or postgresql://USER@HOST/NAME"


class StoreTooNewError(StoreError):
    """A later version of this program has been at the database."""

    code = "store-too-new"
    exit_code = Exit.USAGE
    problem = "a later version of this program has changed the database"
    remedy = "install that version of vanban-parser on this machine too"


class LeaseLostError(StoreError):
    """Another watcher has taken the job over meanwhile; ours is not recorded."""

    code = "lease-lost"
    exit_code = Exit.SOME_FAILED
    problem = "another watcher has taken this file over"
    remedy = "nothing is to be done; the other one records it"


class SenderLostError(StoreError):
    """Another sender has taken the target over meanwhile."""

    code = "sender-lost"
    exit_code = Exit.SOME_FAILED
    problem = "another sender has taken this target over"
    remedy = "nothing is to be done; the other one goes on"
