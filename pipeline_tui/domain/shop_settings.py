"""What a manager may set otherwise after the set-up: working hours, and a day's goal of one person."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_answers import MOST_CALLS
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.wording import tr


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """How the shop works at this moment."""

    hours: str  # as typed, "Mon-Sat 9-19"
    goal: int  # calls a day of one person; 0: none


@dataclass(frozen=True, slots=True)
class ShopChanged:
    """What was set otherwise."""

    before: ShopSettings
    after: ShopSettings


def checked(settings: ShopSettings) -> ShopSettings:
    """Return settings as they are stored; UsageTrouble names what cannot be understood."""
    if not 0 <= settings.goal <= MOST_CALLS:
        raise UsageTrouble(
            tr("“{text}” is no number of calls", text=settings.goal),
            "",
            tr("A number up to {most}; 0: none.", most=MOST_CALLS),
        )
    return ShopSettings(parse_hours(settings.hours).text, settings.goal)
