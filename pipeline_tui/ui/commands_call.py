"""Commands of a call: the queue, the phone, the script, the note and the contact in hand."""

from __future__ import annotations

from pipeline_tui.ui.command import CALLING_DESKS, Command, Group, Live, Place

SCOUT = frozenset({Place.SCOUT})
HUNTER_AND_FARMER = frozenset({Place.HUNTER, Place.FARMER})

# The unshifted digit row of a French keyboard stands for the digits too.
DIGITS = (
    ("1", "&"),
    ("2", "é"),
    ("3", '"'),
    ("4", "'"),
    ("5", "("),
    ("6", "-"),
    ("7", "è"),
    ("8", "_"),
    ("9", "ç"),
)

_CALLING = (
    Command(
        "call.next",
        "Next contact",
        "Claims the contact that is due first, by the fixed fair order.",
        "enter",
        SCOUT,
        Group.CALL,
        Live.FREE,
        short="next",
        method="next_contact",
    ),
    Command(
        "call.dial",
        "Dial",
        "Asks the calling rules, stores the attempt, then rings the number shown.",
        "enter,d",
        CALLING_DESKS,
        Group.CALL,
        Live.READY,
    ),
    Command(
        "call.this",
        "Call this one",
        "Takes the contact under the cursor in hand, to call it.",
        "d",
        HUNTER_AND_FARMER,
        Group.CALL,
        Live.FREE,
        short="call",
        method="call_this",
    ),
    Command(
        "call.hang-up",
        "Hang up",
        "Ends the call; while talking it wants the key twice. On a handset: says that the call is over.",
        "space",
        CALLING_DESKS,
        Group.CALL,
        Live.CALLING,
    ),
    Command(
        "call.as-proposed",
        "As proposed",
        "Ends the call the way the script or the telephone proposes.",
        "enter",
        CALLING_DESKS,
        Group.OUTCOME,
        Live.CALLING,
    ),
    Command(
        "call.other-number",
        "Other number",
        "Switches to the contact's next number.",
        "a",
        CALLING_DESKS,
        Group.CALL,
        Live.IN_HAND,
        short="a number",
    ),
    Command(
        "call.copy-number",
        "Copy the number",
        "Copies the number in hand to the clipboard of your terminal.",
        "y",
        CALLING_DESKS,
        Group.CALL,
        Live.IN_HAND,
        short="copy",
        method="copy_number",
    ),
    Command(
        "call.pause",
        "Pause",
        "Stops the work with a reason and a timer; a contact in hand is kept for five minutes.",
        "p",
        CALLING_DESKS,
        Group.CALL,
        Live.IDLE,
    ),
    Command(
        "contact.why",
        "Why this contact",
        "Says by which rule of the queue this contact came up, and what the calling rules say.",
        "i",
        SCOUT,
        Group.CONTACT,
        Live.IN_HAND,
        short="why",
    ),
    Command(
        "contact.everything",
        "All of this contact",
        "Shows everything known of the contact in hand and all that was before, in full.",
        "down",
        CALLING_DESKS,
        Group.CONTACT,
        Live.IN_HAND,
        short="all",
    ),
    Command(
        "contact.skip",
        "Skip",
        "Puts the contact back without calling; counted; a reason is asked from the third in an hour.",
        "s",
        SCOUT,
        Group.CONTACT,
        Live.READY,
    ),
)

_SCRIPTED = (
    Command(
        "note.edit",
        "Note",
        "Opens the note; what stands there is stored with the outcome. Esc leaves it and loses nothing.",
        "e",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
        short="note",
        method="note",
    ),
    Command(
        "script.objections",
        "Objections and techniques",
        "Searches the playbook's cards for what to answer; ctrl+o does so while you type, too.",
        "o,ctrl+o",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
        short="objections",
    ),
    Command(
        "script.back",
        "Step back",
        "Goes one step back in the script; answers stay.",
        "backspace",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
        short="step back",
        method="script_back",
    ),
    Command(
        "script.unsaid",
        "Not said",
        "Marks the must-say line as not said, or as said after all.",
        "!",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
    ),
    Command(
        "script.fields",
        "Answer fields",
        "Goes to the next question of this step, from the keys to the first one without an answer.",
        "tab",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
        short="fields",
    ),
    Command(
        "script.fields-back",
        "Answer field before",
        "Goes to the question before.",
        "shift+tab",
        CALLING_DESKS,
        Group.SCRIPT,
        Live.IN_HAND,
    ),
    *(
        Command(
            f"script.{way}",
            f"Script {word}",
            "Scrolls the script.",
            key,
            CALLING_DESKS,
            Group.SCRIPT,
            Live.IN_HAND,
            method="scroll_script",
            args=(way,),
        )
        for way, word, key in (("page-up", "up", "pageup"), ("page-down", "down", "pagedown"))
    ),
    *(
        Command(
            f"script.answer-{digit}",
            f"Answer {digit}",
            f"Chooses answer {digit} of this step.",
            f"{digit},{unshifted}",
            CALLING_DESKS,
            Group.SCRIPT,
            Live.IN_HAND,
            method="answer",
            args=(digit,),
        )
        for digit, unshifted in DIGITS
    ),
)


_HAND_OFF = (
    Command(
        "hand-off.hot",
        "Hot: hand off",
        "Opens the brief for the next stage, filled in from the script's answers.",
        "h",
        SCOUT,
        Group.OUTCOME,
        Live.CALLING,
        short="HOT",
    ),
    Command(
        "hand-off.open",
        "Hand off",
        "Opens the brief for the next stage, filled in from the script's answers.",
        "f8",
        SCOUT,
        Group.OUTCOME,
        Live.IN_HAND,
        method="hand_off",
    ),
    Command(
        "hand-off.live",
        "Pass the call on live",
        "Asks every free colleague of the next stage to take the call now; the first within 20 s has it.",
        "H",
        SCOUT,
        Group.OUTCOME,
        Live.CALLING,
        short="live",
    ),
)

CALL_COMMANDS: tuple[Command, ...] = (*_CALLING, *_SCRIPTED, *_HAND_OFF)
