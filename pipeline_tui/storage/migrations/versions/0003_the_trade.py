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
    op.add_column("deal", sa.Column("snoozed_until", INSTANT))
    op.add_column("deal", words("snooze_reason"))
    op.add_column("deal", words("competitor"))
    op.add_column("deal", sa.Column("competitor_minor", WHOLE))
    op.add_column("deal", words("win_back_on"))
    op.create_table(
        "card_use",
        sa.Column("id", WHOLE, nullable=False),
        ref("call_id", "call.id", "fk_card_use_call_id_call"),
        ref("contact_id", "contact.id", "fk_card_use_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_card_use_operator_id_operator"),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_card_use"),
        sqlite_strict=True,
    )
    op.create_index("uq_card_use_call_id", "card_use", ["call_id", "card"], unique=True)
    op.create_index("ix_card_use_contact_id", "card_use", ["contact_id"])


def _offers() -> None:
    """Price list, offers and their lines."""
    op.add_column("operator", sa.Column("discount_limit", WHOLE))
    op.create_table(
        "price_item",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_price_item"),
        sqlite_strict=True,
    )
    op.create_index("uq_price_item_folded", "price_item", ["folded"], unique=True)
    op.create_table(
        "price_import",
        sa.Column("id", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_price_import_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_price_import"),
        sqlite_strict=True,
    )
    op.create_table(
        "offer",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        ref("deal_id", "deal.id", "fk_offer_deal_id_deal"),
        ref("contact_id", "contact.id", "fk_offer_contact_id_contact"),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
        sqlite_strict=True,
    )
    op.create_index("uq_offer_number", "offer", ["number"], unique=True)
    op.create_index("ix_offer_deal_id", "offer", ["deal_id"])
    op.create_index("ix_offer_contact_id", "offer", ["contact_id"])
    op.create_table(
        "offer_version",
        sa.Column("id", WHOLE, nullable=False),
        ref("offer_id", "offer.id", "fk_offer_version_offer_id_offer"),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        ref("writer_id", "operator.id", "fk_offer_version_writer_id_operator"),
        sa.Column("discount", WHOLE, nullable=False),
        sa.Column("valid_until", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("gross_minor", WHOLE, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("answered_at", INSTANT),
        ref("answered_by", "operator.id", "fk_offer_version_answered_by_operator", nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_offer_version"),
        sqlite_strict=True,
    )
    op.create_index("ix_offer_version_offer_id", "offer_version", ["offer_id", "version"])
    op.create_index(
        "ix_offer_version_waiting",
        "offer_version",
        ["asked_at"],
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "offer_line",
        sa.Column("id", WHOLE, nullable=False),
        ref("version_id", "offer_version.id", "fk_offer_line_version_id_offer_version"),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("key", WHOLE, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("price_minor", WHOLE, nullable=False),
        sa.Column("list_minor", WHOLE),
        sa.Column("discount", WHOLE, nullable=False),
        sa.Column("tax", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer_line"),
        sqlite_strict=True,
    )
    op.create_index("ix_offer_line_version_id", "offer_line", ["version_id", "place"])
    op.create_table(
        "offer_event",
        sa.Column("id", WHOLE, nullable=False),
        ref("offer_id", "offer.id", "fk_offer_event_offer_id_offer"),
        ref("version_id", "offer_version.id", "fk_offer_event_version_id_offer_version"),
        ref("operator_id", "operator.id", "fk_offer_event_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer_event"),
        sqlite_strict=True,
    )
    op.create_index("ix_offer_event_offer_id", "offer_event", ["offer_id"])


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
    op.create_table(
        "written",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_written_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_written_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("stage", "way", "channel", "template", "body")
        ),
        sa.Column("visit_at", INSTANT),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_written"),
        sqlite_strict=True,
    )
    op.create_index("ix_written_contact_id", "written", ["contact_id", "at"])
    op.create_table(
        "channel_word",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_channel_word_contact_id_contact"),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("agreed", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_channel_word_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channel_word"),
        sqlite_strict=True,
    )
    op.create_index("ix_channel_word_contact_id", "channel_word", ["contact_id"])


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
