"""What the shell answers about hand-offs, deals, offers and prices."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import acts, diaries, forecast, hunting, offer_changes, offers, price_list

ANSWERS = {
    "hand-off": "*HandedOff*",
    "slots": "an array of *Slot*",
    "inbox": "an array of *HandOff*",
    "accept": "*Accepted*",
    "return": "*HandOff*",
    "hand-again": "*HandedOff*",
    "receipts": "an array of *Receipt*, newest first",
    "deals": "an array of *Deal*",
    "deal show": "*DealCard*",
    "deal step": "*Deal*",
    "deal next": "*Deal*",
    "deal snooze": "*Deal*",
    "deal value": "*Deal*",
    "deal won": "*Won*",
    "deal lost": "*Deal*",
    "prices import": "*PriceReport*; every verdict has an `id`, its row",
    "prices list": "an array of *PriceItem*",
    "offer new": "*Offer*",
    "offer list": "an array of *Offer*",
    "offer line": "*Offer*",
    "offer terms": "*Offer*",
    "offer show": "*Offer*; with `--text`, `id` and `text`; with `--compare`, *OfferChanges*",
    "offer send": "*Offer*; its `state` is `sent`, or `waiting` above the limit",
    "offer pdf": "`id`, `file`, `version`, `final`: false for a draft",
    "offer waiting": "an array of *Approval*",
    "offer approve": "*Answered*",
    "offer refuse": "*Answered*",
    "deal repeat": "*Repeated*",
    "diary export": "`file`, `events`, `clashes`, `from`, `to`",
}
RECORDS: tuple[type[Any], ...] = (
    *(acts.HandedOff, acts.Accepted, acts.Won),
    *(hunting.HandOff, hunting.Receipt, hunting.Deal, hunting.DealCard, hunting.Involved),
    *(price_list.PriceReport, price_list.PriceRow, price_list.PriceItem),
    *(
        offers.Offer,
        offers.Contents,
        offers.OfferLine,
        offers.Totals,
        offers.RateTotal,
        offers.OfferVersion,
        offers.Approval,
        offers.Answered,
    ),
    *(offer_changes.OfferChanges, offer_changes.LineChange),
    diaries.Slot,
    *(forecast.Forecast, forecast.MonthLine, forecast.StepChance),
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {
    "HandedOff": "`desk` and `empty` as in *Recorded*; and `id`, the hand-off's",
    "Forecast": 'and `id`, the hunter; "" for all',
    "PriceItem": "and `id`, the code",
    "Approval": "and `id`, the offer's",
    "Answered": "and `id`, the offer's",
    "Slot": "and `id`, the time and the hunter",
}
