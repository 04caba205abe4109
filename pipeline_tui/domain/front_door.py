"""What a workspace shows before anybody signs in."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_tui.domain.people import Operator


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Whose workspace it is and who may sign in; without ``operators`` it is not set up yet."""

    revision: str  # of the schema, "0001"
    current: bool  # False: opening it upgrades it first, which takes a moment
    firm: str = ""
    language: str = ""
    practice: bool = False
    operators: tuple[Operator, ...] = ()  # the active ones, in the order they came
    trade: str = ""  # of the playbook
