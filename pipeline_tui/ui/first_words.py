"""The words of the seven questions: what each is called and what it is for."""

from __future__ import annotations

from pipeline_tui.domain.structures import Structure
from pipeline_tui.wording import WordTable

LABELS = WordTable(
    {
        "firm": "  Firm",
        "trade": "1 Trade",
        "country": "2 Country",
        "people": "3 People",
        "computers": "4 Computers",
        "hours": "5 Hours",
        "list": "6 First list",
        "goal": "7 Goal",
    }
)
WHY = WordTable(
    {
        "firm": "The name you say when you ring somebody, and that stands on your offers.",
        "trade": "Brings the method: scripts, objections, steps of a sale. Its number is enough.",
        "country": "Sets the calling rules, the currency and the clock. "
        "With another language or clock: BE en, JP en Asia/Tokyo.",
        "people": "Names only: everybody does everything. Or say who does what: Anne find, Paul sell. "
        "The first one runs the line, unless “manage” stands behind another name.",
        "computers": "one: everybody works at this computer. "
        "several: this computer keeps the shop and stays switched on; the others work on it over SSH, with "
        "all that the desks do. Lists are loaded from files of this computer. There is no server to install.",
        "hours": "When somebody is here: hand-offs are timed by it. "
        "Mon-Fri 9-12:30,14-18; Sat 9-12 is understood too.",
        "list": "A file of contacts (CSV, workbook, address book); you see every row before it is loaded. "
        "demo: invented people to try with. none: later.",
        "goal": "Calls a day of one person, shown beside what is done. 0: none.",
    }
)
GROUPED = WordTable(
    {
        Structure.ONE_TIER: "one tier: everybody, from first call to regular client",
        Structure.TWO_TIER_FINDER: "two tiers: finding | selling and keeping",
        Structure.TWO_TIER_CLOSER: "two tiers: finding and selling | keeping",
        Structure.THREE_TIER: "three tiers: finding | selling | keeping",
    }
)
EXAMPLE = WordTable(
    {
        Structure.ONE_TIER: "Anne, Paul",
        Structure.TWO_TIER_FINDER: "Anne find, Paul sell and keep",
        Structure.TWO_TIER_CLOSER: "Anne find and sell, Paul keep",
        Structure.THREE_TIER: "Anne find, Paul sell, Zoé keep",
    }
)
