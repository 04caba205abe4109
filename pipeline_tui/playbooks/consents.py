"""Reads by which words the shop asks for consent; all of it may be left out."""

from __future__ import annotations

from pipeline_tui.domain.consents import ConsentWording
from pipeline_tui.playbooks.toml_tables import Table


def consent_wording(root: Table, languages: tuple[str, ...]) -> ConsentWording:
    """Return the table ``consent``; the version of what is asked stands with every consent given to it."""
    table = root.table("consent")
    if "consent" not in root:
        return ConsentWording()
    wording = ConsentWording(
        version=table.text("version"),
        words=table.names("words", languages),
        months=table.number("months", 0, most=240),
    )
    table.refuse_others()
    return wording
