"""Checks scripts: no dead end, no step nobody reaches, no name nobody fills in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.script_walk import PLACEHOLDERS, placeholders_in
from pipeline_tui.domain.scripts import LineKind, Question, Script, Step
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.findings import Finding, page_of
from pipeline_tui.wording import tr


@dataclass(frozen=True, slots=True)
class ScriptRules:
    """The names a playbook's scripts may use."""

    placeholders: frozenset[str]
    fields: frozenset[str]
    outcomes: frozenset[str]
    check_ins: frozenset[str]
    farming: frozenset[str]  # ids of the scripts in which a check-in outcome may be proposed

    @classmethod
    def of(cls, playbook: Playbook) -> ScriptRules:
        """Return the rules that follow from a playbook's own tables."""
        brief = frozenset(one.key for one in playbook.brief)
        return cls(
            placeholders=PLACEHOLDERS | {f"brief_{key}" for key in brief},
            fields=brief
            | {one.code for one in playbook.fields}
            | {one.code for one in playbook.custom_fields}
            | {one.key for one in playbook.needs},
            outcomes=frozenset(one.code for one in playbook.outcomes),
            check_ins=frozenset(one.code for one in playbook.check_in_outcomes),
            farming=frozenset(playbook.stage_scripts.get(Stage.FARMING, ())),
        )


def check_script(script: Script, rules: ScriptRules) -> Iterator[Finding]:
    """Yield every fault of one script."""
    file = page_of(script.language, script.id)
    outcomes = rules.outcomes | (rules.check_ins if script.id in rules.farming else frozenset())
    anchors: dict[str, int] = {}
    for step in script.steps:
        if step.id in anchors:
            text = tr(
                "the step “{step}” stands twice, first on line {line}", step=step.title, line=anchors[step.id]
            )
            yield Finding(file, step.line_no, text)
        anchors.setdefault(step.id, step.line_no)
        if not step.answers:
            yield Finding(
                file, step.line_no, tr("dead end: the step “{step}” has no answer", step=step.title)
            )
        yield from _check_lines(file, step, rules)
        for answer in step.answers:
            if answer.step and script.step(answer.step) is None:
                yield Finding(file, answer.line_no, tr("there is no step #{step}", step=answer.step))
            if answer.outcome and answer.outcome not in outcomes:
                yield Finding(file, answer.line_no, tr("there is no outcome “{code}”", code=answer.outcome))
    yield from _check_ways(file, script)


def check_openings(playbook: Playbook) -> Iterator[Finding]:
    """Yield where somebody who does not know us is rung without being told, first of all, by whom.

    Every country we have rules for wants the caller and the firm named at the start of a sales call.
    """
    first = playbook.stage_scripts.get(Stage.SCOUTING, ())
    for script in playbook.scripts:
        if script.id not in first or not script.steps:
            continue
        file, step = page_of(script.language, script.id), script.steps[0]
        said = [line for line in step.lines if line.kind is LineKind.MUST_SAY]
        named = {name for line in said for name in placeholders_in(line.text)}
        if not said:
            told = tr("“{step}” opens a cold call and has no line that must be said", step=step.title)
            yield Finding(file, step.line_no, told)
        elif missing := [f"{{{name}}}" for name in ("operator", "firm") if name not in named]:
            told = tr(
                "no line that must be said names {names}: who calls is told first",
                names=tr(" and ").join(missing),
            )
            yield Finding(file, said[0].line_no, told)


def check_languages(playbook: Playbook) -> Iterator[Finding]:
    """Yield where two languages of a playbook ask different things or know different cards."""
    first = playbook.languages[0] if playbook.languages else "en"
    for script in playbook.scripts:
        model = next((one for one in playbook.scripts if (one.id, one.language) == (script.id, first)), None)
        if model is None or model is script:
            continue
        mine, theirs = _questions(script), _questions(model)
        for field in sorted(mine.keys() | theirs.keys()):
            file = page_of(script.language, script.id)
            one, other = mine.get(field), theirs.get(field)
            if one is None:
                yield Finding(
                    file, 1, tr("“{field}” is asked in {language} only", field=field, language=first)
                )
            elif other is None:
                yield Finding(
                    file, one[1], tr("“{field}” is not asked in {language}", field=field, language=first)
                )
            elif _shape(one[0]) != _shape(other[0]):
                told = tr("“{field}” takes another answer than in {language}", field=field, language=first)
                yield Finding(file, one[1], told)
    for language in playbook.languages:
        for kind in ("objection", "technique"):
            mine_ids = {card.id for card in playbook.cards[language] if card.kind == kind}
            model_ids = {card.id for card in playbook.cards[first] if card.kind == kind}
            for card_id in sorted(model_ids ^ mine_ids):
                where = first if card_id in model_ids else language
                told = tr("card “{id}” is there in {language} only", id=card_id, language=where)
                yield Finding(page_of(language, f"{kind}s"), 1, told)


def _check_lines(file: str, step: Step, rules: ScriptRules) -> Iterator[Finding]:
    texts = [(line.line_no, line.text) for line in step.lines]
    texts += [(answer.line_no, answer.text) for answer in step.answers]
    for number, text in texts:
        for name in placeholders_in(text):
            if name not in rules.placeholders:
                yield Finding(file, number, tr("nothing fills in {name}", name=f"{{{name}}}"))
        if text.count("{") != text.count("}") or text.count("{") != len(placeholders_in(text)):
            yield Finding(file, number, tr("a brace stands alone"))
    for line in step.lines:
        if line.question is not None and line.question.field not in rules.fields:
            told = tr("unknown field “{field}”: add it to [[fields]]", field=line.question.field)
            yield Finding(file, line.line_no, told)


def _check_ways(file: str, script: Script) -> Iterator[Finding]:
    """Every step is reached from the first, and from every step some end is reached."""
    forward = {step.id: {answer.step for answer in step.answers if answer.step} for step in script.steps}
    backward: dict[str, set[str]] = {}
    for step_id, following in forward.items():
        for target in following:
            backward.setdefault(target, set()).add(step_id)
    ends = [
        step.id for step in script.steps if any(answer.outcome or answer.handoff for answer in step.answers)
    ]
    reached, ending = _closure([script.first], forward), _closure(ends, backward)
    for step in script.steps:
        if step.id not in reached:
            yield Finding(file, step.line_no, tr("no answer leads to the step “{step}”", step=step.title))
        if step.id not in ending and step.answers:
            yield Finding(
                file, step.line_no, tr("dead end: no way out of the step “{step}”", step=step.title)
            )


def _closure(begin: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
    seen, waiting = set[str](), list(begin)
    while waiting:
        step_id = waiting.pop()
        if step_id not in seen:
            seen.add(step_id)
            waiting.extend(ways.get(step_id, ()))
    return seen


def _questions(script: Script) -> dict[str, tuple[Question, int]]:
    return {
        line.question.field: (line.question, line.line_no)
        for step in script.steps
        for line in step.lines
        if line.question is not None
    }


def _shape(question: Question) -> tuple[str, bool, int]:
    return question.type, question.required, len(question.choices)
