"""Whether the shop's data finds its place in another playbook, before that is adopted or holds again."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.method_fit import Counts, Refers, Weight, gaps
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.shop_dates import BOUGHT_AFTER, BOUGHT_BEFORE
from pipeline_tui.playbooks.reading import load_stored
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import method_in_use, playbook_versions
from pipeline_tui.storage.store import Tx


def everything(tx: Tx, shop: Shop, held: Playbook, wanted: Playbook) -> Mapping[Refers, Counts]:
    """Return all that refers to the playbook that holds, with who bought for dates that would be gone."""
    kept = {one.code for one in wanted.shop_dates}
    dates = {}
    for one in held.shop_dates:
        if one.code not in kept and one.holds_in(shop.workspace.country):
            last = one.last_time(one.next_on(shop.today()))
            dates[one.code] = method_in_use.bought_between(tx, last - BOUGHT_BEFORE, last + BOUGHT_AFTER)
    return {**method_in_use.everything(tx), Refers.DATE: dates}


def must_fit(tx: Tx, shop: Shop, wanted: Playbook) -> None:
    """Refuse a playbook that would leave open work on something it does not know."""
    found = gaps(wanted, wanted, method_in_use.open_work(tx), shop.workspace.language)
    refused = [gap for gap in found if gap.weight is Weight.REFUSED]
    if refused:
        first = refused[0]
        raise Refused(
            first.words.rstrip("."),
            " ".join(gap.words for gap in refused[1:]),
            first.next_step,
            {"gaps": [gap.plain for gap in refused]},
        )


def must_fit_again(tx: Tx, shop: Shop, number: int) -> None:
    """Refuse that an older version holds again while open work stands on what only the newer one knows."""
    must_fit(tx, shop, load_stored(playbook_versions.files_of(tx, number), number))
