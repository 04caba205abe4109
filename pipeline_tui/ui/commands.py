"""The one table of commands; nothing is bound, offered or explained that does not stand here.

Outcomes come from the playbook and are added to the table by ``outcome_commands``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.ui.command import CALLING_DESKS, DESKS, SHEETS, Command, Group, Live, Place
from pipeline_tui.ui.commands_call import CALL_COMMANDS, DIGITS
from pipeline_tui.ui.commands_care import CARE_COMMANDS
from pipeline_tui.ui.commands_desk import DESK_COMMANDS
from pipeline_tui.ui.commands_finding import FINDING_COMMANDS
from pipeline_tui.ui.commands_joints import JOINT_COMMANDS
from pipeline_tui.ui.commands_lists import LIST_COMMANDS
from pipeline_tui.ui.commands_method import METHOD_COMMANDS
from pipeline_tui.ui.commands_news import NEWS_COMMANDS
from pipeline_tui.ui.commands_offers import OFFER_COMMANDS
from pipeline_tui.ui.commands_people import PEOPLE_COMMANDS
from pipeline_tui.ui.commands_playbook import PLAYBOOK_COMMANDS
from pipeline_tui.ui.commands_rules import RULES_COMMANDS
from pipeline_tui.ui.commands_sales import SALES_COMMANDS
from pipeline_tui.ui.commands_shop import SHOP_COMMANDS
from pipeline_tui.ui.commands_staff import STAFF_COMMANDS
from pipeline_tui.ui.commands_structure import STRUCTURE_COMMANDS
from pipeline_tui.ui.commands_writing import WRITING_COMMANDS
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_tui.domain.playbook import Outcome

DIALOG = frozenset({Place.DIALOG})
EVERYWHERE = DESKS | SHEETS

# The letters that every trade shares, in words short enough for eighty columns.
_SHORT = {
    "en": {
        "no-answer": "no answer",
        "busy": "busy",
        "voicemail": "voicemail",
        "wrong-number": "wrong",
        "refused": "refused",
        "callback": "callback",
        "do-not-call": "stop",
        "talked": "goes on",
    },
    "fr": {
        "no-answer": "absent",
        "busy": "occupé",
        "voicemail": "répondeur",
        "wrong-number": "erreur",
        "refused": "refus",
        "callback": "rappeler",
        "do-not-call": "stop",
        "talked": "à suivre",
    },
}

_GO = (
    ("scout", "Scout desk", "Finding: cold calls from the queue.", "f2"),
    ("hunter", "Hunter desk", "Closing: deals and their next steps.", "f3"),
    ("farmer", "Farmer desk", "Keeping: clients and their check-ins.", "f4"),
    ("manager", "Manager desk", "People, lists, and why nothing can be called.", "f5"),
    ("inbox", "Inbox", "Hand-offs, messages, and what became of those you gave on.", "f9"),
    (
        "today",
        "One Today",
        "Everything due across your stages, the most urgent first; Enter opens it.",
        "f10",
    ),
)

_PROGRAM = (
    *(
        Command(f"desk.{name}", title, tooltip, key, EVERYWHERE, Group.DESK, method="go", args=(name,))
        for name, title, tooltip, key in _GO
    ),
    Command(
        "program.help", "Help", "Explains every key that is live here.", "?,f1", EVERYWHERE, Group.PROGRAM
    ),
    Command(
        "program.palette",
        "All commands",
        "Searches every command by name.",
        ":,ctrl+p",
        EVERYWHERE,
        Group.PROGRAM,
        short="more",
    ),
    Command(
        "program.undo",
        "Undo",
        "Takes your last act back by a correcting one, until somebody has built on it.",
        "u",
        EVERYWHERE,
        Group.PROGRAM,
    ),
    Command(
        "program.language",
        "Language of the screens",
        "English or French, on every desk you sign in at; the words of the method follow where it has them.",
        "",
        DESKS,
        Group.PROGRAM,
        live=Live.FREE,
    ),
    Command(
        "program.practise",
        "Practise",
        "Calls with a scripted customer, in a shop that is thrown away; yours is closed meanwhile.",
        "",
        DESKS,
        Group.PROGRAM,
        live=Live.FREE,
        method="leave_to_practise",
    ),
    Command(
        "program.back",
        "One step back",
        "Leaves what is open; text is never lost.",
        "escape",
        EVERYWHERE,
        Group.PROGRAM,
        short="back",
    ),
    Command(
        "program.quit",
        "Quit",
        "Leaves the workstation; asks first when a call is under way or a note is not stored.",
        "ctrl+q",
        EVERYWHERE | DIALOG,
        Group.PROGRAM,
        method="quit_guarded",
        priority=True,
    ),
)

_DIALOG = (
    Command(
        "dialog.close",
        "Close",
        "Leaves the question without an answer.",
        "escape",
        DIALOG,
        Group.DIALOG,
    ),
    Command("dialog.accept", "Accept", "Gives the answer that stands there.", "enter", DIALOG, Group.DIALOG),
    Command(
        "dialog.new-line",
        "New line",
        "Begins another line of words.",
        "ctrl+n",
        DIALOG,
        Group.DIALOG,
        method="new_line",
    ),
    *(
        Command(
            f"dialog.{way}",
            way.capitalize(),
            "Moves between the choices.",
            way,
            DIALOG,
            Group.DIALOG,
            method="move",
            args=(way,),
        )
        for way in ("up", "down")
    ),
    *(
        Command(
            f"dialog.{name}-field",
            f"{name.capitalize()} field",
            f"Goes to the {name} field of the sheet.",
            key,
            DIALOG,
            Group.DIALOG,
            method="field",
            args=(way,),
        )
        for name, way, key in (("next", "down", "tab"), ("previous", "up", "shift+tab"))
    ),
    *(
        Command(
            f"dialog.{name}",
            name.replace("-", " ").capitalize(),
            tooltip,
            key,
            DIALOG,
            Group.DIALOG,
            method="turn",
            args=(name,),
        )
        for name, key, tooltip in (
            ("above", "left", "Goes to what stands above: the folder a folder lies in."),
            ("page-up", "pageup", "A page of the choices up."),
            ("page-down", "pagedown", "A page of the choices down."),
            ("first", "home", "Goes to the first choice."),
            ("last", "end", "Goes to the last choice."),
        )
    ),
    Command("dialog.take", "Take it", "Takes what a colleague offers.", "a", DIALOG, Group.DIALOG),
    Command("dialog.yes", "Yes", "Says yes.", "y", DIALOG, Group.DIALOG),
    Command("dialog.no", "No", "Says no; nothing is changed.", "n", DIALOG, Group.DIALOG),
    *(
        Command(
            f"dialog.choose-{digit}",
            f"Choice {digit}",
            f"Takes choice {digit}.",
            f"{digit},{unshifted}",
            DIALOG,
            Group.DIALOG,
            method="choose",
            args=(digit,),
        )
        for digit, unshifted in DIGITS
    ),
)

COMMANDS: tuple[Command, ...] = (
    *CALL_COMMANDS,
    *DESK_COMMANDS,
    *CARE_COMMANDS,
    *JOINT_COMMANDS,
    *LIST_COMMANDS,
    *STAFF_COMMANDS,
    *PEOPLE_COMMANDS,
    *FINDING_COMMANDS,
    *OFFER_COMMANDS,
    *SALES_COMMANDS,
    *RULES_COMMANDS,
    *STRUCTURE_COMMANDS,
    *SHOP_COMMANDS,
    *METHOD_COMMANDS,
    *PLAYBOOK_COMMANDS,
    *NEWS_COMMANDS,
    *WRITING_COMMANDS,
    *_PROGRAM,
    *_DIALOG,
)


def outcome_commands(outcomes: Iterable[Outcome], language: str) -> tuple[Command, ...]:
    """Return the commands of a playbook's outcomes: the letter, and Shift + letter which stays."""
    from pipeline_tui.domain.playbook import After  # the table itself is there before a playbook is

    made: list[Command] = []
    for outcome in outcomes:
        name = outcome.name(language)
        if outcome.after is After.HAND_OFF:
            continue  # ``h`` opens the brief, which ends the call
        for stays in (False, True):
            made.append(
                Command(
                    f"outcome.{outcome.code}{'.stay' if stays else ''}",
                    tr("{name}, and stay", name=name) if stays else name,
                    tr("Stores “{name}”", name=name)
                    + (tr(" and stays.") if stays else tr(" and brings the next contact.")),
                    outcome.key.upper() if stays else outcome.key,
                    CALLING_DESKS,
                    Group.OUTCOME,
                    Live.CALLING,
                    short=_SHORT.get(language, _SHORT["en"]).get(outcome.code, name[:1].lower() + name[1:]),
                    method="outcome",
                    args=(outcome.code, "stay") if stays else (outcome.code, "next"),
                )
            )
    return tuple(made)
