"""Whom what is in the outbox has been told: a row for each target."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OF_ONE_TARGET = (
    *("state", "attempts", "not_before"),
    *("lease_owner", "lease_until", "error"),
)
_NUMBER = """
UPDATE outbox SET seq = (
    SELECT count(*) FROM outbox AS other
    WHERE other.created_at < outbox.created_at
    OR (other.created_at = outbox.created_at AND other.topic < outbox.topic)
    OR (other.created_at = outbox.created_at AND other.topic = outbox.topic
        AND other.id <= outbox.id)
)
"""


def upgrade() -> None:
    """Make them; nothing had been sent before there was a sender."""
    op.drop_index("ix_outbox_state_not_before", "outbox")
    number = sa.Column("seq", sa.BigInteger(), nullable=False, server_default="0")
    op.add_column("outbox", number)
    op.execute(_NUMBER)
    # The default was for the rows that were there.
    with op.batch_alter_table("outbox") as outbox:
        for name in _OF_ONE_TARGET:
            outbox.drop_column(name)
        outbox.alter_column("seq", server_default=None)
        outbox.create_unique_constraint(op.f("uq_outbox_seq"), ["seq"])
    op.create_table(
        "deliveries",
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["outbox.id"], name=op.f("fk_deliveries_event_id_outbox")
        ),
        sa.PrimaryKeyConstraint("target", "event_id", name=op.f("pk_deliveries")),
    )
    op.create_index(
        "ix_deliveries_target_state", "deliveries", ["target", "state"], unique=False
    )
    op.create_table(
        "senders",
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Float(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_senders")),
    )
    op.create_table(
        "remotes",
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("trying", sa.Text(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target", "task_id", name=op.f("pk_remotes")),
    )
