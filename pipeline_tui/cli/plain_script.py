"""The script on the linear desk: a step read line by line, its questions asked, its answers numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.domain import script_choice, script_walk
from pipeline_tui.domain.answer_words import in_words, wanted
from pipeline_tui.domain.objection_cards import CardFigures, cards_for, matching, ranked
from pipeline_tui.domain.playbook import Card
from pipeline_tui.domain.script_words import placeholder_values, read_here, today_there
from pipeline_tui.domain.scripts import Answer, LineKind, Proposal, Question, Script, Step, Walk
from pipeline_tui.services import using_cards
from pipeline_tui.ui.card_words import figure_words
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import language_name
from pipeline_tui.wording import WordTable, tr, trn

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting

HAND_OFF = "hand off"
_LINES = WordTable({LineKind.SAY: "Say", LineKind.HINT: "Hint", LineKind.MUST_SAY: "Must say"}, "script line")


def read_step(sitting: Sitting, *, ask: bool = True) -> None:
    """Read the step the walk stands on, ask its questions that are open, then number its answers."""
    script, walk, desk = sitting.script, sitting.walk, sitting.desk
    if script is None or walk is None or desk is None:
        sitting.voice.say(tr("No script for this conversation."))
        return
    step = script_walk.standing(script, walk)
    sitting.voice.say("", *_step_lines(sitting, script, walk, step))
    if ask:
        ask_questions(sitting, open_only=True)
    sitting.voice.say(*answer_lines(sitting))


def ask_questions(sitting: Sitting, *, open_only: bool = False) -> None:
    """Ask the questions of this step one by one; ``.`` stops."""
    for question in _questions(sitting):
        known = _known(sitting).get(question.field, "")
        if open_only and known:
            continue
        if not _ask_one(sitting, question, known):
            return


def answer_lines(sitting: Sitting) -> Iterator[str]:
    """Yield the numbered answers of this step."""
    kept = _kept_as(sitting)
    for number, answer in enumerate(_answers(sitting), start=1):
        text = script_walk.fill(answer.text, _values(sitting))
        code = kept if answer.handoff else answer.outcome
        end = tr("hand off") if answer.handoff and not kept else _outcome_name(sitting, code)
        proposes = f" {tr('(proposes: {end})', end=end)}" if end else ""
        yield f"{number}: {text}{proposes}"


def answer(sitting: Sitting, digit: int) -> str:
    """Choose an answer; returns the code of the outcome it proposes, or ``HAND_OFF``, or "" on the way."""
    if sitting.script is None or sitting.walk is None:
        return ""
    answers = len(_answers(sitting))
    if not 1 <= digit <= answers:
        sitting.voice.say(trn("This step has {number} answer.", "This step has {number} answers.", answers))
        return ""
    led = script_walk.choose(sitting.script, sitting.walk, digit)
    if isinstance(led, Proposal):
        return _kept_as(sitting) or HAND_OFF if led.handoff else led.outcome
    _walk_to(sitting, led)
    read_step(sitting)
    return ""


def _kept_as(sitting: Sitting) -> str:
    desk = sitting.desk
    return script_choice.kept_as(desk.stage, sitting.shop.playbook.outcomes) if desk is not None else ""


def back(sitting: Sitting) -> None:
    """Go one step back; answers stay."""
    if sitting.script is not None and sitting.walk is not None:
        _walk_to(sitting, script_walk.back(sitting.script, sitting.walk))
        read_step(sitting, ask=False)


def not_said(sitting: Sitting) -> None:
    """Mark one of this step's must-say lines as not said, or as said after all."""
    if sitting.script is None or sitting.walk is None:
        return
    here = script_walk.standing(sitting.script, sitting.walk).id
    passed = script_walk.must_say_passed(sitting.script, sitting.walk)
    lines = [(name, line) for name, line in passed if name.startswith(f"{here}/")]
    if not lines:
        sitting.voice.say(tr("This step has no line that must be said."))
        return
    options = [(name, script_walk.fill(line.text, _values(sitting))) for name, line in lines]
    name = options[0][0]
    if len(options) > 1:
        found = sitting.voice.choose(tr("Which one?"), options)
        if found is None:
            return
        name = found
    unsaid = name not in sitting.walk.unsaid
    _walk_to(sitting, script_walk.mark_unsaid(sitting.walk, name, unsaid=unsaid))
    sitting.voice.say(tr("Marked as not said.") if unsaid else tr("Marked as said."))


def objections(sitting: Sitting) -> None:
    """Find a card by what they said, and read it."""
    if sitting.desk is None:
        return
    language = sitting.desk.language or sitting.shop.workspace.language
    figures = using_cards.card_figures(sitting.shop, sitting.viewer, sitting.desk.stage)
    cards = ranked(cards_for(sitting.shop.playbook, sitting.desk.stage, language), figures)
    while True:
        hints = (tr("Words of what they said."), tr("Nothing, to hear every title."), tr(". leaves."))
        typed = sitting.ask(tr("What did they say?"), *hints)
        if typed == LEAVE:
            return
        found = matching(cards, typed)
        if not found:
            sitting.voice.say(tr("No card has these words."))
            continue
        card_id = found[0].id
        if len(found) > 1:
            picked = sitting.voice.choose(tr("Which card?"), _titles(found, figures))
            if picked is None:
                continue
            card_id = picked
        card = next(card for card in found if card.id == card_id)
        sitting.voice.say(f"{card.title}.", *(part for part in card.text.splitlines() if part))
        using_cards.use_card(sitting.shop, sitting.viewer, sitting.desk.token, card.id)
        return


def _titles(cards: Sequence[Card], figures: Mapping[str, CardFigures]) -> list[tuple[str, str]]:
    """Return each card with its title and how it did."""
    told = [(card, figure_words(figures.get(card.id))) for card in cards]
    return [(card.id, ", ".join(part for part in (card.title, words) if part)) for card, words in told]


def _step_lines(sitting: Sitting, script: Script, walk: Walk, step: Step) -> Iterator[str]:
    number, of = script_walk.progress(script, walk)
    yield tr(
        "{script}, step {number} of at least {of}: {step}.",
        script=script.title,
        number=number,
        of=of,
        step=step.title,
    )
    assert sitting.desk is not None
    own = sitting.desk.language or sitting.shop.workspace.language
    if script.language[:2] != own[:2]:
        yield tr(
            "The script is in {language}; there is none in {wanted}.",
            language=language_name(script.language),
            wanted=language_name(own),
        )
    for line in step.lines:
        if line.question is None:
            marked = script_walk.line_id(step, line) in walk.unsaid
            text = script_walk.fill(line.text, _values(sitting))
            not_said = tr(", not said") if marked else ""
            yield tr("{kind}{not_said}: {text}", kind=_LINES[line.kind], not_said=not_said, text=text)
            continue
        known = _known(sitting).get(line.question.field, "")
        if known:
            told = _told(sitting, line.question, known)
            yield tr("{field}, answered: {answer}.", field=_field_name(sitting, line.question), answer=told)


def _ask_one(sitting: Sitting, question: Question, known: str) -> bool:
    """Ask until the answer is understood; False when the operator stops asking."""
    assert sitting.desk is not None
    language = sitting.shop.workspace.language
    takes = wanted(question, language)
    help_lines = (
        takes or tr("Any words."),
        tr("? when they do not know."),
        tr("Nothing, to leave it as it is."),
        tr(". asks no more."),
    )
    prompt = script_walk.fill(question.prompt, _values(sitting))
    needed = tr(", wanted for a hand-off") if question.required else ""
    stands = f" {tr('Now: {answer}.', answer=_told(sitting, question, known))}" if known else ""
    name = _field_name(sitting, question)
    while True:
        options = f" {takes}" if question.choices else ""
        typed = sitting.ask(f"{name}{needed}. {prompt}{options}{stands}", *help_lines, unknown=True)
        if typed == LEAVE:
            return False
        if not typed:
            return True
        read = read_here(question, typed, sitting.desk, sitting.shop.workspace, sitting.shop.now())
        if not read.understood:
            sitting.typed[question.field] = typed
            sitting.keep()
            sitting.voice.say(tr("Not understood, {words}.", words=read.words))
            continue
        sitting.typed.pop(question.field, None)
        assert sitting.walk is not None
        _walk_to(sitting, script_walk.answer(sitting.walk, question.field, read.value))
        if read.words:
            sitting.voice.say(f"{read.words}.")
        return True


def _walk_to(sitting: Sitting, walk: Walk) -> None:
    sitting.walk = walk
    sitting.keep()


def _answers(sitting: Sitting) -> tuple[Answer, ...]:
    if sitting.script is None or sitting.walk is None:
        return ()
    return script_walk.standing(sitting.script, sitting.walk).answers


def _questions(sitting: Sitting) -> tuple[Question, ...]:
    if sitting.script is None or sitting.walk is None:
        return ()
    lines = script_walk.standing(sitting.script, sitting.walk).lines
    return tuple(line.question for line in lines if line.question is not None)


def _known(sitting: Sitting) -> dict[str, str]:
    assert sitting.walk is not None
    assert sitting.desk is not None
    return script_walk.known_answers(sitting.walk, sitting.desk.answers)


def _told(sitting: Sitting, question: Question, stored: str) -> str:
    assert sitting.desk is not None
    workspace = sitting.shop.workspace
    today = today_there(sitting.desk, sitting.shop.now(), workspace.zone)
    return in_words(question, stored, language=workspace.language, today=today) or stored


def _values(sitting: Sitting) -> dict[str, str]:
    assert sitting.desk is not None
    return placeholder_values(sitting.desk, sitting.shop.workspace.firm, sitting.viewer.name)


def _field_name(sitting: Sitting, question: Question) -> str:
    """Return what a question asks for, in the shop's words."""
    return Names.of(sitting.shop.playbook, sitting.shop.workspace.language).field(question.field)


def _outcome_name(sitting: Sitting, code: str) -> str:
    outcome = sitting.shop.playbook.outcome(code)
    return outcome.name(sitting.shop.workspace.language) if outcome else ""
