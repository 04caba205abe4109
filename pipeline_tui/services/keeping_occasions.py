"""Yearly dates of clients: kept, changed, dropped."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.occasions import LONGEST_LEAD, Occasion, check_date
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, kept, sight
from pipeline_tui.storage import occasions as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

KEPT, DROPPED = "occasion_kept", "occasion_dropped"


def keep_occasion(shop: Shop, viewer: Viewer, occasion: Occasion, *, act: str) -> Occasion:
    """Keep a yearly date of a client; with an id of one that is kept, it takes that one's place."""
    checked, now = _checked(occasion), shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, KEPT)
        if done is None:
            kept.client(tx, viewer, checked.contact_id, now)
            replaced = None
            if checked.id:
                before = stored.kept(tx, checked.id)
                if before is None or before.contact_id != checked.contact_id:
                    raise sight.not_on_your_desk()
                replaced = before.id
                stored.set_state(tx, before.id, "kept", "replaced")
            new = stored.store(tx, checked, viewer.operator_id, now)
            detail = {"occasion": new, "replaced": replaced}
            journal.append(tx, viewer.operator_id, KEPT, act, now, checked.contact_id, detail)
        else:
            new = int(done.detail["occasion"])
        return stored.by_id(tx, new)


def drop_occasion(shop: Shop, viewer: Viewer, occasion_id: int, *, act: str) -> Occasion:
    """Keep a yearly date no longer."""
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, DROPPED) is None:
            known = stored.kept(tx, occasion_id)
            if known is None:
                raise sight.not_on_your_desk()
            kept.client(tx, viewer, known.contact_id, now)
            stored.set_state(tx, occasion_id, "kept", "dropped")
            detail = {"occasion": occasion_id}
            journal.append(tx, viewer.operator_id, DROPPED, act, now, known.contact_id, detail)
        return stored.by_id(tx, occasion_id)


def _checked(one: Occasion) -> Occasion:
    check_date(one.month, one.day)
    what = clean(one.what, limit=100)
    if not what:
        raise UsageTrouble(
            tr("What is the occasion?"), tr("It has no name."), tr("Say birthday, wedding day, opening.")
        )
    if not 0 <= one.lead_days <= LONGEST_LEAD:
        raise UsageTrouble(
            tr("The lead time is out of reach"),
            tr("{lead_days} days were given.", lead_days=one.lead_days),
            tr("Give 0 to {longest_lead} days.", longest_lead=LONGEST_LEAD),
        )
    return replace(
        one,
        what=what,
        recipient=clean(one.recipient, limit=200),
        relation=clean(one.relation, limit=200),
        address=clean(one.address, limit=400),
        last_gift=clean(one.last_gift, limit=400),
    )
