"""Loads of lists: what each made, what it changes of known contacts, and the keys of likeness."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_whole, ref, text, utc, whole


class LoadRow(Table, table=True):
    """One load of one file; it outlives its list, so that it can be resumed and taken back."""

    __tablename__ = "load"
    __table_args__ = (
        Index("uq_load_act", "act", unique=True),
        Index("ix_load_list_id", "list_id"),
        STRICT,
    )
    id: int | None = key()
    act: str = text()
    list_id: int = whole()  # the list shown; while it loads, and before its contacts moved, the hidden one
    part_id: int | None = maybe_whole()  # the list its contacts still stand on, until they have moved
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    state: str = text("loading")  # loading, shown, done, undoing, undone
    made: str = text("[]")  # first and last id of its new contacts, portion by portion, JSON
    first_row: int = whole()  # of its rows in the list shown
    last_row: int = whole()
    undo_act: str = text()  # the act that takes it back
    list_state: str = text()  # how its list stood when it began to be taken back
    cursor: int = whole()  # the new contact looked at last while it is taken back; 0: none yet
    removed: int = whole()  # new contacts taken out again
    restored: int = whole()  # known contacts put back
    kept: int = whole()  # contacts that stay as they are, for somebody has built on them since


class LoadChangeRow(Table, table=True):
    """What a load changes of one known contact; the image from before stands with the contact's changes."""

    __tablename__ = "load_change"
    __table_args__ = (Index("ix_load_change_contact_id", "contact_id"), STRICT)
    load_id: int = ref("load.id", primary_key=True)
    contact_id: int = ref("contact.id", primary_key=True)
    state: str = text("waiting")  # waiting, done, nothing, undone, kept
    wanted: str = text("{}")  # what the rows say, JSON; emptied once it is done
    change_id: int | None = maybe_whole()  # of contact_change
    after: int = whole()  # the journal's last row when it was done: what follows is newer work


class LikenessRow(Table, table=True):
    """Keys by which contacts of like names are found: hashes of name and place, see ``likeness_hashes``."""

    __tablename__ = "likeness"
    __table_args__: ClassVar[Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
    key: int = whole(primary_key=True)
    contact_id: int = whole(primary_key=True)  # no reference: contacts would be looked up here as they go
