"""Whom we may ring: lists at scale, grounds and registers, personal data, and finding."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from pipeline_tui.domain.places import place_of
from pipeline_tui.storage import likeness

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def ref(name: str, target: str, constraint: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column that refers to another table's row."""
    return sa.Column(name, WHOLE, sa.ForeignKey(target, name=constraint), nullable=nullable)


def words(name: str, default: str = "") -> sa.Column[str]:
    """Return a text column that stands in every row there is already."""
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def count(name: str) -> sa.Column[int]:
    """Return a whole-number column that begins at nought."""
    return sa.Column(name, WHOLE, nullable=False, server_default="0")


def _sources() -> None:
    """How the columns of a source's files were read."""
    op.create_table(
        "source",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        ref("operator_id", "operator.id", "fk_source_operator_id_operator"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sqlite_strict=True,
    )
    op.create_index("ix_source_signature", "source", ["signature"])
    op.create_index("uq_source_act", "source", ["act"], unique=True)


def _loads() -> None:
    """What a load changes of known contacts, and how far it is."""
    op.add_column("list", sa.Column("joins", WHOLE))
    op.create_table(
        "load",
        sa.Column("id", WHOLE, nullable=False),
        words("act"),
        count("list_id"),
        sa.Column("part_id", WHOLE),
        ref("operator_id", "operator.id", "fk_load_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        words("state", "loading"),
        words("made", "[]"),
        count("first_row"),
        count("last_row"),
        words("undo_act"),
        words("list_state"),
        count("cursor"),
        count("removed"),
        count("restored"),
        count("kept"),
        sa.PrimaryKeyConstraint("id", name="pk_load"),
        sqlite_strict=True,
    )
    op.create_index("uq_load_act", "load", ["act"], unique=True)
    op.create_index("ix_load_list_id", "load", ["list_id"])
    op.create_table(
        "load_change",
        ref("load_id", "load.id", "fk_load_change_load_id_load"),
        ref("contact_id", "contact.id", "fk_load_change_contact_id_contact"),
        words("state", "waiting"),
        words("wanted", "{}"),
        sa.Column("change_id", WHOLE),
        count("after"),
        sa.PrimaryKeyConstraint("load_id", "contact_id", name="pk_load_change"),
        sqlite_strict=True,
    )
    op.create_index("ix_load_change_contact_id", "load_change", ["contact_id"])
    op.create_table(
        "likeness",
        sa.Column("key", WHOLE, nullable=False),
        sa.Column("contact_id", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("key", "contact_id", name="pk_likeness"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    likeness.fill(op.get_bind())


def _lists() -> None:
    """How a list stands, and what was loaded into it."""
    op.add_column("list", words("stage", "scouting"))
    op.add_column("list", sa.Column("paused_at", INSTANT))
    op.add_column("list", sa.Column("paused_by", WHOLE))
    op.create_table(
        "load_account",
        sa.Column("id", WHOLE, nullable=False),
        words("act"),
        sa.Column("list_id", WHOLE, nullable=False, server_default="0"),
        ref("operator_id", "operator.id", "fk_load_account_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        words("file"),
        words("stage", "scouting"),
        words("encoding"),
        words("delimiter"),
        words("columns", "[]"),
        *(
            sa.Column(name, WHOLE, nullable=False, server_default="0")
            for name in ("rows", "taken", "merged", "rejected")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_load_account"),
        sqlite_strict=True,
    )
    op.create_index("ix_load_account_list_id", "load_account", ["list_id"])
    op.create_index("uq_load_account_act", "load_account", ["act"], unique=True)


def _rules() -> None:
    """The shop's own calling rules, and under which ones the places in the queue were computed."""
    op.create_table(
        "own_rules",
        sa.Column("id", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_own_rules_operator_id_operator"),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_rules"),
        sqlite_strict=True,
    )
    op.create_table(
        "settled_under",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("contact_id", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settled_under"),
        sqlite_strict=True,
    )


def _rights() -> None:
    """Grounds, suppressions and registers."""
    op.add_column("basis", sa.Column("revokes", WHOLE))
    op.create_index("ix_basis_act", "basis", ["act"])
    op.create_index("ix_basis_revokes", "basis", ["revokes"], sqlite_where=sa.text("revokes IS NOT NULL"))
    held = (
        *("contact_id", "kind", "purpose", "given_at", "channel", "evidence", "wording", "expires_at"),
        *("revoked_at", "slot_at", "operator_id", "at", "act", "revokes"),
    )
    changed = " OR ".join(f"OLD.{one} IS NOT NEW.{one}" for one in held)
    op.execute(
        f"CREATE TRIGGER basis_update BEFORE UPDATE ON basis WHEN {changed} "
        "BEGIN SELECT RAISE(ABORT, 'a recorded ground is never edited'); END"
    )
    op.add_column("suppression", words("moved", "{}"))
    op.create_index("ix_suppression_act", "suppression", ["act"])
    op.create_table(
        "register",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("numbers", WHOLE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("loaded_at", INSTANT, nullable=False),
        ref("loaded_by", "operator.id", "fk_register_loaded_by_operator"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("settled", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register"),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_register_current",
        "register",
        ["country", "folded"],
        unique=True,
        sqlite_where=sa.text("state = 'current'"),
        postgresql_where=sa.text("state = 'current'"),
    )
    op.create_table(
        "register_number",
        sa.Column("hash", WHOLE, nullable=False),
        ref("register_id", "register.id", "fk_register_number_register_id_register"),
        sa.Column("since", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("hash", "register_id", name="pk_register_number"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _personal_data() -> None:
    """Erasure, retention and who looked."""
    op.create_table(
        "erasure",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_erasure_contact_id_contact"),
        sa.Column("at", INSTANT, nullable=False),
        ref("operator_id", "operator.id", "fk_erasure_operator_id_operator"),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sqlite_strict=True,
    )
    op.create_index("uq_erasure_contact_id", "erasure", ["contact_id"], unique=True)
    op.create_table(
        "legal_hold",
        sa.Column("id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_legal_hold_contact_id_contact"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        ref("operator_id", "operator.id", "fk_legal_hold_operator_id_operator"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("lifted_at", INSTANT),
        ref("lifted_by", "operator.id", "fk_legal_hold_lifted_by_operator", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_legal_hold"),
        sqlite_strict=True,
    )
    op.create_index("ix_legal_hold_contact_id", "legal_hold", ["contact_id"])
    op.create_table(
        "look",
        ref("operator_id", "operator.id", "fk_look_operator_id_operator"),
        ref("contact_id", "contact.id", "fk_look_contact_id_contact"),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("times", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("operator_id", "contact_id", "door", "day", name="pk_look"),
        sqlite_strict=True,
    )
    op.create_index("ix_look_contact_id", "look", ["contact_id"])


def _finding() -> None:
    """The index that finds people as somebody types."""
    op.create_index("ix_number_ending", "number", [sa.text("substr(e164, -4)")])
    op.create_table(
        "word_due",
        sa.Column("contact_id", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name="pk_word_due"),
        sqlite_strict=True,
    )
    op.execute(
        "CREATE VIRTUAL TABLE word_index USING fts5(words, tokenize='trigram', detail=none, columnsize=0)"
    )
    op.execute(
        """INSERT INTO word_index (rowid, words) SELECT * FROM (SELECT c.id, ' ' || TRIM(c.folded || ' ' ||
             COALESCE((SELECT f.folded FROM firm f WHERE f.id = c.firm_id), '') || ' ' ||
             COALESCE((SELECT group_concat(e.address, ' ') FROM email e WHERE e.contact_id = c.id), '')) AS w
           FROM contact c) WHERE w <> ' '"""
    )
    # Triggers only mark: a virtual table is out of their reach where the schema is not trusted.
    for table, event, row in (
        ("position", "INSERT", "NEW.contact_id"),  # always the last row of somebody new
        ("contact", "UPDATE OF folded, firm_id", "NEW.id"),
        ("contact", "DELETE", "OLD.id"),
        ("email", "INSERT", "NEW.contact_id"),
        ("email", "UPDATE OF address", "NEW.contact_id"),
        ("email", "DELETE", "OLD.contact_id"),
    ):
        op.execute(
            f"CREATE TRIGGER word_{table}_{event.split()[0].lower()} AFTER {event} ON {table} "
            f"BEGIN INSERT OR IGNORE INTO word_due VALUES ({row}); END"
        )


def _till() -> None:
    """What a file from the till found, until it is taken back."""
    op.create_table(
        "till_touch",
        sa.Column("act", sa.Text(), nullable=False),
        ref("contact_id", "contact.id", "fk_till_touch_contact_id_contact"),
        sa.Column("made", WHOLE, nullable=False),
        sa.Column("client", WHOLE, nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("segment_by_hand", WHOLE, nullable=False),
        sa.Column("since", sa.Text()),
        sa.PrimaryKeyConstraint("act", "contact_id", name="pk_till_touch"),
        sqlite_strict=True,
    )


def _regions() -> None:
    """In which region those live who came before it was told of an address; their places follow at the desks.

    Without it a shop in Paris would stay closed on the holidays of Alsace.
    """
    bind = op.get_bind()
    written = bind.execute(
        sa.text("SELECT DISTINCT country, postcode FROM contact WHERE region = '' AND postcode <> ''")
    )
    told = [
        {"country": country, "postcode": postcode, "region": region}
        for country, postcode in written
        if (region := place_of(country, postcode).region)
    ]
    if not told:
        return
    op.execute(
        "CREATE TEMPORARY TABLE told_region "
        "(country TEXT, postcode TEXT, region TEXT, PRIMARY KEY (country, postcode))"
    )
    bind.execute(sa.text("INSERT INTO told_region VALUES (:country, :postcode, :region)"), told)
    op.execute(
        """UPDATE contact SET region = t.region FROM told_region t
           WHERE contact.region = '' AND t.country = contact.country AND t.postcode = contact.postcode"""
    )
    op.execute("DROP TABLE told_region")
    op.execute("INSERT INTO settled_under (id, digest, contact_id) VALUES (1, '', 0)")


def upgrade() -> None:
    """Add what lists at scale and the calling rules need."""
    _sources()
    _loads()
    _lists()
    _rules()
    _rights()
    _personal_data()
    _finding()
    _till()
    _regions()
