"""``--plain``: the scout desk prompt by prompt, for screen readers and dumb terminals; same services.

What is in hand decides what can be typed; ``?`` lists it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import HoldLost, PipelineError, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.cli.plain_voice import Voice
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


def run(shell: Shell) -> int:
    """Open the workspace and sit at the desk until the operator leaves; returns the exit code.

    Without a workspace the set-up questions come first, as for the workstation.
    """
    from pipeline_tui.cli.plain_voice import Voice

    if shell.json:
        raise UsageTrouble(
            tr("--plain answers no JSON"),
            tr("It talks line by line."),
            tr("Leave --json out; every command has it."),
        )
    if not shell.path.exists():
        from pipeline_tui.cli.first_questions import set_up_by_asking

        set_up_by_asking(shell.path).close()

    with _signed_in(shell) as (shop, viewer):
        shell.speak(viewer.language)
        sit(shop, viewer, Voice())
    return 0


def sit(shop: Shop, viewer: Viewer, voice: Voice, wait: Callable[[float], None] = time.sleep) -> None:
    """Work until the operator leaves; raises Refused for who is no scout.

    ``wait`` lets seconds pass while colleagues are asked to take a call.
    """
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.cli.plain_voice import Leaving
    from pipeline_tui.services import claiming

    claiming.needs_stage(viewer, Stage.SCOUTING)
    sitting = Sitting(shop, viewer, voice, wait)
    sitting.lease.begin()
    try:
        _work(sitting)
    except (Leaving, KeyboardInterrupt):
        _leave(sitting)
    finally:
        sitting.watch.end()
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
    welcome = tr("Scout desk of {name}, {firm}.", name=viewer.name, firm=shop.workspace.firm)
    practice = tr("Practice: invented people, a simulated phone.") if shop.workspace.practice else ""
    sitting.voice.say(f"{welcome} {practice}".strip(), tr("Type ? for help."))
    plain_rest.promised(sitting)
    sitting.watch.begin()
    plain_rest.resume(sitting)
    sitting.hold(claiming.in_hand(shop, viewer))
    if sitting.desk is not None and sitting.desk.call is not None:
        sitting.voice.say(tr("This call was dialled, and awaits how it ended."))
        read_step(sitting, ask=False)
    while True:
        try:
            _one_line(sitting)
        except HoldLost as lost:
            sitting.lost(lost)
        except PipelineError as trouble:
            sitting.voice.trouble(trouble)


def _one_line(sitting: Sitting) -> None:
    from pipeline_tui.cli.plain_ways import help_lines, unknown, way_for

    if isinstance(sitting.unheard, HoldLost):
        lost, sitting.unheard = sitting.unheard, None
        raise lost
    sitting.watch.look()
    desk = sitting.desk
    if desk is None:
        question = tr("Ready. Enter for the next contact:")
    elif not sitting.calling:
        question = tr("{name}. Enter to dial:", name=desk.name)
    else:
        question = tr("{name}, in a call. An answer, or how it ended:", name=desk.name)
    typed = sitting.ask(question, *help_lines(sitting))
    if sitting.calling and _in_call(sitting, typed):
        return
    way = way_for(sitting, typed)
    if way is not None:
        way.run(sitting)
    else:
        sitting.voice.say(unknown(sitting, typed))


def _in_call(sitting: Sitting, typed: str) -> bool:
    """Take an answer of the script or an outcome; False when the line is neither."""
    from pipeline_tui.cli import plain_call, plain_hand_off, plain_live, plain_script, plain_ways

    code = sitting.phone.proposed if not typed else ""
    if typed.isdecimal():
        code = plain_script.answer(sitting, int(typed))
        if not code:
            return True
        if code != plain_script.HAND_OFF and not _agreed(sitting, code):
            return True
    if plain_ways.passes_on(typed):
        plain_live.pass_on(sitting)
        return True
    if code == plain_script.HAND_OFF or plain_ways.hands_off(typed):
        plain_hand_off.hand_off(sitting)
        return True
    outcome, stay = plain_ways.outcome_typed(sitting, code or typed)
    if outcome is None:
        return False
    plain_call.end_call(sitting, outcome, stay=stay)
    return True


def _agreed(sitting: Sitting, code: str) -> bool:
    outcome = sitting.shop.playbook.outcome(code)
    name = outcome.name(sitting.shop.workspace.language) if outcome else code
    if sitting.voice.yes(tr("End the call as {name}?", name=name)):
        return True
    sitting.voice.say(tr("The call goes on."))
    return False


def _leave(sitting: Sitting) -> None:
    """Keep what is typed, and say what becomes of the contact in hand."""
    desk = sitting.desk
    if desk is None:
        sitting.voice.say(tr("Good-bye."))
        return
    try:
        sitting.keep()
    except HoldLost as lost:
        sitting.lost(lost)
        return
    told = [tr("Left {name}.", name=desk.name)]
    if not sitting.draft().empty:
        told.append(tr("What you typed is kept."))
    waits = desk.call is not None
    told.append(tr("The call awaits how it ended.") if waits else tr("They stay yours for a minute."))
    sitting.voice.say(" ".join(told))


def check_alone(words: tuple[str, ...]) -> bool:
    """Return whether ``--plain`` is asked for; UsageTrouble when it stands beside a command."""
    if "--plain" not in words:
        return False
    others = [word for word in words if word != "--plain"]
    if others and not {"--help", "-h", "--version"} & set(others):
        raise UsageTrouble(
            tr("--plain opens the desk, and takes no command"),
            tr("Beside it stands: {others}.", others=" ".join(others)),
            tr("Leave one of them out."),
        )
    return not others
