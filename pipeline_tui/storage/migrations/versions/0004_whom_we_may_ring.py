"""Whom we may ring: lists at scale, grounds and registers, personal data, and finding."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

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


def _sources() -> None:
    """How the columns of a source's files were read."""


def _loads() -> None:
    """What a load changes of known contacts, and how far it is."""


def _lists() -> None:
    """How a list stands."""


def _rules() -> None:
    """What the gate knew."""


def _rights() -> None:
    """Grounds, suppressions and registers."""


def _personal_data() -> None:
    """Erasure, retention and who looked."""


def _finding() -> None:
    """The index that finds people as somebody types."""


def upgrade() -> None:
    """Add what lists at scale and the calling rules need."""
    _sources()
    _loads()
    _lists()
    _rules()
    _rights()
    _personal_data()
    _finding()
