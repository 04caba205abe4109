"""What the set-up offers of each shipped trade, read from ``playbook.toml`` alone, which is quick."""

from __future__ import annotations

from pipeline_tui.domain.first_answers import TradeOffer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks import method
from pipeline_tui.playbooks.reading import TOML_FILE, USUAL_TRADE, shipped_folder, shipped_trades
from pipeline_tui.playbooks.toml_tables import Document

USUAL_GOAL = 40  # calls a day of one person, where a playbook names none


def trade_offers() -> tuple[TradeOffer, ...]:
    """Return every shipped trade, the usual one first."""
    return tuple(_offer(each) for each in sorted(shipped_trades(), key=lambda each: each != USUAL_TRADE))


def _offer(trade: str) -> TradeOffer:
    root = Document.read(shipped_folder(trade) / TOML_FILE).root
    languages = root.texts("languages")
    return TradeOffer(
        code=trade,
        names=root.names("names", languages),
        structure=root.one_of("structure", Structure),
        languages=languages,
        hours=method.usual_hours(root),
        goal=method.targets(root).get("scouting.dials", USUAL_GOAL),
    )
