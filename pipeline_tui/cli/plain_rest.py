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
from pipeline_tui.wording import WordTable, mark, tr, trn

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting

_ANSWERS = WordTable(
    {
        Answer.YOURS: "This is a contact of yours.",
        Answer.FREE: "Known, and in nobody's hand.",
        Answer.NOT_YOURS: "Known, but not yours.",
        Answer.UNKNOWN: "Nobody here has this number.",
    }
)
_STANDS = mark("Your next callback stands: {at}, {name}.")
_CLEAR = ("clear", "effacer")


def note(sitting: Sitting) -> None:
    """Add lines to the note; each is kept at once."""
    if sitting.note:
        sitting.voice.say(tr("So far:"), *sitting.note.splitlines())
    while True:
        hints = (tr("A line for the note."), tr("clear, to begin it anew."), tr("Nothing, to end it."))
        typed = sitting.ask(tr("Note:"), *hints)
        if typed in ("", LEAVE):
            return
        cleared = typed.casefold() in _CLEAR
        sitting.note = "" if cleared else "\n".join(part for part in (sitting.note, typed) if part)
        sitting.keep()
        sitting.voice.say(tr("Cleared.") if cleared else tr("Kept."))


def why(sitting: Sitting) -> None:
    """Say why this contact came up."""
    if sitting.desk is not None:
        sitting.voice.say(*why_lines(sitting.desk, sitting.zone))


def before(sitting: Sitting) -> None:
    """Say all that was before."""
    if sitting.desk is not None:
        lines = [past_line(past, sitting.shop) for past in sitting.desk.before]
        sitting.voice.say(*(lines or [tr("Nothing was before.")]))


def undo(sitting: Sitting) -> None:
    """Take the last act back; what it had in hand comes back into hand."""
    done = undoing.undo(sitting.shop, sitting.viewer, act=new_act())
    sitting.voice.say(tr("Taken back: {what}.", what=undone_words(done.verb, done.name, ", ")))
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
        is_due = next_one.next_callback_at <= sitting.shop.now()
        told = mark("Your next callback is due: {at}, {name}.") if is_due else _STANDS
        at = when(next_one.next_callback_at, sitting.shop.workspace.zone)
        sitting.voice.say(tr(told, at=at, name=next_one.next_callback_name))


def pause(sitting: Sitting) -> None:
    """Stop with a reason until Enter."""
    shop, language = sitting.shop, sitting.shop.workspace.language
    reasons = [(one.code, one.name(language)) for one in shop.playbook.pause_reasons]
    reason = sitting.voice.choose(tr("Pause, for what?"), reasons)
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
    reason = names.get(running.reason, running.reason)
    since = when(running.began_at, shop.workspace.zone)[-5:]
    sitting.voice.say(tr("On a pause since {since}: {reason}.", since=since, reason=reason))
    sitting.ask(tr("Enter goes back to work."), tr("Nothing, to go back to work."))
    minutes = pausing.end(shop, sitting.viewer, act=new_act()).seconds(shop.now()) // 60
    sitting.voice.say(trn("Back after {number} minute.", "Back after {number} minutes.", minutes))


def look_up(sitting: Sitting) -> None:
    """Find who is calling us: by the number, or among one's last dials."""
    shop, viewer = sitting.shop, sitting.viewer
    hints = (tr("The whole number."), tr("Nothing, for your last dials."), tr(". leaves."))
    typed = sitting.ask(tr("Their number?"), *hints)
    if typed == LEAVE:
        return
    if typed:
        found = looking_up.look_up(shop, viewer, typed, act=new_act())
    else:
        dials = looking_up.last_dials(shop, viewer)
        if not dials:
            sitting.voice.say(tr("You have dialled nobody yet."))
            return
        zone = shop.workspace.zone
        options = [(str(one.call_id), f"{one.name}, {one.number}, {when(one.at, zone)}") for one in dials]
        picked = sitting.voice.choose(tr("Which?"), options)
        if picked is None:
            return
        found = looking_up.look_up(shop, viewer, "", act=new_act(), call_id=int(picked))
    _act_on(sitting, found, typed)


def _act_on(sitting: Sitting, found: LookUp, number: str) -> None:
    shop, viewer = sitting.shop, sitting.viewer
    sitting.voice.say(_ANSWERS[found.answer])
    if found.answer is Answer.NOT_YOURS:
        hints = (tr("Words for the owner."), tr("Nothing, to leave it."))
        words = sitting.ask(tr("Message to its owner, or nothing:"), *hints)
        if words and words != LEAVE:
            messaging.send(shop, viewer, found, words, act=new_act())
            sitting.voice.say(tr("Sent."))
        return
    if found.answer is Answer.UNKNOWN:
        if sitting.voice.yes(tr("A new contact with this number?")):
            plain_people.add(sitting, numbers=number, how=How.INCOMING)
        return
    if sitting.calling:
        sitting.voice.say(tr("Say first how the call you are in ended, then look them up again."))
        return
    which = 0
    nobodys = tr("a contact in nobody's hand")
    free = [(str(len(found.yours) + number), nobodys) for number in range(found.free)]
    options = [*((str(number), one.name) for number, one in enumerate(found.yours)), *free]
    if len(options) > 1:
        picked = sitting.voice.choose(tr("Which?"), options)
        if picked is None:
            return
        which = int(picked)
    elif not sitting.voice.yes(tr("Take this contact in hand?")):
        return
    desk = looking_up.claim_found(shop, viewer, found, act=new_act(), which=which)
    sitting.hold(desk)
    idle = sitting.desk is not None and sitting.desk.call is None
    if idle and sitting.voice.yes(tr("Are they on the line?")):
        taken = looking_up.take_incoming(shop, viewer, desk.token, act=new_act(), number_id=desk.number_id)
        sitting.refresh(taken)
        read_step(sitting, ask=False)


def add_late_words(sitting: Sitting) -> None:
    """Add words to one of one's last three calls."""
    shop, viewer = sitting.shop, sitting.viewer
    recent = late_words.recent(shop, viewer)
    if not recent:
        sitting.voice.say(tr("No call of yours has ended yet."))
        return
    zone = shop.workspace.zone
    options = [(str(one.id), f"{one.name}, {one.number}, {when(one.at, zone)}") for one in recent]
    picked = sitting.voice.choose(tr("To which call?"), options)
    if picked is None:
        return
    words = sitting.ask(tr("Words:"), tr("What came to mind."), tr(". leaves."))
    if words not in ("", LEAVE):
        late_words.add_words(shop, viewer, int(picked), words, act=new_act())
        sitting.voice.say(tr("Added."))
