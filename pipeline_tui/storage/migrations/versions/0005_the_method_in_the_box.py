"""The method in the box: versions of the playbook, structures, and a newcomer's first day."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what the method of a shop needs."""
