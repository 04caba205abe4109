"""Every table of the workspace; importing this package fills ``metadata``."""

from pipeline_tui.storage.tables import (
    calls,
    caring,
    contacts,
    finding,
    first_days,
    floor,
    journal,
    keeping,
    line,
    lists,
    loading,
    offers,
    own_rules,
    people,
    personal,
    playbooks,
    registers,
    rights,
    selling,
    sources,
    writing,
)
from pipeline_tui.storage.tables.base import Table

metadata = Table.metadata

__all__ = [
    "Table",
    "calls",
    "caring",
    "contacts",
    "finding",
    "first_days",
    "floor",
    "journal",
    "keeping",
    "line",
    "lists",
    "loading",
    "metadata",
    "offers",
    "own_rules",
    "people",
    "personal",
    "playbooks",
    "registers",
    "rights",
    "selling",
    "sources",
    "writing",
]
