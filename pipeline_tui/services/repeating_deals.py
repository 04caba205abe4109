"""A repeat deal: a client buys again; the farmer keeps it where they also close, else a hunter gets it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.acts import Repeated
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services.asking_for_offers import note_request, open_deal
from pipeline_tui.services.claiming import awaits_outcome
from pipeline_tui.services.passing import REPEAT, pass_on
from pipeline_tui.services.receiving import the_team
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    contact_lines,
    hand_offs,
    holds,
    journal,
    kept,
    moves,
    passing_on,
    people,
)
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

REPEATED = "deal_repeated"


def repeat_deal(
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    title: str,
    *,
    act: str,
    value_minor: int | None = None,
    to: str | None = None,
    next_step: str = "",
) -> Repeated:
    """Open a further deal with a client; Refused while a complaint or another deal is open.

    Who also closes keeps it on their own hunter desk; else it waits for a hunter, named or of the team, with
    title, worth and the promised next step as its brief. Won or lost, the client comes back to the farmer.
    """
    what, promised, now = clean(title), clean(next_step), shop.now()
    if not what:
        raise UsageTrouble(
            tr("What do they want?"), tr("The deal has no title."), tr("Say it in a few words.")
        )
    if value_minor is not None and value_minor < 0:
        raise UsageTrouble(
            tr("A deal is worth nothing or more"),
            tr("{value_minor} was given.", value_minor=value_minor),
            tr("Leave it out."),
        )
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, REPEATED)
        if done is None:
            kept.sellable(tx, viewer, contact_id, now)
            brief = {"need": what, "next": promised}
            if value_minor is not None:
                brief["budget"] = _worth(shop, value_minor)
            told = {key: text for key, text in brief.items() if text}
            _open(tx, shop, viewer, contact_id, told, value_minor, to, act, now)
            done = journal.seen(tx, act)
            assert done is not None
        deal_id, receiver = done.detail["deal"], done.detail["receiver"]
        return Repeated(
            contact_id=contact_id,
            name=contact_lines.name_of(tx, contact_id),
            title=what,
            to=people.name_of(tx, receiver) or the_team(),
            kept=bool(done.detail["kept"]),
            deal_id=deal_id,
            hand_off_id=done.detail["hand_off"],
        )


def _open(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    brief: dict[str, str],
    value_minor: int | None,
    to: str | None,
    act: str,
    now: datetime,
) -> None:
    role, me = viewer.role_for(Stage.FARMING), viewer.operator_id
    target = stage_after(Stage.FARMING, Move.REPEAT, role) if role else None
    if target is None:
        raise Refused(
            tr("A repeat deal is the farmer's"), tr("Nothing was changed."), tr("Tell who keeps the client.")
        )
    hold = holds.current(tx, me)
    if hold is not None and hold.contact_id == contact_id and hold.call_id is not None:
        raise awaits_outcome()
    before = moves.image(tx, contact_id)
    held = passing_on.finish_hold(tx, viewer, contact_id, now, outcome="", reached=False)
    passed = pass_on(
        tx, shop, viewer, contact_id, Stage.FARMING, target, act=act, kind=REPEAT, brief=brief, to=to
    )
    hand_off_id, deal_id = passed.hand_off_id, None
    if not passed.waits and passed.owner_id is not None:
        # Without ceremony, as a hot contact of one's own: the brief stands on the deal.
        if hand_off_id is None:
            hand_off_id = hand_offs.give(
                tx, contact_id, me, me, Stage.FARMING, target, brief, now, None, kind=REPEAT
            )
            hand_offs.answer(tx, hand_off_id, "accepted", me, now)
        deal_id = open_deal(tx, shop, viewer, contact_id, hand_off_id, brief, now, owner_id=passed.owner_id)
    note_request(tx, viewer, contact_id, act, now)
    detail = {
        "hand_off": hand_off_id,
        "receiver": passed.owner_id,
        "kept": passed.owner_id == me,
        "deal": deal_id,
        "value": value_minor,
        "before": {"position": before, "held": held},
    }
    journal.append(tx, me, REPEATED, act, now, contact_id, detail)


def _worth(shop: Shop, value_minor: int) -> str:
    from pipeline_tui.domain.money import format_money

    return format_money(value_minor, shop.workspace.currency, shop.workspace.language)
