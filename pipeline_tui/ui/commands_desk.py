"""Commands of what a desk keeps: deals, clients, lists, and one's own figures."""

from __future__ import annotations

from pipeline_tui.ui.command import CALLING_DESKS, SHEETS, Command, Group, Live, Place

HUNTER = frozenset({Place.HUNTER})
FARMER = frozenset({Place.FARMER})
INBOX = frozenset({Place.INBOX})
MANAGER = frozenset({Place.MANAGER})
TODAY = frozenset({Place.TODAY})
LIST_DESKS = HUNTER | FARMER | INBOX | MANAGER | SHEETS | TODAY

_MOVES = (
    ("up", "up", "Moves up."),
    ("down", "down", "Moves down."),
    ("left", "left", "Moves left."),
    ("right", "right", "Moves right."),
    ("page-up", "pageup", "A page up; in the calendar the month before."),
    ("page-down", "pagedown", "A page down; in the calendar the month after."),
    ("first", "home", "Goes to the first line."),
    ("last", "end", "Goes to the last line."),
)

_DEAL = (
    Command(
        "hand-off.accept",
        "Accept",
        "Takes the hand-off; the contact and all that was said are yours.",
        "a",
        INBOX,
        Group.DEAL,
    ),
    Command(
        "hand-off.return",
        "Return",
        "Gives the contact back with a reason and a note; it stands on top of the giver's queue.",
        "R",
        INBOX,
        Group.DEAL,
        method="give_back",
    ),
    Command(
        "deal.back",
        "Step back",
        "Moves the deal one step back.",
        "<",
        HUNTER,
        Group.DEAL,
        short="back a step",
        method="step_back",
    ),
    Command(
        "deal.on",
        "Step on",
        "Moves the deal one step on.",
        ">",
        HUNTER,
        Group.DEAL,
        short="step on",
        method="step_on",
    ),
    Command(
        "deal.next",
        "Next step",
        "Sets what is done next for this deal, and when.",
        "t",
        HUNTER,
        Group.DEAL,
        method="next_step",
    ),
    Command(
        "deal.won",
        "Won",
        "Records the purchase and gives the client to the farmer, with a first check-in.",
        "W",
        CALLING_DESKS,
        Group.DEAL,
        Live.IDLE,
    ),
    Command("deal.lost", "Lost", "Closes the deal with a reason.", "L", HUNTER, Group.DEAL),
    Command(
        "deal.snooze",
        "Snooze",
        "Silences the deal until a day, for a reason; any act on it ends that.",
        "z",
        HUNTER,
        Group.DEAL,
        Live.IDLE,
    ),
    Command(
        "deal.value",
        "Value and title",
        "Says what the deal is worth and what it is about, for sums and forecast.",
        "",
        HUNTER,
        Group.DEAL,
    ),
)

_CLIENT = (
    Command(
        "check-in.log",
        "Log the check-in",
        "Stores how the check-in went and proposes the next date.",
        "g",
        FARMER,
        Group.CLIENT,
        short="log",
        method="log_check_in",
    ),
    Command(
        "check-in.move",
        "Move the check-in",
        "Plans the check-in on another day.",
        "M",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="move",
        method="move_check_in",
    ),
    Command(
        "client.segment",
        "Segment",
        "Puts the client into a segment by hand, or leaves it to the playbook's rule.",
        "G",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
    ),
    Command(
        "day.today", "Today", "Goes back to today.", ".", FARMER, Group.CLIENT, Live.FREE, method="today"
    ),
)

_LIST = (
    Command(
        "list.open",
        "Open",
        "Opens what is under the cursor.",
        "enter",
        HUNTER | FARMER | INBOX | MANAGER | TODAY,
        Group.LIST,
        Live.FREE,
        method="open_this",
    ),
    Command(
        "list.view",
        "Other view",
        "Shows the same things another way.",
        "v",
        HUNTER | FARMER | MANAGER,
        Group.LIST,
        Live.IDLE,
        short="view",
    ),
    Command(
        "list.filter",
        "Filter",
        "Shows only what holds the words typed; accents do not count, Esc shows all again.",
        "/",
        HUNTER | INBOX | TODAY,
        Group.LIST,
        Live.FREE,
    ),
    Command(
        "list.sort",
        "Sort",
        "Sorts by next step, by value, by age, one after the other.",
        "S",
        HUNTER,
        Group.LIST,
        Live.FREE,
    ),
    *(
        Command(
            f"list.{name}",
            name.replace("-", " ").capitalize(),
            tooltip,
            key,
            LIST_DESKS,
            Group.LIST,
            Live.FREE,
            method="move",
            args=(name,),
        )
        for name, key, tooltip in _MOVES
    ),
)

_TODAY = (
    Command(
        "today.why",
        "Why this first",
        "Says why the line stands where it stands, and the whole rule.",
        "i",
        TODAY,
        Group.LIST,
        short="why",
        method="today_why",
    ),
)

_FIGURES = (
    Command(
        "figures.day",
        "My figures",
        "Shows your own day and its hours, beside the seven days you worked before; once more goes back.",
        "v",
        frozenset({Place.SCOUT, Place.DIALOG}),
        Group.LIST,
        Live.IDLE,
        short="figures",
        method="figures",
    ),
)

DESK_COMMANDS: tuple[Command, ...] = (*_DEAL, *_CLIENT, *_LIST, *_TODAY, *_FIGURES)
