"""Using objection and technique cards: noted for each call, and counted for everybody, nobody named.

Like what is being typed, a use is kept beside its call and is no act of its own: it goes when the call's
outcome is taken back for good, and stands in no journal.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.objection_cards import CardFigures
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services.claiming import needs_stage
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import card_uses, holds
from pipeline_tui.wording import tr


def use_card(shop: Shop, viewer: Viewer, token: str, card: str) -> None:
    """Note that a card was said in the call under way; without one nothing is noted. Raises HoldLost."""
    if not any(card == one.id for cards in shop.playbook.cards.values() for one in cards):
        raise UsageTrouble(
            tr("The playbook has no card {card}", card=clean(card, limit=40)), "", tr("Look it up with o.")
        )
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if hold.call_id is not None:
            card_uses.use(tx, hold, viewer.operator_id, card, now)


def card_figures(shop: Shop, viewer: Viewer, stage: Stage) -> Mapping[str, CardFigures]:
    """Return how often each card was used in the shop's calls of a stage, and how often that went on."""
    needs_stage(viewer, stage)
    steps = [step.code for step in shop.playbook.deal_steps]
    with shop.store.read() as tx:
        return card_uses.figures(tx, stage, steps, shop.now())
