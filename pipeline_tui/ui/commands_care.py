"""Commands of what is known of a client: repeat deal, needs, yearly dates, complaint, winning back."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

FARMER = frozenset({Place.FARMER})

CARE_COMMANDS: tuple[Command, ...] = (
    Command(
        "client.repeat",
        "Repeat deal",
        "Opens a further deal with the client: your own where you also close, else a hunter's.",
        "j",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="repeat deal",
        method="repeat_deal",
    ),
    Command(
        "client.needs",
        "Needs sheet",
        "Shows what is known of the client; an answer can be given, changed, or made unknown again.",
        "N",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="needs",
        method="needs",
    ),
    Command(
        "client.occasions",
        "Yearly dates",
        "Keeps birthdays and the like of the client, with whom they are for and what it was last time.",
        "O",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="dates",
        method="occasions",
    ),
    Command(
        "client.complaint",
        "Complaint",
        "Opens a complaint, which stops selling to the client; once more solves it.",
        "C",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="complaint",
        method="complaint",
    ),
    Command(
        "client.win-back",
        "Win back",
        "Gives a silent client to the scouts again, with all that was said in view.",
        "B",
        FARMER,
        Group.CLIENT,
        Live.IDLE,
        short="win back",
        method="win_back",
    ),
)
