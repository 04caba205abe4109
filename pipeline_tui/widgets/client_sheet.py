"""A client on one screen: rhythm, needs, promises, purchases, history."""

from __future__ import annotations

from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.farming import ClientCard, Purchase
from pipeline_tui.ui.formatting import (
    QUIET,
    STRONG,
    WARNING,
    column,
    count,
    day,
    fixed,
    join,
    money,
    say,
    short_day,
    spread,
)
from pipeline_tui.widgets.deal_lines import Setting
from pipeline_tui.widgets.sheet_parts import (
    columns_of,
    history,
    labelled_all,
    numbers,
    rule,
    side_by_side,
)

_TWO_COLUMNS = 76
_MOST_PURCHASES = 5
_ROOMY = 10  # lines from which on every part is shown as it is


def client_sheet(card: ClientCard, at: Setting, height: int) -> list[Content]:
    """Return the card of a client, as much of each part as the height allows."""
    width = at.width
    two = width >= _TWO_COLUMNS
    left, right = columns_of(width) if two else (width, width)
    head = _head(card, at)
    room = max(height - len(head), 4)
    bought = _purchases(card, at, left, _MOST_PURCHASES if room > _ROOMY else 2)
    known = labelled_all(card.answers, at.names, left, most=1)
    promised = labelled_all(
        {key: text for key, text in card.brief.items() if key not in card.answers},
        at.names,
        left,
        most=1,
    )
    needs = known or [fixed("Unknown yet: the script asks.", QUIET)]
    said = [rule("Needs", left), *(needs if room > _ROOMY else needs[:3]), rule("Bought", left), *bought]
    if promised:
        said += [rule("Promised", left), *promised]
    before = [rule("Before", right), *history(card.before, at.names, at.zone, at.now, right, most=2)]
    if not two:
        return [*head, *said, *before]
    return [*head, *side_by_side(_cut(said, room), _cut(before, room), width)]


def client_title(card: ClientCard, at: Setting) -> str:
    """Return who the client is and what they are worth, for the rule above the card."""
    since = f"client since {card.since.year}" if card.since else "client"
    worth = money(card.total_minor, card.currency, at.language)
    bought = count(len(card.purchases), "purchase")
    return " · ".join(part for part in (card.name, card.firm, since, bought, worth) if part)


def _head(card: ClientCard, at: Setting) -> list[Content]:
    today = local_day(at.now, at.zone)
    place = join(numbers(card.numbers), " ", say(f"· {card.city}" if card.city else "", QUIET))
    rhythm = say(f"{card.segment} · every {count(card.days, 'day')}", QUIET)
    last = (
        f"last talked {day(local_day(card.last_contact, at.zone), today)}"
        if card.last_contact is not None
        else "not talked to yet"
    )
    planned = card.next_check_in
    if planned is None:
        coming = fixed("? no check-in planned", WARNING)
    elif planned.overdue:
        coming = say(f"! check-in overdue since {day(planned.due_on, today)}", WARNING)
    else:
        coming = say(f"· check-in {day(planned.due_on, today)}", STRONG)
    return [spread(place, rhythm, at.width), spread(coming, say(last, QUIET), at.width)]


def _purchases(card: ClientCard, at: Setting, width: int, most: int) -> list[Content]:
    if not card.purchases:
        return [fixed("Nothing yet.", QUIET)]
    today = local_day(at.now, at.zone)
    rows = [_purchase(one, at, width, short_day(one.on, today)) for one in card.purchases[:most]]
    left = len(card.purchases) - most
    return [*rows, say(f"… {left} more", QUIET)] if left > 0 else rows


def _purchase(one: Purchase, at: Setting, width: int, on: str) -> Content:
    amount = money(one.amount_minor, one.currency, at.language)
    return join(
        column(on, 12, QUIET),
        column(one.what or "purchase", max(width - 13 - len(amount), 4)),
        " ",
        say(amount),
    )


def _cut(rows: list[Content], room: int) -> list[Content]:
    if len(rows) <= room:
        return rows
    return [*rows[: room - 1], say(f"… {len(rows) - room + 1} more lines", QUIET)]
