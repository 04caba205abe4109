"""Plays practice calls by keys in a terminal, as the playbook wrote them; objections are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.practice_calls import HOT, PracticeCall, Saying
from pipeline_tui.domain.scripts import Script
from pipeline_tui.playbooks.reading import load_shipped
from tests.journeys.terminals import Pty

_HEARD = 24  # characters that stand on one line wherever it breaks
Spoken = dict[str, tuple[PracticeCall, Script]]  # by language: a contact is spoken to in their own


def calls_of(trade: str, scripts: Sequence[str]) -> list[Spoken]:
    """Return the calls that go by some scripts in their order, each in every language."""
    playbook = load_shipped(trade)
    found: dict[str, Spoken] = {}
    for language, calls in playbook.practice.items():
        for call in calls:
            script = playbook.script(call.script, language)
            if call.script in scripts and script is not None:
                found.setdefault(call.id, {})[language] = call, script
    return list(found.values())


def hear(desk: Pty, told: Spoken) -> tuple[PracticeCall, Script]:
    """Ring, and return the call in the language the customer speaks."""
    desk.press("d")
    begins = {language: _words(call.sayings[0]) for language, (call, _) in told.items()}
    shown = desk.wait_for(lambda screen: any(words in screen for words in begins.values()))
    return next(told[language] for language, words in begins.items() if words in shown)


def walk(desk: Pty, call: PracticeCall, script: Script) -> None:
    """Choose every answer that fits what is heard, up to the words that end the call."""
    here, heard = script.steps[0], True
    for saying in call.sayings:
        if heard:
            desk.wait_for(_words(saying))
        heard = not saying.card  # who goes on over an objection does not hear the next one
        if saying.step:
            digit = next(at for at, one in enumerate(here.answers, start=1) if one.step == saying.step)
            desk.press(str(digit))
            here, heard = script.step(saying.step) or here, True


def end(desk: Pty, call: PracticeCall, keys: dict[str, str]) -> None:
    """End a scout's call the right way: with the key of its outcome, a time, or a brief."""
    right = call.right_end
    desk.press(keys[right])
    if right == HOT:
        desk.wait_for("Hand off ·")
        desk.press("flowers for the desk", *["tab"] * 5, "ring tomorrow at ten")
        desk.wait_for("ring tomorrow at ten")
        desk.press("enter", "enter")
    elif right == "callback":
        desk.wait_for("Call back ·")
        desk.press("2")
        desk.press("enter")


def _words(saying: Saying) -> str:
    return f"“{saying.text[:_HEARD].rstrip()}"
