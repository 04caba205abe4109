"""Reads and checks ``practice.md``: the scripted customers a newcomer practises with, one file per language.

A call is a ``##`` heading; its first line gives its id in backquotes and the script it goes by. A list item
is what the customer says, and links to where it should lead, as an answer of a script does; ``card:`` names
the card that answers an objection. Empty words mean that nobody picks up, the title "hangs up" that they do.
``- `field`: words`` is something they tell that should be noted: an answer of the script, how satisfied they
are (``satisfaction``), or when they want to hear from us next (``next_check_in``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.objection_cards import cards_for
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.practice_calls import NEXT_CHECK_IN, SATISFACTION, PracticeCall, Saying, Told
from pipeline_tui.domain.script_walk import placeholders_in
from pipeline_tui.domain.scripts import Script
from pipeline_tui.domain.time_phrases import read_date
from pipeline_tui.playbooks.findings import Finding, page_of
from pipeline_tui.playbooks.markdown import Block, blocks
from pipeline_tui.playbooks.script_checks import ScriptRules
from pipeline_tui.wording import tr

PRACTICE = "practice"  # the file's stem
_FIGURES = frozenset(str(figure) for figure in range(11))
_SOME_DAY = date(2026, 1, 5)  # a Monday; whether a phrase can be read does not hang on it

_NAMED = re.compile(r"`(?P<id>[a-z0-9-]+)` +(?P<script>[a-z0-9-]+)")
_TOLD = re.compile(r"- `(?P<field>[a-z0-9_]+)`: +(?P<value>.+)")
_SAYING = re.compile(r"- \[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)(?P<hangs_up> \"hangs up\")?\)")


def read_practice(text: str, file: str) -> tuple[tuple[PracticeCall, ...], tuple[Finding, ...]]:
    """Return the practice calls of one file, and what in it could not be read."""
    calls, findings, parts = list[PracticeCall](), list[Finding](), list[Block]()

    def close() -> None:
        if parts:
            call, found = _call(parts, file)
            findings.extend(found)
            if call is not None:
                calls.append(call)
            parts.clear()

    for block in blocks(text):
        if block.mark == "##":
            close()
        elif block.mark == "#" and not parts:
            continue
        elif not parts:
            findings.append(Finding(file, block.line_no, tr("text before the first practice call (## …)")))
            continue
        parts.append(block)
    close()
    return tuple(calls), tuple(findings)


def _call(parts: Sequence[Block], file: str) -> tuple[PracticeCall | None, list[Finding]]:
    heading, *rest = parts
    named = _NAMED.fullmatch(rest[0].text) if rest and rest[0].mark == "" else None
    if named is None:
        told = tr("a practice call begins with `its-id` and its script")
        return None, [Finding(file, heading.line_no, told)]
    sayings, findings, teaches, tells = list[Saying](), list[Finding](), list[str](), list[Told]()
    for block in rest[1:]:
        if block.mark == ">":
            teaches.append(block.text)
        elif block.mark == "-" and (found := _SAYING.fullmatch(block.text)):
            saying = _saying(found, block.line_no)
            if saying is None:
                findings.append(Finding(file, block.line_no, _nowhere(found["target"])))
            else:
                sayings.append(saying)
        elif block.mark == "-" and (noted := _TOLD.fullmatch(block.text)):
            tells.append(Told(noted["field"], noted["value"].strip(), block.line_no))
        else:
            told = tr("what the customer says is “- [words](#step)”, what is noted of it “- `field`: words”")
            findings.append(Finding(file, block.line_no, told))
    if not sayings and not findings:
        told = tr("the customer of “{call}” says nothing", call=heading.text)
        findings.append(Finding(file, heading.line_no, told))
    if findings:
        return None, findings
    call = PracticeCall(
        named["id"],
        heading.text,
        named["script"],
        tuple(sayings),
        " ".join(teaches),
        heading.line_no,
        tuple(tells),
    )
    return call, []


def _saying(found: re.Match[str], line_no: int) -> Saying | None:
    text, target, hangs_up = found["text"].strip(), found["target"], bool(found["hangs_up"])
    kind, _, rest = target.partition(":")
    if target.startswith("#") and len(target) > 1:
        return Saying(text, step=target[1:].lower(), hangs_up=hangs_up, line_no=line_no)
    if kind == "outcome" and rest:
        return Saying(text, outcome=rest, hangs_up=hangs_up, line_no=line_no)
    if kind == "card" and rest:
        return Saying(text, card=rest, hangs_up=hangs_up, line_no=line_no)
    if target == "handoff:":
        return Saying(text, handoff=True, hangs_up=hangs_up, line_no=line_no)
    return None


def _nowhere(target: str) -> str:
    return tr("“{target}” leads nowhere: write #step, card:id, outcome:code or handoff:", target=target)


def check_practice(playbook: Playbook, rules: ScriptRules) -> Iterator[Finding]:
    """Yield every practice call that could not be played to its end, and where two languages differ."""
    first = playbook.languages[0] if playbook.languages else "en"
    model = {one.id: one for one in playbook.practice.get(first, ())}
    for language, calls in playbook.practice.items():
        file, seen = page_of(language, PRACTICE), dict[str, int]()
        for call in calls:
            if call.id in seen:
                told = tr("“{code}” stands twice, first on line {line}", code=call.id, line=seen[call.id])
                yield Finding(file, call.line_no, told)
            seen.setdefault(call.id, call.line_no)
            script = next(
                (one for one in playbook.scripts if (one.id, one.language) == (call.script, language)), None
            )
            if script is None:
                yield Finding(file, call.line_no, tr("there is no script “{code}”", code=call.script))
                continue
            yield from _check_call(file, call, script, playbook, rules)
            yield from _check_tells(file, call, script, rules)
            other = model.get(call.id)
            if other is not None and _shape(other) != _shape(call):
                told = tr("“{code}” goes another way than in {language}", code=call.id, language=first)
                yield Finding(file, call.line_no, told)
        for missing in sorted(model.keys() ^ seen.keys()):
            where = first if missing in model else language
            told = tr("the practice call “{code}” is in {language} only", code=missing, language=where)
            yield Finding(file, seen.get(missing, 1), told)


def _check_call(
    file: str, call: PracticeCall, script: Script, playbook: Playbook, rules: ScriptRules
) -> Iterator[Finding]:
    cards = _cards(playbook, call.script, script.language)
    farming = rules.check_ins if call.script in rules.farming else frozenset[str]()
    here = script.steps[0]
    for saying in call.sayings:
        last = saying is call.sayings[-1]
        for name in placeholders_in(saying.text):
            if name not in rules.placeholders:
                yield Finding(file, saying.line_no, tr("nothing fills in {name}", name=f"{{{name}}}"))
        if last != bool(saying.ends):
            early, late = tr("this ends the call before it is over"), tr("this comes last and ends nothing")
            yield Finding(file, saying.line_no, early if saying.ends else late)
        if not saying.text and (len(call.sayings) > 1 or not saying.outcome):
            yield Finding(file, saying.line_no, tr("who does not pick up says nothing else: one outcome"))
        if saying.hangs_up and not last:
            yield Finding(file, saying.line_no, tr("whoever hangs up says nothing after it"))
        if saying.step:
            if not any(answer.step == saying.step for answer in here.answers):
                told = tr("no answer leads from “{step}” to #{next}", step=here.title, next=saying.step)
                yield Finding(file, saying.line_no, told)
            here = script.step(saying.step) or here
        elif saying.card and saying.card not in cards:
            yield Finding(
                file, saying.line_no, tr("there is no card “{code}” at this desk", code=saying.card)
            )
        elif saying.outcome and saying.outcome not in rules.outcomes | farming:
            yield Finding(file, saying.line_no, tr("there is no outcome “{code}”", code=saying.outcome))
        elif saying.handoff and not any(answer.handoff for answer in here.answers):
            yield Finding(file, saying.line_no, tr("nothing is handed on from “{step}”", step=here.title))


def _check_tells(file: str, call: PracticeCall, script: Script, rules: ScriptRules) -> Iterator[Finding]:
    """Yield what could not be noted: nobody asks it on the customer's way, or the log cannot read it."""
    way = [script.step(one) for one in (script.first, *call.steps)]
    asked = {line.question.field for step in way if step for line in step.lines if line.question}
    for one in call.tells:
        if one.field in (SATISFACTION, NEXT_CHECK_IN):
            if call.script not in rules.farming:
                yield Finding(file, one.line_no, tr("“{field}” is noted of a check-in only", field=one.field))
            elif one.field == SATISFACTION and one.value not in _FIGURES:
                yield Finding(
                    file, one.line_no, tr("“{value}” is no satisfaction from 0 to 10", value=one.value)
                )
            elif one.field == NEXT_CHECK_IN and not _is_day(one.value, script.language):
                yield Finding(
                    file, one.line_no, tr("“{value}” is no day that a log could read", value=one.value)
                )
        elif one.field not in asked:
            yield Finding(
                file, one.line_no, tr("nobody asks “{field}” on the way of this call", field=one.field)
            )


def _is_day(words: str, language: str) -> bool:
    try:
        return read_date(words, _SOME_DAY, language) > _SOME_DAY
    except UsageTrouble:
        return False


def _cards(playbook: Playbook, script_id: str, language: str) -> frozenset[str]:
    return frozenset(
        card.id
        for stage, named in playbook.stage_scripts.items()
        if script_id in named
        for card in cards_for(playbook, stage, language)
    )


def _shape(call: PracticeCall) -> tuple[object, ...]:
    """Return what two languages share; names of steps are each language's own."""
    ways = tuple((bool(one.step), one.card, one.ends, one.hangs_up, bool(one.text)) for one in call.sayings)
    told = tuple((one.field, one.value if one.field == SATISFACTION else "") for one in call.tells)
    return call.script, ways, told
