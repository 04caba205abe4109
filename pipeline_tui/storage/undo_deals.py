"""Takes back a snooze and a value of a deal, until the deal was changed again."""

from __future__ import annotations

from pipeline_tui.storage.undo_selling import Revert, revert_deal_changed

REVERTS: dict[str, Revert] = {
    "deal_snoozed": revert_deal_changed,
    "deal_valued": revert_deal_changed,
}
