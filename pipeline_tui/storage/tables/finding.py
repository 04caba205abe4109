"""What the index of words still has to take in; the index itself is a virtual table of the revisions."""

from __future__ import annotations

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import whole


class WordDueRow(Table, table=True):
    """A contact whose words changed within the act that is under way; triggers write it, its end empties it.

    It refers to nobody: a contact that was removed stands here too.
    """

    __tablename__ = "word_due"
    __table_args__ = (STRICT,)
    contact_id: int = whole(primary_key=True)
