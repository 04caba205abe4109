"""What the shell answers about clients: sales, check-ins, occasions, complaints."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import acts, caring, farming, needs, occasions, reorder, sales, till, writing

ANSWERS = {
    "check-ins": "an array of *CheckIn*",
    "check-in log": "*CheckInLogged*",
    "purchase add": "*Sold*",
    "purchase refund": "*Sold*; the amount is below zero",
    "purchase import": "*TillReport*; every verdict has an `id`, its row",
    "purchase list": "an array of *Purchase*, newest first",
    "check-in move": "*CheckIn*",
    "client segment": "*ClientSegment*",
    "client show": "*ClientCard*",
    "client need": "*NeedLine*; without a key an array of them",
    "client win-back": "*GivenBack*",
    "client occasion add": "*Occasion*",
    "client occasion list": "an array of `id`, `occasion`, `name`, `on`, `days_left`, `due`",
    "client occasion drop": "*Occasion*",
    "client complaint open": "*Complaint*",
    "client complaint solve": "*Complaint*",
}
RECORDS: tuple[type[Any], ...] = (
    *(acts.Repeated, acts.GivenBack),
    *(farming.CheckIn, farming.CheckInLogged, farming.ClientSegment, farming.Purchase, farming.ClientCard),
    sales.Sold,
    *(till.TillReport, till.TillVerdict),
    *(writing.Written, writing.Ways, writing.Way, writing.ChannelState),
    *(needs.NeedLine, needs.NeedSaid),
    *(occasions.Occasion, occasions.Coming),
    *(caring.Complaint, caring.Promise, caring.Score, caring.Year, caring.Brought, caring.FarmingRow),
    reorder.Habit,
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {
    "FarmingRow": "and `id`, the farmer",
}
