"""Runs Alembic on a lent connection; importing this module imports Alembic (0.4 s), so do it late."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, scripts: Path, head: str) -> None:
    """Run every missing revision up to ``head`` in the transaction that ``connection`` has open."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, head)
