"""The line: every table of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def ref(name: str, target: str, constraint: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column that refers to another table's row."""
    return sa.Column(name, WHOLE, sa.ForeignKey(target, name=constraint), nullable=nullable)


def upgrade() -> None:
    """Create the tables, their indexes, and the triggers that keep the journal append-only."""
    op.create_table(
        "bucket",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bucket"),
        sqlite_strict=True,
    )
    op.create_index("uq_bucket_key", "bucket", ["key"], unique=True)
    op.create_table(
        "firm",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_firm_folded", "firm", ["folded"])
    op.create_table(
        "journal",
        sa.Column("operator_id", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("contact_id", WHOLE),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", "seq", name="pk_journal"),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_contact_id", "journal", ["contact_id"])
    op.create_index("uq_journal_act", "journal", ["act"], unique=True)
    op.create_table(
        "journal_head",
        sa.Column("operator_id", WHOLE, nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("anchored_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name="pk_journal_head"),
        sqlite_strict=True,
    )
    op.create_table(
        "operator",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("active", WHOLE, nullable=False),
        sa.Column("passphrase", sa.Text()),
        sa.Column("failed_tries", WHOLE, nullable=False),
        sa.Column("locked_until", INSTANT),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_operator"),
        sqlite_strict=True,
    )
    op.create_index("uq_operator_folded", "operator", ["folded"], unique=True)
    op.create_table(
        "workspace",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("practice", WHOLE, nullable=False),
        sa.Column("clock_offset", WHOLE, nullable=False),
        sa.Column("playbook_version", WHOLE, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspace"),
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("civility", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        ref("firm_id", "firm.id", "fk_contact_firm_id_firm", nullable=True),
        sa.Column("firm_role", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("preferred_hours", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hot", WHOLE, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        ref("created_by", "operator.id", "fk_contact_created_by_operator", nullable=True),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_strict=True,
    )
    op.create_index("ix_contact_firm_id", "contact", ["firm_id"])
    op.create_index("ix_contact_folded", "contact", ["folded"])
    op.create_table(
        "list",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", WHOLE, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        ref("created_by", "operator.id", "fk_list_created_by_operator", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_list"),
        sqlite_strict=True,
    )
    op.create_index("uq_list_folded", "list", ["folded"], unique=True)
    op.create_table(
        "operator_role",
        ref("operator_id", "operator.id", "fk_operator_role_operator_id_operator"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", "role", name="pk_operator_role"),
        sqlite_strict=True,
    )
    op.create_table(
        "suppression",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        ref("operator_id", "operator.id", "fk_suppression_operator_id_operator", nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("lifted_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_suppression"),
        sqlite_strict=True,
    )
    op.create_index("ix_suppression_hash", "suppression", ["hash"])
    op.create_table(
        "answer",
        ref("contact_id", "contact.id", "fk_answer_contact_id_contact"),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("call_id", WHOLE),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", "field", name="pk_answer"),
        sqlite_strict=True,
    )
    op.create_table(
        "basis",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_basis_contact_id_contact"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("expires_at", INSTANT),
        sa.Column("revoked_at", INSTANT),
        sa.Column("slot_at", INSTANT),
        sa.Column("used_at", INSTANT),
        ref("operator_id", "operator.id", "fk_basis_operator_id_operator", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_basis"),
        sqlite_strict=True,
    )
    op.create_index("ix_basis_contact_id", "basis", ["contact_id"])
    op.create_table(
        "check_in",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_check_in_contact_id_contact"),
        ref("owner_id", "operator.id", "fk_check_in_owner_id_operator", nullable=True),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("satisfaction", WHOLE),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text()),
        sa.Column("done_at", INSTANT),
        ref("done_by", "operator.id", "fk_check_in_done_by_operator", nullable=True),
        sa.Column("call_id", WHOLE),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_in"),
        sqlite_strict=True,
    )
    op.create_index("ix_check_in_contact_id", "check_in", ["contact_id"])
    op.create_index(
        "ix_check_in_done",
        "check_in",
        ["owner_id", "done_on", "contact_id"],
        sqlite_where=sa.text("state = 'done'"),
    )
    op.create_index(
        "ix_check_in_due",
        "check_in",
        ["owner_id", "due_on", "contact_id"],
        sqlite_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "uq_check_in_day",
        "check_in",
        ["contact_id", "due_on"],
        unique=True,
        sqlite_where=sa.text("state = 'planned'"),
    )
    op.create_table(
        "client",
        ref("contact_id", "contact.id", "fk_client_contact_id_contact"),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("since", sa.Text()),
        sa.Column("last_contact_at", INSTANT),
        sa.PrimaryKeyConstraint("contact_id", name="pk_client"),
        sqlite_strict=True,
    )
    op.create_table(
        "draft",
        ref("operator_id", "operator.id", "fk_draft_operator_id_operator"),
        ref("contact_id", "contact.id", "fk_draft_contact_id_contact"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("operator_id", "contact_id", name="pk_draft"),
        sqlite_strict=True,
    )
    op.create_table(
        "email",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_email_contact_id_contact"),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_email"),
        sqlite_strict=True,
    )
    op.create_index("ix_email_address", "email", ["address"])
    op.create_index("ix_email_contact_id", "email", ["contact_id"])
    op.create_table(
        "hand_off",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_hand_off_contact_id_contact"),
        ref("giver_id", "operator.id", "fk_hand_off_giver_id_operator"),
        ref("receiver_id", "operator.id", "fk_hand_off_receiver_id_operator", nullable=True),
        sa.Column("from_stage", sa.Text(), nullable=False),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("limit_at", INSTANT),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answered_at", INSTANT),
        ref("answered_by", "operator.id", "fk_hand_off_answered_by_operator", nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hand_off"),
        sqlite_strict=True,
    )
    op.create_index("ix_hand_off_contact_id", "hand_off", ["contact_id"])
    op.create_index("ix_hand_off_giver_id", "hand_off", ["giver_id", "given_at"])
    op.create_index(
        "ix_hand_off_waiting", "hand_off", ["to_stage", "limit_at"], sqlite_where=sa.text("state = 'waiting'")
    )
    op.create_table(
        "list_member",
        ref("list_id", "list.id", "fk_list_member_list_id_list"),
        sa.Column("row_no", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_list_member_contact_id_contact"),
        sa.PrimaryKeyConstraint("list_id", "row_no", name="pk_list_member"),
        sqlite_strict=True,
    )
    op.create_index("ix_list_member_contact_id", "list_member", ["contact_id"])
    op.create_table(
        "note",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_note_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_note_operator_id_operator"),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("travels", WHOLE, nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sqlite_strict=True,
    )
    op.create_index("ix_note_contact_id", "note", ["contact_id", "at"])
    op.create_table(
        "number",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_number_contact_id_contact"),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("unusual", WHOLE, nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_number_contact_id", "number", ["contact_id"])
    op.create_index("ix_number_e164", "number", ["e164"])
    op.create_table(
        "position",
        ref("contact_id", "contact.id", "fk_position_contact_id_contact"),
        sa.Column("stage", sa.Text(), nullable=False),
        ref("owner_id", "operator.id", "fk_position_owner_id_operator", nullable=True),
        ref("list_id", "list.id", "fk_position_list_id_list", nullable=True),
        ref("firm_id", "firm.id", "fk_position_firm_id_firm", nullable=True),
        ref("bucket_id", "bucket.id", "fk_position_bucket_id_bucket", nullable=True),
        sa.Column("rank", WHOLE),
        sa.Column("due", WHOLE),
        sa.Column("band", WHOLE, nullable=False),
        sa.Column("blocker", sa.Text(), nullable=False),
        sa.Column("rest_until", WHOLE),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        ref("promise_owner", "operator.id", "fk_position_promise_owner_operator", nullable=True),
        sa.Column("promise_due", WHOLE),
        ref("held_by", "operator.id", "fk_position_held_by_operator", nullable=True),
        sa.Column("token", sa.Text()),
        sa.Column("lease", WHOLE),
        sa.Column("lease_kind", sa.Text(), nullable=False),
        sa.Column("call_id", WHOLE),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name="pk_position"),
        sqlite_strict=True,
    )
    op.create_index("ix_position_due", "position", ["due"], sqlite_where=sa.text("due IS NOT NULL"))
    op.create_index(
        "ix_position_firm_held", "position", ["firm_id"], sqlite_where=sa.text("held_by IS NOT NULL")
    )
    op.create_index(
        "ix_position_owner", "position", ["owner_id", "stage"], sqlite_where=sa.text("owner_id IS NOT NULL")
    )
    op.create_index(
        "ix_position_promise_due",
        "position",
        ["promise_due"],
        sqlite_where=sa.text("promise_due IS NOT NULL"),
    )
    op.create_index(
        "ix_position_promised",
        "position",
        ["promise_owner", "promise_due"],
        sqlite_where=sa.text("promise_due IS NOT NULL"),
    )
    op.create_index(
        "ix_position_ready",
        "position",
        ["list_id", "bucket_id", "rank", "firm_id"],
        sqlite_where=sa.text("rank IS NOT NULL"),
    )
    op.create_index(
        "uq_position_held_by",
        "position",
        ["held_by"],
        unique=True,
        sqlite_where=sa.text("held_by IS NOT NULL"),
    )
    op.create_table(
        "call",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_call_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_call_operator_id_operator"),
        ref("number_id", "number.id", "fk_call_number_id_number", nullable=True),
        ref("list_id", "list.id", "fk_call_list_id_list", nullable=True),
        sa.Column("e164", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("dialled_at", INSTANT, nullable=False),
        sa.Column("counts", WHOLE, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_at", INSTANT),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reached", WHOLE, nullable=False),
        sa.Column("refusal", WHOLE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sqlite_strict=True,
    )
    op.create_index("ix_call_contact_id", "call", ["contact_id", "dialled_at"])
    op.create_index("ix_call_e164", "call", ["e164", "dialled_at"])
    op.create_index("ix_call_operator_id", "call", ["operator_id", "dialled_at"])
    op.create_table(
        "deal",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_deal_contact_id_contact"),
        ref("owner_id", "operator.id", "fk_deal_owner_id_operator"),
        ref("hand_off_id", "hand_off.id", "fk_deal_hand_off_id_hand_off", nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("step_since", INSTANT, nullable=False),
        sa.Column("value_minor", WHOLE),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("next_do", sa.Text(), nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lost_reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deal"),
        sqlite_strict=True,
    )
    op.create_index("ix_deal_contact_id", "deal", ["contact_id"])
    op.create_index(
        "ix_deal_owner_id", "deal", ["owner_id", "next_at"], sqlite_where=sa.text("state = 'open'")
    )
    op.create_table(
        "deal_event",
        sa.Column("id", WHOLE, nullable=False),
        ref("deal_id", "deal.id", "fk_deal_event_deal_id_deal"),
        ref("contact_id", "contact.id", "fk_deal_event_contact_id_contact"),
        ref("operator_id", "operator.id", "fk_deal_event_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deal_event"),
        sqlite_strict=True,
    )
    op.create_index("ix_deal_event_contact_id", "deal_event", ["contact_id", "at"])
    op.create_index("uq_deal_event_act", "deal_event", ["act"], unique=True)
    op.create_table(
        "purchase",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_purchase_contact_id_contact"),
        ref("deal_id", "deal.id", "fk_purchase_deal_id_deal", nullable=True),
        ref("operator_id", "operator.id", "fk_purchase_operator_id_operator"),
        sa.Column("bought_on", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purchase"),
        sqlite_strict=True,
    )
    op.create_index("ix_purchase_contact_id", "purchase", ["contact_id", "bought_on"])

    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER journal_{verb} BEFORE {verb} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
