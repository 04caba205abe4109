"""Selling and keeping: absences, offers, what a deal and a client card hold besides, messages sent out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def ref(name: str, target: str, constraint: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column that refers to another table's row."""
    return sa.Column(name, WHOLE, sa.ForeignKey(target, name=constraint), nullable=nullable)


def words(name: str, default: str = "") -> sa.Column[str]:
    """Return a text column that stands in every row there is already."""
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _people() -> None:
    op.add_column("operator", sa.Column("share", WHOLE, nullable=False, server_default="1"))
    op.create_table(
        "absence",
        sa.Column("id", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_absence_operator_id_operator"),
        sa.Column("from_on", sa.Text(), nullable=False),
        sa.Column("to_on", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        ref("noted_by", "operator.id", "fk_absence_noted_by_operator"),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sqlite_strict=True,
    )
    op.create_index("ix_absence_operator_id", "absence", ["operator_id", "from_on"])


def _hand_offs() -> None:
    """What a hand-off brings along: a hot contact, a client who bought, or one who would buy again."""
    op.add_column("hand_off", words("kind", "hot"))
    op.add_column("hand_off", sa.Column("deal_id", WHOLE))
    op.add_column("hand_off", sa.Column("first_on", sa.Text()))


def _deals() -> None:
    """What a negotiation needs."""


def _offers() -> None:
    """Price list, offers and their lines."""


def _clients() -> None:
    """Needs, occasions, complaints."""
    op.create_table(
        "client_need",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_client_need_contact_id_contact"),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        ref("operator_id", "operator.id", "fk_client_need_operator_id_operator"),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client_need"),
        sqlite_strict=True,
    )
    op.create_index("ix_client_need_contact_id", "client_need", ["contact_id", "need"])
    op.create_table(
        "occasion",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_occasion_contact_id_contact"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("month", WHOLE, nullable=False),
        sa.Column("day", WHOLE, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("last_gift", sa.Text(), nullable=False),
        sa.Column("lead_days", WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        ref("noted_by", "operator.id", "fk_occasion_noted_by_operator"),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occasion"),
        sqlite_strict=True,
    )
    op.create_index("ix_occasion_contact_id", "occasion", ["contact_id"])
    op.create_table(
        "complaint",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_complaint_contact_id_contact"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        ref("opened_by", "operator.id", "fk_complaint_opened_by_operator"),
        sa.Column("solved_at", INSTANT),
        ref("solved_by", "operator.id", "fk_complaint_solved_by_operator", nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complaint"),
        sqlite_strict=True,
    )
    op.create_index("ix_complaint_contact_id", "complaint", ["contact_id"])
    op.create_index(
        "uq_complaint_open",
        "complaint",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("solved_at IS NULL AND undone = 0"),
    )


def _purchases() -> None:
    op.add_column("purchase", sa.Column("refund_of", WHOLE))
    op.add_column("purchase", words("reason"))
    op.add_column("purchase", words("till_key"))
    op.add_column("purchase", words("act"))
    op.create_index(
        "ix_purchase_refund_of", "purchase", ["refund_of"], sqlite_where=sa.text("refund_of IS NOT NULL")
    )
    op.create_index("ix_purchase_act", "purchase", ["act"], sqlite_where=sa.text("act <> ''"))
    once = sa.text("till_key <> '' AND undone = 0")
    op.create_index(
        "uq_purchase_till_key",
        "purchase",
        ["till_key"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )


def _check_ins() -> None:
    """Who set a client's segment, and the day a check-in gave way from."""
    op.add_column("client", sa.Column("segment_by_hand", WHOLE, nullable=False, server_default="0"))
    op.add_column("check_in", sa.Column("wished_on", sa.Text()))


def _messages() -> None:
    """Messages sent out, by channel."""


def upgrade() -> None:
    """Add the tables and columns of the hunter's and the farmer's desks."""
    _people()
    _hand_offs()
    _deals()
    _offers()
    _clients()
    _purchases()
    _check_ins()
    _messages()
