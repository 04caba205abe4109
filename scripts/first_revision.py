"""Writes the first revision out of the declared tables; run again after each change until the first release.

usage: .venv/bin/python scripts/first_revision.py
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, UniqueConstraint

from pipeline_tui.storage.tables import metadata
from pipeline_tui.storage.types import UtcTime

TARGET = Path(__file__).parent.parent / "pipeline_tui/storage/migrations/versions/0001_the_line.py"

HEAD = '''"""The line: every table of the first release."""

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
'''

TAIL = """
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER journal_{verb} BEFORE {verb} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
"""


def written_type(column: Column[object]) -> str:
    """Return the name under which the revision knows a column's type."""
    if isinstance(column.type, UtcTime):
        return "INSTANT"
    kind = column.type.__class__.__name__
    return {"BigInteger": "WHOLE", "Text": "sa.Text()"}[kind]


def written_column(column: Column[object]) -> str:
    """Return one column with its reference."""
    tail = "" if column.nullable else ", nullable=False"
    for key in column.foreign_keys:
        name = key.constraint.name if key.constraint is not None else ""
        tail = ", nullable=True" if column.nullable else ""
        return f'ref("{column.name}", "{key.target_fullname}", "{name}"{tail})'
    return f'sa.Column("{column.name}", {written_type(column)}{tail})'


def written_table(table: Table) -> Iterator[str]:
    """Yield the statements that create one table and its indexes."""
    simple = (ForeignKeyConstraint, UniqueConstraint, CheckConstraint)
    strangers = [c for c in table.constraints if isinstance(c, simple) and not _single(c)]
    if strangers or any(column.server_default is not None for column in table.columns):
        raise SystemExit(f"{table.name}: a constraint or default this script cannot write yet")
    columns = ",\n        ".join(written_column(column) for column in table.columns)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    yield (
        f'    op.create_table(\n        "{table.name}",\n        {columns},\n'
        f'        sa.PrimaryKeyConstraint({keys}, name="{table.primary_key.name}"),\n'
        "        sqlite_strict=True,\n    )\n"
    )
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield written_index(table, index)


def _single(constraint: object) -> bool:
    return isinstance(constraint, ForeignKeyConstraint) and len(constraint.columns) == 1


def written_index(table: Table, index: Index) -> str:
    """Return the statement that creates one index."""
    columns = ", ".join(f'"{column.name}"' for column in index.columns)
    where = index.dialect_options["sqlite"]["where"]
    extra = ", unique=True" if index.unique else ""
    if where is not None:
        extra += f', sqlite_where=sa.text("{where}")'
    return f'    op.create_index("{index.name}", "{table.name}", [{columns}]{extra})\n'


def main() -> None:
    """Write the file and format it."""
    statements = [line for table in metadata.sorted_tables for line in written_table(table)]
    TARGET.write_text(HEAD + "".join(statements) + TAIL, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)


if __name__ == "__main__":
    main()
