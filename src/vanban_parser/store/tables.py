"""The tables, as the program reads and writes them; `migrations` makes them.

Times are ISO 8601 text with zone, days ``YYYY-MM-DD``; leases are seconds since 1970.
Lists and records are JSON text.  A test compares these with what migrations make.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = String(36)
_SERIAL = BigInteger().with_variant(Integer(), "sqlite")

inboxes = Table(
    "inboxes",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("path", Text, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("sha256", String(64), nullable=False),
    # A file may hold several letters, one after the other; from 1.
    Column("part", Integer, nullable=False),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("document_type", Text),
    Column("issuer", Text),
    Column("code", Text),
    Column("issued_on", Text),
    Column("subject", Text),
    Column("urgency", Text),
    # Issuer, number, notation and date, folded; null where one of them is not known.
    Column("same_key", Text, index=True),
    Column("code_key", Text, index=True),
    # The letter whose line, tasks and figures it shares: a DOCX of what came as PDF.
    Column("twin_of", _ID, ForeignKey("letters.id")),
    Column("version", Integer, nullable=False),
    Column("n_warnings", Integer, nullable=False),
    Column("arrived_at", Text, nullable=False, index=True),
    UniqueConstraint("sha256", "part"),
)

# Before letters in life, after it here: a job ends with a letter.
jobs = Table(
    "jobs",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("inbox", _ID, ForeignKey("inboxes.id"), nullable=False),
    Column("state", String(16), nullable=False),
    # Null until the job has ended: what is stopped by the gate leaves no name behind.
    Column("name", Text),
    Column("sha256", String(64)),
    Column("size", BigInteger),
    Column("takes", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Float),
    Column("error_code", Text),
    Column("error_detail", Text),
    Column("letter_id", _ID, ForeignKey("letters.id")),
    Column("place", Text),
    Column("place_key", Text),
    Column("claimed_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    UniqueConstraint("inbox", "place_key"),
    Index("ix_jobs_inbox_state", "inbox", "state"),
)

versions = Table(
    "versions",
    metadata,
    Column("letter_id", _ID, ForeignKey("letters.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("program", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("record", Text, nullable=False),
)

relations = Table(
    "relations",
    metadata,
    Column("letter_id", _ID, ForeignKey("letters.id"), primary_key=True),
    Column("other_id", _ID, ForeignKey("letters.id"), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("settled_by", Text),
    Column("settled_at", Text),
)

register_years = Table(
    "register_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

register = Table(
    "register",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("letter_id", _ID, ForeignKey("letters.id"), nullable=False, unique=True),
    Column("arrived_on", Text, nullable=False, index=True),
    Column("issuer", Text),
    Column("code", Text),
    Column("issued_on", Text),
    Column("summary", Text),
    Column("recipient", Text),
    Column("forwarded_on", Text),
    Column("received_by", Text),
    Column("note", Text),
    Column("fields", Text, nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("letter_id", _ID, ForeignKey("letters.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("assignees", Text, nullable=False),
    Column("coordinators", Text, nullable=False),
    Column("report_to", Text, nullable=False),
    Column("deadline", Text),
    Column("due", Text, index=True),
    Column("annex", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("since_version", Integer, nullable=False),
    Column("done_at", Text),
)

percentages = Table(
    "percentages",
    metadata,
    Column("letter_id", _ID, ForeignKey("letters.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("period", Text, index=True),
    Column("commune", Text),
    Column("commune_code", Text),
    Column("subject", Text),
    Column("measure", Text),
    Column("comparator", String(2), nullable=False),
    Column("value", Float, nullable=False),
    Column("annex", Boolean, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("letter_id", _ID, ForeignKey("letters.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("pointer", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What there is to tell, in the order in which it came about; `deliveries` says whom it
# has been told.
outbox = Table(
    "outbox",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("letter_id", _ID, ForeignKey("letters.id"), nullable=False, index=True),
    Column("task_id", _ID),
    Column("payload", Text, nullable=False),
    Column("created_at", Text, nullable=False),
)

# A row from the first attempt on.
deliveries = Table(
    "deliveries",
    metadata,
    Column("target", String(64), primary_key=True),
    Column("event_id", _ID, ForeignKey("outbox.id"), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("error_code", Text),
    Column("error_detail", Text),
    Column("changed_at", Text, nullable=False),
    Index("ix_deliveries_target_state", "target", "state"),
)

# Who sends to a target, one at a time; and until when the target is left in peace.
senders = Table(
    "senders",
    metadata,
    Column("target", String(64), primary_key=True),
    Column("lease_owner", Text),
    Column("lease_until", Float),
    Column("failures", Integer, nullable=False),
    Column("not_before", Float, nullable=False),
    Column("error_code", Text),
    Column("error_detail", Text),
)

# What a task has become in a tracker.  `sent`: the values that we last wrote; `trying`:
# those that are on their way, of which nobody knows yet whether they arrived.
remotes = Table(
    "remotes",
    metadata,
    Column("target", String(64), primary_key=True),
    Column("task_id", _ID, primary_key=True),
    Column("remote_id", Text),
    Column("etag", Text),
    Column("sent", Text, nullable=False),
    Column("trying", Text),
    Column("kept", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("changed_at", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _SERIAL, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("job_id", _ID),
    Column("letter_id", _ID),
    Column("detail", Text, nullable=False),
)

SEARCH = "letter_search"
"""Words of letters: an FTS5 table in SQLite, a table with GIN indexes in PostgreSQL.

Columns: ``letter_id``; ``folded``, without case and marks; ``exact``, as printed.
"""
