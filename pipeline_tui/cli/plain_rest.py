"""Beside the calls on the linear desk: note, pause, undo, figures, caller look-up, late words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli import plain_people
from pipeline_tui.cli.plain_script import read_step
from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.plain_words import day_lines, past_line, why_lines
from pipeline_tui.cli.printing import when
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.look_ups import Answer, LookUp
from pipeline_tui.domain.newcomers import How
from pipeline_tui.services import late_words, looking_up, messaging, pausing, reading, tallying, undoing
from pipeline_tui.ui.undone import undone_words

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting

_ANSWERS = {
    Answer.YOURS: "This is a contact of yours.",
    Answer.FREE: "Known, and in nobody's hand.",
    Answer.NOT_YOURS: "Known, but not yours.",
    Answer.UNKNOWN: "Nobody here has this number.",
}


def note(sitting: Sitting) -> None:
    """Add lines to the note; each is kept at once."""
    if sitting.note:
        sitting.voice.say("So far:", *sitting.note.splitlines())
    while True:
        typed = sitting.ask(
            "Note: ", "A line for the note.", "clear, to begin it anew.", "Nothing, to end it."
        )
        if typed in ("", LEAVE):
            return
        cleared = typed.casefold() == "clear"
        sitting.note = "" if cleared else "\n".join(part for part in (sitting.note, typed) if part)
        sitting.keep()
        sitting.voice.say("Cleared." if cleared else "Kept.")


def why(sitting: Sitting) -> None:
    """Say why this contact came up."""
    if sitting.desk is not None:
        sitting.voice.say(*why_lines(sitting.desk, sitting.zone))


def before(sitting: Sitting) -> None:
    """Say all that was before."""
    if sitting.desk is not None:
        lines = [past_line(past, sitting.shop) for past in sitting.desk.before]
        sitting.voice.say(*(lines or ["Nothing was before."]))


def undo(sitting: Sitting) -> None:
    """Take the last act back; what it had in hand comes back into hand."""
    done = undoing.undo(sitting.shop, sitting.viewer, act=new_act())
    sitting.voice.say(f"Taken back: {undone_words(done.verb, done.name, ', ')}.")
    if done.desk is not None and (sitting.desk is None or done.desk.token != sitting.desk.token):
        sitting.hold(done.desk)
        if done.desk.call is not None:
            read_step(sitting, ask=False)
    elif done.desk is None:
        sitting.refresh(None)


def figures(sitting: Sitting) -> None:
    """Say one's own day, and the next promised call."""
    sitting.voice.say(*day_lines(tallying.own_day(sitting.shop, sitting.viewer)))
    promised(sitting)


def promised(sitting: Sitting) -> None:
    """Say when one has promised to call next; who it is has no number here."""
    next_one = reading.figures(sitting.shop, sitting.viewer)
    if next_one.next_callback_at is not None:
        due = "is due" if next_one.next_callback_at <= sitting.shop.now() else "stands"
        at = when(next_one.next_callback_at, sitting.shop.workspace.zone)
        sitting.voice.say(f"Your next callback {due}: {at}, {next_one.next_callback_name}.")


def pause(sitting: Sitting) -> None:
    """Stop with a reason until Enter."""
    shop, language = sitting.shop, sitting.shop.workspace.language
    reasons = [(one.code, one.name(language)) for one in shop.playbook.pause_reasons]
    reason = sitting.voice.choose("Pause, for what? ", reasons)
    if reason is not None:
        pausing.begin(shop, sitting.viewer, reason, act=new_act())
        resume(sitting)


def resume(sitting: Sitting) -> None:
    """Wait for Enter while a pause runs."""
    shop = sitting.shop
    running = pausing.running(shop, sitting.viewer)
    if running is None:
        return
    names = {one.code: one.name(shop.workspace.language) for one in shop.playbook.pause_reasons}
    since = when(running.began_at, shop.workspace.zone)[-5:]
    sitting.voice.say(f"On a pause since {since}: {names.get(running.reason, running.reason)}.")
    sitting.ask("Enter goes back to work.", "Nothing, to go back to work.")
    over = pausing.end(shop, sitting.viewer, act=new_act())
    sitting.voice.say(f"Back after {over.seconds(shop.now()) // 60} minutes.")


def look_up(sitting: Sitting) -> None:
    """Find who is calling us: by the number, or among one's last dials."""
    shop, viewer = sitting.shop, sitting.viewer
    typed = sitting.ask(
        "Their number? ", "The whole number.", "Nothing, for your last dials.", f"{LEAVE} leaves."
    )
    if typed == LEAVE:
        return
    if typed:
        found = looking_up.look_up(shop, viewer, typed, act=new_act())
    else:
        dials = looking_up.last_dials(shop, viewer)
        if not dials:
            sitting.voice.say("You have dialled nobody yet.")
            return
        zone = shop.workspace.zone
        options = [(str(one.call_id), f"{one.name}, {one.number}, {when(one.at, zone)}") for one in dials]
        picked = sitting.voice.choose("Which? ", options)
        if picked is None:
            return
        found = looking_up.look_up(shop, viewer, "", act=new_act(), call_id=int(picked))
    _act_on(sitting, found, typed)


def _act_on(sitting: Sitting, found: LookUp, number: str) -> None:
    shop, viewer = sitting.shop, sitting.viewer
    sitting.voice.say(_ANSWERS[found.answer])
    if found.answer is Answer.NOT_YOURS:
        words = sitting.ask(
            "Message to its owner, or nothing: ", "Words for the owner.", "Nothing, to leave it."
        )
        if words and words != LEAVE:
            messaging.send(shop, viewer, found, words, act=new_act())
            sitting.voice.say("Sent.")
        return
    if found.answer is Answer.UNKNOWN:
        if sitting.voice.yes("A new contact with this number?"):
            plain_people.add(sitting, numbers=number, how=How.INCOMING)
        return
    if sitting.calling:
        sitting.voice.say("Say first how the call you are in ended, then look them up again.")
        return
    which = 0
    free = [(str(len(found.yours) + number), "a contact in nobody's hand") for number in range(found.free)]
    options = [*((str(number), one.name) for number, one in enumerate(found.yours)), *free]
    if len(options) > 1:
        picked = sitting.voice.choose("Which? ", options)
        if picked is None:
            return
        which = int(picked)
    elif not sitting.voice.yes("Take this contact in hand?"):
        return
    desk = looking_up.claim_found(shop, viewer, found, act=new_act(), which=which)
    sitting.hold(desk)
    if sitting.desk is not None and sitting.desk.call is None and sitting.voice.yes("Are they on the line?"):
        taken = looking_up.take_incoming(shop, viewer, desk.token, act=new_act(), number_id=desk.number_id)
        sitting.refresh(taken)
        read_step(sitting, ask=False)


def add_late_words(sitting: Sitting) -> None:
    """Add words to one of one's last three calls."""
    shop, viewer = sitting.shop, sitting.viewer
    recent = late_words.recent(shop, viewer)
    if not recent:
        sitting.voice.say("No call of yours has ended yet.")
        return
    zone = shop.workspace.zone
    options = [(str(one.id), f"{one.name}, {one.number}, {when(one.at, zone)}") for one in recent]
    picked = sitting.voice.choose("To which call? ", options)
    if picked is None:
        return
    words = sitting.ask("Words: ", "What came to mind.", f"{LEAVE} leaves.")
    if words not in ("", LEAVE):
        late_words.add_words(shop, viewer, int(picked), words, act=new_act())
        sitting.voice.say("Added.")
