"""What a farmer is told about a new client: need, what was sold, what was promised."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.briefs import UNKNOWN, check_brief
from pipeline_tui.domain.money import format_money
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import contact_lines, deals
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.winning import Sale


def sale_brief(tx: Tx, shop: Shop, own: OwnDeal, sale: Sale, told: Mapping[str, str]) -> dict[str, str]:
    """Return the brief that goes to the farmer with a sale, checked against the playbook's fields.

    What was not told is taken from the deal: the need from the scout's brief or the deal's title, what was
    sold from the purchase. Raises what ``check_brief`` does.
    """
    fields = shop.playbook.sale_brief
    home = shop.workspace
    before, _by = contact_lines.last_brief(tx, own.contact_id)
    deal = deals.deal(tx, own.id, shop.now(), shop.playbook)
    need = before.get("need", "")
    paid = format_money(sale.amount_minor, sale.currency, home.language)
    known = {
        "need": need if need not in ("", UNKNOWN) else deal.title or sale.what,
        "sold": ", ".join(part for part in (sale.what, paid) if part),
    }
    wanted = {one.key for one in fields}
    filled = {key: text for key, text in known.items() if key in wanted and not told.get(key, "").strip()}
    return check_brief(fields, {**told, **filled})
