"""Putting a number on the shop's own list: nobody rings it again, whoever has it."""

from __future__ import annotations

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import masked, read_number
from pipeline_tui.domain.suppressions import LONGEST_REASON, Suppressed
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, moves, rights
from pipeline_tui.storage.facts import keyed_hash, suppressed
from pipeline_tui.storage.replays import another_act, done_before
from pipeline_tui.storage.settling import settle, sharing
from pipeline_tui.wording import tr

SUPPRESSED = "number_suppressed"


def suppress(shop: Shop, viewer: Viewer, number: str, *, reason: str, act: str) -> Suppressed:
    """Let nobody ring a number again; whoever hears the wish may store it, and is told nothing of owners.

    The number is kept as a keyed hash, so that it stays on the list when the person is erased.
    """
    why = clean(reason, limit=LONGEST_REASON)
    if not why:
        raise UsageTrouble(tr("Why may nobody call it?"), "", tr("Give --reason, as in --reason asked."))
    e164, now, me = read_number(number, shop.workspace.country).e164, shop.now(), viewer.operator_id
    digest = keyed_hash(shop.workspace.secret, e164)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SUPPRESSED)
        if done is not None and done.detail["number"] != digest:
            raise another_act()
        before = bool(done.detail["before"]) if done else bool(suppressed(tx, (digest,)))
        if done is None:
            others = sharing(tx, 0, e164)
            promises = [[one, *held] for one in others if (held := moves.promise_of(tx, one))]
            rights.suppress_number(
                tx, shop.workspace.secret, e164, why, me, act, now, moved=(others, promises)
            )
            settle(tx, others, shop.method, now)
            # No contact is named: whose number it is must not follow from the viewer's own journal.
            journal.append(tx, me, SUPPRESSED, act, now, None, {"number": digest, "before": before})
    return Suppressed(masked(e164), why, before)
