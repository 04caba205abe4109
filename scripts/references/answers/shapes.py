"""What the shell answers differently from the record behind it: cli/shapes.py."""

from __future__ import annotations

PEOPLE = "an array of *person*"
SHAPES = {
    "person": "`id`, `name`, `roles`, `active`, `has_passphrase`, `extension`, `language`, "
    "`languages`, `discount_limit`, `newcomer`, `stages`",
    "claim": "`token`; `contact` with `id`, `number`, `number_id`, `list`, `name`, `spoken`, "
    "`first_name`, `last_name`, `civility`, `language`, `firm`, `role`, `city`, `zone`, `source`, "
    "`numbers`, `preferred_hours`; `why`; then what is left of *Desk*",
    "nothing": "`blockers`, a count for each reason; `opens_at`, an instant or null; "
    "`lists` that give no work, an array of *StoppedList*",
}
