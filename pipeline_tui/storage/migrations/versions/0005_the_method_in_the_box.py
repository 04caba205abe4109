"""The method in the box: versions of the playbook, structures, and a newcomer's first day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")


def ref(name: str, target: str, constraint: str, *, nullable: bool = False) -> sa.Column[int]:
    """Return a column that refers to another table's row."""
    return sa.Column(name, WHOLE, sa.ForeignKey(target, name=constraint), nullable=nullable)


def _playbooks() -> None:
    """Versions of the shop's method, which one holds, and who has read it."""
    op.create_table(
        "playbook_version",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        ref("operator_id", "operator.id", "fk_playbook_version_operator_id_operator", nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_playbook_version"),
        sqlite_strict=True,
    )
    for table in ("playbook_standing", "playbook_read"):
        one = table == "playbook_read"
        version = f"fk_{table}_version_id_playbook_version"
        op.create_table(
            table,
            sa.Column("id", WHOLE, nullable=False),
            ref("version_id", "playbook_version.id", version),
            ref("operator_id", "operator.id", f"fk_{table}_operator_id_operator", nullable=not one),
            sa.Column("at", INSTANT, nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sqlite_strict=True,
        )
    op.create_index("ix_playbook_read_operator_id", "playbook_read", ["operator_id"])
    for table in ("playbook_version", "playbook_standing"):
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_{verb} BEFORE {verb.upper()} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'a version of the method is never changed'); END"
            )


def _goal() -> None:
    """How many calls a day one person wants to make."""
    op.add_column("workspace", sa.Column("goal", WHOLE, nullable=False, server_default="0"))


def _reassignments() -> None:
    """What went from one person to another when somebody was replaced."""
    op.create_table(
        "reassignment",
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("row_id", WHOLE, nullable=False),
        ref("contact_id", "contact.id", "fk_reassignment_contact_id_contact"),
        sa.Column("stage", sa.Text(), nullable=False),
        ref("from_id", "operator.id", "fk_reassignment_from_id_operator"),
        ref("to_id", "operator.id", "fk_reassignment_to_id_operator", nullable=True),
        sa.PrimaryKeyConstraint("act", "what", "row_id", name="pk_reassignment"),
        sqlite_strict=True,
    )
    op.create_index("ix_reassignment_contact_id", "reassignment", ["contact_id"])


def _first_days() -> None:
    """What a newcomer did before they were released, and whether they wait for it."""
    op.add_column("operator", sa.Column("newcomer", WHOLE, nullable=False, server_default="0"))
    op.create_table(
        "first_day",
        sa.Column("id", WHOLE, nullable=False),
        ref("operator_id", "operator.id", "fk_first_day_operator_id_operator"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("got", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        ref("by_id", "operator.id", "fk_first_day_by_id_operator"),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("undone", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_first_day"),
        sqlite_strict=True,
    )
    op.create_index("ix_first_day_operator_id", "first_day", ["operator_id"])


def upgrade() -> None:
    """Add what the method of a shop needs."""
    _playbooks()
    _goal()
    _reassignments()
    _first_days()
