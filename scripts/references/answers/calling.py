"""What the shell answers about calls, contacts, pauses and the own day."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import (
    acts,
    callbacks,
    calling,
    contact_acts,
    contact_card,
    desk,
    finding,
    look_ups,
    messages,
    own_figures,
    pauses,
    today,
)

ANSWERS = {
    "next": "*claim*; with nothing to call, exit code 1 and *nothing*",
    "dial": "*claim*",
    "release": "`token`, `released`",
    "outcome": "*Recorded*",
    "callbacks": "an array of *PromisedCall*",
    "pause": "*Pause*, `seconds` so far, and `today`: an array of `id`, *PauseTotal*",
    "resume": "*Pause*, `seconds`, and `today` as in `pause`",
    "find": "*FoundPeople*",
    "look-up": "*LookUp*; without a number, an array of *PastDial*",
    "messages": "an array of *Message*; with `--open`, one *Message*",
    "message": "*Sent*",
    "today": "*Today*",
    "contact show": "*ContactCard*",
    "contact add": "*Added*",
    "contact change": "*Changed*",
    "contact message": "*Written*; without a message to send, *Ways*",
    "contact answered": "*Written*",
    "contact channel": "*ChannelState*",
    "late-words": "*LateWords*; without words an array of *RecentCall*",
    "undo": "*Undone*",
    "figures": "*OwnDay*; `day` and each of `days` with its `rate`",
    "keys": "an array of `id`, `title`, `keys`, `desks`, `group`, `live`, `tooltip`",
}
RECORDS: tuple[type[Any], ...] = (
    *(desk.Desk, desk.NumberLine, desk.PastCall, desk.OpenCall, desk.Draft, desk.KeptDraft),
    *(calling.Verdict, calling.Basis),
    callbacks.PromisedCall,
    *(pauses.Pause, pauses.PauseTotal),
    *(acts.Recorded, acts.Undone),
    *(look_ups.LookUp, look_ups.Found, look_ups.PastDial),
    *(messages.Message, messages.Sent),
    *(finding.FoundPeople, finding.FoundPerson),
    *(today.Today, today.Due, today.Task),
    *(contact_acts.Added, contact_acts.Changed, contact_acts.LateWords, contact_acts.RecentCall),
    contact_card.ContactCard,
    *(
        own_figures.OwnDay,
        own_figures.DayFigures,
        own_figures.HourFigures,
        own_figures.Usual,
        own_figures.Became,
    ),
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {
    "Recorded": "`desk` and `empty` are replaced by `next`: the *claim* in hand now, or null; "
    "with nothing to call, *nothing* beside it",
    "Undone": "`desk` is a *claim*, or null",
    "ContactCard": "and `id`, the contact's",
    "Added": "`desk` is a *claim*, or null; and `id`, the contact's",
    "Changed": "`desk` is a *claim*; and `id`, the contact's",
    "FoundPerson": "and `id`, the contact's",
    "LookUp": "but for `number`; and `claim`, the *claim* in hand now, or null; `sent`, *Sent* or null",
    "PastDial": "and `id`, the call's",
    "PromisedCall": "and `id`, the contact's; `there` and `here`, `due` on both clocks; `minutes_late`, "
    "below zero when it is still to come",
}
