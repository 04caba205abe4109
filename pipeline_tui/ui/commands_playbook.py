"""Commands for the shop's own method: its versions on the manager's desk, and writing the next one."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

_DIALOG = frozenset({Place.DIALOG})

PLAYBOOK_COMMANDS = (
    Command(
        "playbook.open",
        "Playbook",
        "Shows the versions of the method and the draft of the next; adopts, goes back, opens an editor.",
        "K",
        frozenset({Place.MANAGER}),
        Group.LIST,
        Live.FREE,
        short="playbook",
        method="playbook",
    ),
    Command(
        "playbook.edit",
        "Write a page",
        "Opens a page of the next playbook in your editor; the desk comes back when you leave it.",
        "e",
        _DIALOG,
        Group.DIALOG,
        short="write",
        method="edit_page",
    ),
    Command(
        "playbook.drop",
        "Throw the draft away",
        "Takes the draft of the next playbook away, after asking; what holds stays as it is.",
        "x",
        _DIALOG,
        Group.DIALOG,
        short="throw away",
        method="drop_draft",
    ),
)
