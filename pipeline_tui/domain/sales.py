"""A sale without a deal, its refund, and how much of a purchase may still be given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_tui.domain.desk import nothing_said
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from datetime import date

    from pipeline_tui.domain.farming import CheckIn, Purchase

LARGEST_MINOR = 10**12  # of one sale, in minor units: more is a slip of the finger


@dataclass(frozen=True, slots=True)
class Winning:
    """What is said when a deal or a contact is won; ``amount_minor`` is in the shop's currency.

    The client goes to ``farmer`` ("team": whoever takes it), else to the seller who covers farming, else to
    the one who keeps them already, else as the playbook shares them out. Between tiers ``brief`` goes with
    them; what it leaves out is filled in from the deal.
    """

    amount_minor: int
    what: str = ""
    delivered_on: date | None = None
    farmer: str | None = None
    follow_up_consent: bool = False  # they agreed to be rung afterwards
    brief: Mapping[str, str] = field(default_factory=nothing_said)


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale or a refund is booked; ``check_in`` is what is planned with the client now."""

    purchase: Purchase
    contact_id: int
    name: str
    known: bool = True  # False: the client was made with it
    consent: bool = False  # they agreed to be rung afterwards
    check_in: CheckIn | None = None
    left_minor: int = 0  # of a refund: what of the purchase is still paid


def check_amount(amount_minor: int) -> int:
    """Return an amount that can be sold; UsageTrouble for nothing, less, or far too much."""
    if amount_minor <= 0:
        raise UsageTrouble(
            tr("A sale needs an amount"), tr("It must be more than nothing."), tr("Give what was paid.")
        )
    if amount_minor > LARGEST_MINOR:
        raise UsageTrouble(
            tr("This is too much for one sale"),
            tr("More digits than a price has."),
            tr("Give what was paid."),
        )
    return amount_minor


def left_of(paid_minor: int, refunds: tuple[int, ...]) -> int:
    """Return how much of a purchase is still paid, never below zero; refunds are stored below zero."""
    return max(paid_minor + sum(refunds), 0)


def refund_of(paid_minor: int, refunds: tuple[int, ...], wanted_minor: int | None) -> int:
    """Return how much to give back (above zero): what is wanted, else all that is left.

    Raises Refused when the purchase is a refund itself or more would be given back than was paid.
    """
    if paid_minor <= 0:
        raise Refused(
            tr("This is a refund already"),
            tr("Nothing was paid by it."),
            tr("Name the purchase it belongs to."),
        )
    left = left_of(paid_minor, refunds)
    if not left:
        raise Refused(
            tr("All of it was given back"),
            tr("Nothing of this purchase is left."),
            tr("Look at its refunds."),
        )
    if wanted_minor is None:
        return left
    if wanted_minor <= 0:
        raise UsageTrouble(
            tr("A refund needs an amount"), tr("It must be more than nothing."), tr("Give it without sign.")
        )
    if wanted_minor > left:
        raise Refused(
            tr("More than was paid cannot be given back"),
            tr("Of this purchase less is left; nothing was booked."),
            tr("Give back what is left, or less."),
            {"left_minor": left},
        )
    return wanted_minor
