"""Commands for the shop's own people: the manager's view of them, and what is done with one."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

_MANAGER = frozenset({Place.MANAGER})

STAFF_COMMANDS: tuple[Command, ...] = (
    Command(
        "staff.view",
        "People and structure",
        "Shows who works here, who is there or away, and how much waits for each.",
        "K",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        short="people",
        method="view_people",
    ),
    Command(
        "staff.add",
        "Add a person",
        "Takes somebody on, with what they do and the languages they speak in calls.",
        "A",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        short="add",
        method="add_person",
    ),
    Command(
        "staff.stages",
        "Change their stages",
        "Changes what the person under the cursor does; what waits where they no longer work goes to others.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="change_stages",
    ),
    Command(
        "staff.absent",
        "They are away",
        "Notes on which days the person under the cursor is away; what waits for them is open to their team.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="note_absence",
    ),
    Command(
        "staff.back",
        "They are back",
        "Ends the absence of the person under the cursor.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="end_absence",
    ),
    Command(
        "staff.replace",
        "Replace them",
        "Gives all that waits for the person under the cursor to others, by a plan that is shown first.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="replace_person",
    ),
    Command(
        "staff.leave",
        "They leave",
        "Lets the person under the cursor sign in no more; refused while anything waits for them.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="let_leave",
    ),
    Command(
        "staff.return",
        "They work here again",
        "Lets the person under the cursor, who left, sign in again.",
        "",
        _MANAGER,
        Group.LIST,
        Live.FREE,
        method="let_return",
    ),
)
