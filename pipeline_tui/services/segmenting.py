"""Segments of clients: reckoned by the playbook's rule, or set by hand until the rule may decide again."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.farming import ClientSegment
from pipeline_tui.domain.money import minor_digits
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.segments import AUTO, segment_by_rule
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import clients, contact_lines, journal, sight
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

SEGMENTED = "segment_set"


def set_segment(shop: Shop, viewer: Viewer, contact_id: int, segment: str, *, act: str) -> ClientSegment:
    """Put a client into a segment by hand; ``auto`` lets the playbook's rule decide again.

    The check-in that is planned stays on its day: the new rhythm counts from the next one on.
    """
    wanted, now = _known(shop, segment), shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, SEGMENTED)
        if done is None:
            if sight.stage_in_sight(tx, viewer, contact_id, now) is not Stage.FARMING:
                raise sight.not_on_your_desk()
            known = clients.client(tx, contact_id)
            if known is None:
                raise Refused(
                    tr("No client yet"),
                    tr("Nothing was bought, so there is no segment; nothing was changed."),
                    tr("Book the sale first."),
                )
            by_hand = wanted != AUTO
            code = wanted if by_hand else by_rule(tx, shop, contact_id)
            clients.set_segment(tx, contact_id, code, by_hand=by_hand)
            detail = {"segment": code, "by_hand": by_hand, "before": {"client": known.image}}
            journal.append(tx, viewer.operator_id, SEGMENTED, act, now, contact_id, detail)
            done = journal.seen(tx, act)
            assert done is not None
        code = done.detail["segment"]
        return ClientSegment(
            contact_id=done.contact_id or contact_id,
            name=contact_lines.name_of(tx, done.contact_id or contact_id),
            segment=code,
            days=shop.playbook.segment(code).days,
            by_hand=done.detail["by_hand"],
        )


def reckon(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Put a client where the rule says, inside the act that changed what the rule reads; returns where.

    One that was set by hand stays. The act's journal entry holds the client's image from before, so that
    undoing it brings the segment back too.
    """
    known, code = clients.client(tx, contact_id), today_in(tx, shop, contact_id)
    if known is not None and code != known.segment:
        clients.set_segment(tx, contact_id, code, by_hand=known.by_hand)
    return code


def today_in(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Return the segment a client belongs to today: the one set by hand, else the rule's."""
    known = clients.client(tx, contact_id)
    return known.segment if known is not None and known.by_hand else by_rule(tx, shop, contact_id)


def by_rule(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Return the segment the playbook's rule gives a client today; without rules the one it has."""
    playbook = shop.playbook
    if not playbook.segment_rules:
        known = clients.client(tx, contact_id)
        return playbook.segment(known.segment if known else "").code
    bought = ((one.on, one.amount_minor) for one in clients.purchases(tx, contact_id))
    unit = 10 ** minor_digits(shop.workspace.currency)
    return segment_by_rule(playbook.segment_rules, playbook.default_segment, bought, shop.today(), unit)


def _known(shop: Shop, typed: str) -> str:
    by_name = {one.code.casefold(): one.code for one in shop.playbook.segments} | {AUTO: AUTO}
    wanted = by_name.get(typed.strip().casefold())
    if wanted is None:
        codes = ", ".join(by_name.values())
        raise UsageTrouble(
            tr('"{typed}" is no segment', typed=clean(typed, limit=40)),
            tr("The playbook knows {codes}.", codes=codes),
            tr("Give one of these."),
            {"known": list(by_name.values())},
        )
    return wanted
