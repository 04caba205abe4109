"""A shop with two contacts to call, Claire Martin before Claire Boulanger, for who carries one through."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from tests.shops import opened_line


def two_to_call(folder: Path, structure: Structure, **people: set[Role]) -> Path:
    """Set up a shop of these people and return its file."""
    team = tuple((name, frozenset(roles)) for name, roles in people.items())
    with opened_line(folder, structure, team) as line:
        line.contact("Martin")
        line.contact("Boulanger")
    return line.shop.store.path
