"""The floor: presence, pauses, messages and live transfers; languages, slots and late words."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")

# Whoever waited in the queue before is offered by language too, as those who come in from now on.
BUCKETS_OF_A_LANGUAGE = """
INSERT INTO bucket (key, country, audience, zones, region, language)
SELECT DISTINCT b.key || '|' || lower(substr(c.language, 1, 2)), b.country, b.audience, b.zones, b.region,
  lower(substr(c.language, 1, 2))
FROM position p JOIN contact c ON c.id = p.contact_id JOIN bucket b ON b.id = p.bucket_id
WHERE p.stage = 'scouting' AND c.language <> ''"""
INTO_THEIR_BUCKETS = """
UPDATE position SET bucket_id = (
  SELECT n.id FROM contact c JOIN bucket b ON b.id = position.bucket_id
  JOIN bucket n ON n.key = b.key || '|' || lower(substr(c.language, 1, 2)) WHERE c.id = position.contact_id)
WHERE stage = 'scouting' AND bucket_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM contact c WHERE c.id = position.contact_id AND c.language <> '')"""


def ref(name: str, target: str, constraint: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column that refers to another table's row."""
    return sa.Column(name, WHOLE, sa.ForeignKey(target, name=constraint), nullable=nullable)


def words(name: str, default: str = "") -> sa.Column[str]:
    """Return a text column that stands in every row there is already."""
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def upgrade() -> None:
    """Add the tables of the floor and the columns the scout's desk keeps."""
    op.add_column("call", words("unsaid", "[]"))
    op.add_column("call", words("next_part"))
    op.add_column("note", sa.Column("call_id", WHOLE))
    op.add_column("contact", sa.Column("referred_by", WHOLE))
    op.create_index(
        "ix_contact_referred_by", "contact", ["referred_by"], sqlite_where=sa.text("referred_by IS NOT NULL")
    )
    op.add_column("bucket", words("language"))
    op.add_column("operator", words("languages"))
    op.add_column("hand_off", sa.Column("slot_at", INSTANT))
    op.create_table(
        "presence",
        ref("operator_id", "operator.id", "fk_presence_operator_id_operator"),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name="pk_presence"),
        sqlite_strict=True,
    )
    op.create_table(
        "pause",
        sa.Column("id", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_pause_operator_id_operator"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_pause"),
        sqlite_strict=True,
    )
    op.create_index("ix_pause_operator_id", "pause", ["operator_id", "began_at"])
    op.create_index(
        "uq_pause_running",
        "pause",
        ["operator_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "message",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_message_contact_id_contact"),
        ref("from_id", "operator.id", "fk_message_from_id_operator"),
        ref("to_id", "operator.id", "fk_message_to_id_operator", nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        ref("read_by", "operator.id", "fk_message_read_by_operator", nullable=True),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sqlite_strict=True,
    )
    op.create_index("ix_message_contact_id", "message", ["contact_id"])
    op.create_index("ix_message_to_id", "message", ["to_id", "at"])
    op.create_index(
        "ix_message_unread", "message", ["to_id", "stage"], sqlite_where=sa.text("read_at IS NULL")
    )
    op.create_table(
        "transfer",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_transfer_contact_id_contact"),
        ref("giver_id", "operator.id", "fk_transfer_giver_id_operator"),
        ref("call_id", "call.id", "fk_transfer_call_id_call"),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        ref("taken_by", "operator.id", "fk_transfer_taken_by_operator", nullable=True),
        sa.Column("answered_at", INSTANT),
        sa.Column("hand_off_id", WHOLE),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
        sqlite_strict=True,
    )
    op.create_index("ix_transfer_open", "transfer", ["until"], sqlite_where=sa.text("state = 'open'"))
    op.create_table(
        "contact_change",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_contact_change_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_contact_change_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact_change"),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_change_contact_id", "contact_change", ["contact_id"])
    op.create_index("uq_contact_change_act", "contact_change", ["act"], unique=True)
    op.execute(BUCKETS_OF_A_LANGUAGE)
    op.execute(INTO_THEIR_BUCKETS)
