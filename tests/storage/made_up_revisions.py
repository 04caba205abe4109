"""A made-up next revision, and a program that opens a workspace with it; run as a script by the tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from pipeline_tui.storage import schema

NEXT = f"{int(schema.HEAD_REVISION) + 1:04d}"
SCRIPT = """
import os, pathlib, signal
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{down}"

def upgrade():
    with op.batch_alter_table("list", table_kwargs={{"sqlite_strict": True}}) as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="grey"))
    op.execute("DELETE FROM email")
{middle}
    op.create_table("label", sa.Column("id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id"))
"""

MIDDLES = {
    "good": "",
    "killed": "    os.kill(os.getpid(), signal.SIGKILL)",
    "failing": "    op.execute('INSERT INTO no_such_table VALUES (1)')",
    "orphaning": "    op.execute('DELETE FROM contact')",
    "full": "    op.execute('PRAGMA max_page_count=1')\n    op.execute('CREATE TABLE big (x)')",
}


def next_schema(folder: Path, middle: str = "good") -> schema.Schema:
    """Return the schema of a program that knows one revision more, whose scripts are put in a folder."""
    scripts = folder / f"migrations-{middle}"
    if not scripts.exists():
        shutil.copytree(schema.PROGRAM.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        text = SCRIPT.format(revision=NEXT, down=schema.HEAD_REVISION, middle=MIDDLES[middle])
        (scripts / f"versions/{NEXT}_colours.py").write_text(text)
    return schema.Schema(NEXT, scripts)


if __name__ == "__main__":
    workspace, scripts = Path(sys.argv[1]), Path(sys.argv[2])
    schema.open_store(workspace, schema=schema.Schema(NEXT, scripts)).close()
