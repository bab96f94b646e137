"""The tables of the review page: who may come in, and what a person has looked at.

Keys of sessions and tokens, and passwords, are here only as hashes.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from vanban_parser.store.tables import metadata

users = Table(
    "users",
    metadata,
    # What is typed at the login, folded to lower case.
    Column("name", String(64), primary_key=True),
    Column("full_name", Text, nullable=False),
    Column("role", String(8), nullable=False),
    Column("password", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    # SHA-256 of the key in the cookie.
    Column("digest", String(64), primary_key=True),
    # Null for the person at this machine, who came by the link.
    Column("user", String(64), ForeignKey("users.name")),
    Column("csrf", String(64), nullable=False),
    Column("begun", Float, nullable=False),
    Column("seen", Float, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("label", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("is_revoked", Boolean, nullable=False),
)

login_failures = Table(
    "login_failures",
    metadata,
    # A user's name or an address, hashed: names that do not exist stay unknown.
    Column("digest", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last", Float, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("letter_id", String(36), ForeignKey("letters.id"), primary_key=True),
    # Raised by every save: who saves says which one they saw.
    Column("revision", Integer, nullable=False),
    Column("changed_by", Text),
    Column("changed_at", Text),
    # The revision that was approved; it is open again once there is a later one.
    Column("approved_revision", Integer),
    Column("approved_by", Text),
    Column("approved_at", Text),
)
