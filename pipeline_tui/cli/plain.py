"""``--plain``: the scout desk prompt by prompt, for screen readers and dumb terminals; same services.

What is in hand decides what can be typed; ``?`` lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import HoldLost, PipelineError, UsageTrouble
from pipeline_tui.domain.playbook import After, Outcome
from pipeline_tui.domain.stages import Stage

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.cli.plain_voice import Voice
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be typed: the words for it, what it does, and the act."""

    words: tuple[str, ...]
    told: str
    run: Callable[[Sitting], None]


def run(shell: Shell) -> int:
    """Open the workspace and sit at the desk until the operator leaves; returns the exit code."""
    from pipeline_tui.cli.plain_voice import Voice

    with _signed_in(shell) as (shop, viewer):
        sit(shop, viewer, Voice())
    return 0


def sit(shop: Shop, viewer: Viewer, voice: Voice) -> None:
    """Work until the operator leaves; raises Refused for who is no scout."""
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.cli.plain_voice import Leaving
    from pipeline_tui.services import claiming

    claiming.needs_stage(viewer, Stage.SCOUTING)
    sitting = Sitting(shop, viewer, voice)
    sitting.lease.begin()
    try:
        _work(sitting)
    except (Leaving, KeyboardInterrupt):
        _leave(sitting)
    finally:
        sitting.lease.end()
        sitting.phone.end()


@contextmanager
def _signed_in(shell: Shell) -> Iterator[tuple[Shop, Viewer]]:
    """Open the workspace with its clock running, as the workstation does."""
    from pipeline_tui.cli.problems import warn
    from pipeline_tui.cli.shell import IGNORED_NOW, fixed_time, passphrase_of
    from pipeline_tui.services import signing_in
    from pipeline_tui.services.shop import open_shop

    now, trouble = fixed_time()
    shop = open_shop(shell.path, now=now, running=True)
    try:
        if not shop.workspace.practice and (now or trouble):
            warn(IGNORED_NOW)
        elif trouble:
            raise trouble
        operator = signing_in.who(shop, shell.operator)
        yield shop, signing_in.sign_in(shop, operator, passphrase_of(operator))
    finally:
        shop.close()


def _work(sitting: Sitting) -> None:
    from pipeline_tui.cli import plain_rest
    from pipeline_tui.cli.plain_script import read_step
    from pipeline_tui.services import claiming

    shop, viewer = sitting.shop, sitting.viewer
    practice = " Practice: invented people, a simulated phone." if shop.workspace.practice else ""
    sitting.voice.say(f"Scout desk of {viewer.name}, {shop.workspace.firm}.{practice}", "Type ? for help.")
    plain_rest.promised(sitting)
    plain_rest.resume(sitting)
    sitting.hold(claiming.in_hand(shop, viewer))
    if sitting.desk is not None and sitting.desk.call is not None:
        sitting.voice.say("This call was dialled, and awaits how it ended.")
        read_step(sitting, ask=False)
    while True:
        try:
            _one_line(sitting)
        except HoldLost as lost:
            sitting.lost(lost)
        except PipelineError as trouble:
            sitting.voice.trouble(trouble)


def _one_line(sitting: Sitting) -> None:
    if isinstance(sitting.unheard, HoldLost):
        lost, sitting.unheard = sitting.unheard, None
        raise lost
    desk, ways = sitting.desk, _ways(sitting)
    calling = desk is not None and desk.call is not None
    if desk is None:
        question = "Ready. Enter for the next contact:"
    elif not calling:
        question = f"{desk.name}. Enter to dial:"
    else:
        question = f"{desk.name}, in a call. An answer, or how it ended:"
    typed = sitting.ask(question, *_help(sitting, ways))
    if calling and _in_call(sitting, typed):
        return
    wanted = typed.casefold()
    way = next((one for one in ways if wanted in one.words), None)
    if way is not None:
        way.run(sitting)
    elif typed:
        sitting.voice.say(f"{typed}: not known here. Type ? for what can be typed.")
    else:
        sitting.voice.say("Type how the call ended, or ? for what can be typed.")


def _in_call(sitting: Sitting, typed: str) -> bool:
    """Take an answer of the script or an outcome; False when the line is neither."""
    from pipeline_tui.cli import plain_call, plain_hand_off, plain_script

    code = sitting.phone.proposed if not typed else ""
    if typed.isdecimal():
        code = plain_script.answer(sitting, int(typed))
        if not code:
            return True
        if code != plain_script.HAND_OFF and not _agreed(sitting, code):
            return True
    if code == plain_script.HAND_OFF or typed in ("h", "H", "hot", plain_script.HAND_OFF):
        plain_hand_off.hand_off(sitting)
        return True
    outcome, stay = _outcome(sitting, code or typed)
    if outcome is None:
        return False
    plain_call.end_call(sitting, outcome, stay=stay)
    return True


def _agreed(sitting: Sitting, code: str) -> bool:
    outcome = sitting.shop.playbook.outcome(code)
    name = outcome.name(sitting.shop.workspace.language) if outcome else code
    if sitting.voice.yes(f"End the call as {name}?"):
        return True
    sitting.voice.say("The call goes on.")
    return False


def _outcome(sitting: Sitting, typed: str) -> tuple[Outcome | None, bool]:
    """Return the outcome typed as letter, code or name, and whether the contact stays: a capital letter."""
    for one in _outcomes(sitting):
        if one.key and typed in (one.key, one.key.upper()):
            return one, typed != one.key
        if typed.casefold() in (one.code, *(name.casefold() for name in one.names.values())):
            return one, False
    return None, False


def _outcomes(sitting: Sitting) -> tuple[Outcome, ...]:
    skipped = (After.KEEP, After.HAND_OFF)
    return tuple(one for one in sitting.shop.playbook.outcomes if one.after not in skipped)


def _help(sitting: Sitting, ways: tuple[Way, ...]) -> Iterator[str]:
    from pipeline_tui.cli.plain_script import answer_lines

    if sitting.desk is not None and sitting.desk.call is not None:
        yield from answer_lines(sitting)
        language = sitting.shop.workspace.language
        for one in _outcomes(sitting):
            yield f"{one.key or one.code} or {one.name(language)}: ends the call."
        yield "h or hot: hand off. A capital letter stores the outcome and stays with the contact."
    for way in ways:
        words = [word for word in way.words if word]
        enter = "Enter, " if "" in way.words else ""
        yield f"{enter}{' or '.join(words)}: {way.told}"


def _ways(sitting: Sitting) -> tuple[Way, ...]:
    from pipeline_tui.cli import plain_call, plain_rest, plain_script

    always = (
        Way(("u", "undo"), "takes your last act back.", plain_rest.undo),
        Way(("figures",), "your day in figures.", plain_rest.figures),
        Way(("late", "late words"), "adds words to one of your last calls.", plain_rest.add_late_words),
        Way(("quit", "exit"), "leaves; everything typed is kept.", _quit),
    )
    idle = (
        Way(("l", "look up", "look-up"), "finds who is calling us.", plain_rest.look_up),
        Way(("p", "pause"), "stops with a reason.", plain_rest.pause),
    )
    if sitting.desk is None:
        return (Way(("", "n", "next"), "the next contact.", plain_call.claim), *idle, *always)
    in_hand = (
        Way(("i", "why"), "why this contact.", plain_rest.why),
        Way(("again",), "who this is, once more.", _again),
        Way(("before",), "all that was before.", plain_rest.before),
        Way(("e", "note"), "writes the note.", plain_rest.note),
        Way(("o", "objections"), "finds an answer to what they said.", plain_script.objections),
        Way(("step", "script"), "reads the step of the script.", plain_script.read_step),
        Way(("ask", "questions"), "asks the questions of this step.", plain_script.ask_questions),
        Way(("back",), "one step back in the script.", plain_script.back),
        Way(("!", "not said"), "marks a line that must be said.", plain_script.not_said),
    )
    if sitting.desk.call is not None:
        return (
            Way(("hang up", "hang"), "ends the call on the phone.", plain_call.hang_up),
            *in_hand,
            *always,
        )
    ready = (
        Way(("", "d", "dial"), "dials.", plain_call.dial),
        Way(("a", "other number"), "the next of their numbers.", plain_call.other_number),
        Way(("s", "skip"), "puts the contact back and takes the next.", plain_call.skip),
    )
    return (*ready, *in_hand, *idle, *always)


def _again(sitting: Sitting) -> None:
    from pipeline_tui.cli.plain_words import contact_lines

    if sitting.desk is not None:
        sitting.voice.say(*contact_lines(sitting.desk, sitting.shop, sitting.note))


def _quit(sitting: Sitting) -> None:
    from pipeline_tui.cli.plain_voice import Leaving

    raise Leaving


def _leave(sitting: Sitting) -> None:
    """Keep what is typed, and say what becomes of the contact in hand."""
    desk = sitting.desk
    if desk is None:
        sitting.voice.say("Good-bye.")
        return
    try:
        sitting.keep()
    except HoldLost as lost:
        sitting.lost(lost)
        return
    waits = "The call awaits how it ended." if desk.call is not None else "They stay yours for a minute."
    kept = "" if sitting.draft().empty else " What you typed is kept."
    sitting.voice.say(f"Left {desk.name}.{kept} {waits}")


def check_alone(words: tuple[str, ...]) -> bool:
    """Return whether ``--plain`` is asked for; UsageTrouble when it stands beside a command."""
    if "--plain" not in words:
        return False
    others = [word for word in words if word != "--plain"]
    if others and not {"--help", "-h", "--version"} & set(others):
        raise UsageTrouble(
            "--plain opens the desk, and takes no command",
            f"Beside it stands: {' '.join(others)}.",
            "Leave one of them out.",
        )
    return not others
