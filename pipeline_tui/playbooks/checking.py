"""Checks a playbook folder beyond what reading needs: nobody may get stuck in front of a client.

Faults come with file and line, sorted; an empty answer means the playbook is fit for work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.playbooks.first_questions import check_questions
from pipeline_tui.playbooks.folders import Folder
from pipeline_tui.playbooks.messages import check_messages
from pipeline_tui.playbooks.practice_calls import check_practice
from pipeline_tui.playbooks.quality import same_everywhere
from pipeline_tui.playbooks.reading import TOML_FILE, read_playbook
from pipeline_tui.playbooks.script_checks import ScriptRules, check_languages, check_openings, check_script
from pipeline_tui.playbooks.toml_tables import Document, Table
from pipeline_tui.wording import tr

# What the desks themselves mean by these letters while a call awaits its outcome.
STANDARD_OUTCOMES = {
    "no-answer": "n",
    "busy": "b",
    "voicemail": "v",
    "wrong-number": "w",
    "refused": "r",
    "callback": "c",
    "do-not-call": "x",
}
HOT = ("hot", "h")  # the hand-off: an act of its own, no row of the outcomes
COMMAND_LETTERS = frozenset("amoeispudflykjgt")
STANDARD_CHECK_INS = ("reached", "nobody-reached")


def check(folder: Folder) -> tuple[Finding, ...]:
    """Return every fault of a playbook folder."""
    playbook, findings = read_playbook(folder)
    if playbook is None:
        return findings
    document = Document.read(folder / TOML_FILE)
    _check_codes(document.root, playbook)
    _check_outcomes(document.root, playbook)
    _check_numbers(document.root, playbook)
    check_messages(document.root, playbook)
    rules = ScriptRules.of(playbook)
    found = {*findings, *document.findings}
    for script in playbook.scripts:
        found.update(check_script(script, rules))
    found.update(check_openings(playbook))
    found.update(check_languages(playbook))
    found.update(same_everywhere(playbook.quality))
    found.update(check_practice(playbook, rules))
    found.update(check_questions(playbook))
    return tuple(sorted(found))


def _nth(root: Table, key: str, index: int) -> Table:
    return list(root.tables(key))[index]


def _repeated(values: Sequence[str]) -> Iterator[int]:
    """Yield the places of values that stood before."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value and value in seen:
            yield index
        seen.add(value)


def _check_codes(root: Table, playbook: Playbook) -> None:
    """No code and no letter may stand twice in one list."""
    lists: dict[str, tuple[str, list[str]]] = {
        "outcomes": ("code", [one.code for one in playbook.outcomes]),
        "brief": ("key", [one.key for one in playbook.brief]),
        "fields": ("code", [one.code for one in playbook.fields]),
        "return_reasons": ("code", [one.code for one in playbook.return_reasons]),
        "lost_reasons": ("code", [one.code for one in playbook.lost_reasons]),
        "pause_reasons": ("code", [one.code for one in playbook.pause_reasons]),
        "skip_reasons": ("code", [one.code for one in playbook.skip_reasons]),
        "deal_steps": ("code", [one.code for one in playbook.deal_steps]),
        "segments": ("code", [one.code for one in playbook.segments]),
        "check_in_outcomes": ("code", [one.code for one in playbook.check_in_outcomes]),
    }
    for name, (key, codes) in lists.items():
        if not codes and name not in ("fields", "skip_reasons"):
            root.fault(name, tr("there are no {table}", table=name))
        for index in _repeated(codes):
            _nth(root, name, index).fault(
                key, tr("“{code}” stands twice in {table}", code=codes[index], table=name)
            )
    asked = {one.key for one in playbook.brief}
    for index, field in enumerate(playbook.fields):
        if field.code in asked:
            _nth(root, "fields", index).fault(
                "code", tr("“{code}” is already a field of the brief", code=field.code)
            )
    for name, letters in (
        ("outcomes", [one.key for one in playbook.outcomes]),
        ("check_in_outcomes", [one.key for one in playbook.check_in_outcomes]),
    ):
        for index in _repeated(letters):
            _nth(root, name, index).fault(
                "key", tr("the letter “{letter}” has two meanings", letter=letters[index])
            )


def _check_outcomes(root: Table, playbook: Playbook) -> None:
    by_code = {one.code: one for one in playbook.outcomes}
    for code, letter in STANDARD_OUTCOMES.items():
        if code not in by_code:
            root.fault("outcomes", tr("the outcome “{code}” ({letter}) is missing", code=code, letter=letter))
    for index, outcome in enumerate(playbook.outcomes):
        table = _nth(root, "outcomes", index)
        standard = STANDARD_OUTCOMES.get(outcome.code)
        taken = COMMAND_LETTERS | {HOT[1], *STANDARD_OUTCOMES.values()}
        if outcome.code == HOT[0]:
            table.fault("code", tr("“hot” is the hand-off (h), not an outcome"))
        if standard is not None and outcome.key != standard:
            table.fault(
                "key",
                tr("“{code}” keeps the letter “{letter}” on every desk", code=outcome.code, letter=standard),
            )
        if standard is None and outcome.key in taken:
            table.fault(
                "key", tr("the letter “{letter}” is the desk's own; q and z are free", letter=outcome.key)
            )
        if outcome.key and not (len(outcome.key) == 1 and "a" <= outcome.key <= "z"):
            table.fault("key", tr("“{letter}” is not one small letter", letter=outcome.key))
        if (outcome.after == "retry") != (outcome.retry is not None):
            table.fault("retry", tr('a retry plan goes with after = "retry", and only with it'))
        if (outcome.after == "callback") != outcome.needs_time:
            table.fault("needs_time", tr('after = "callback" needs a time, and only it does'))
        if outcome.after == "hand_off":
            table.fault("after", tr("handing off is the letter h, not an outcome"))
        if outcome.refusal and not outcome.reached:
            table.fault("refusal", tr("nobody refuses without having been reached"))
    codes = [one.code for one in playbook.check_in_outcomes]
    for code in STANDARD_CHECK_INS:
        if code not in codes:
            root.fault("check_in_outcomes", tr("the check-in outcome “{code}” is missing", code=code))
    for index, check_in in enumerate(playbook.check_in_outcomes):
        if check_in.code in STANDARD_CHECK_INS and check_in.reached != (check_in.code == "reached"):
            _nth(root, "check_in_outcomes", index).fault(
                "reached", tr("“{code}” says otherwise", code=check_in.code)
            )


def _check_numbers(root: Table, playbook: Playbook) -> None:
    if playbook.segments and playbook.default_segment not in {one.code for one in playbook.segments}:
        root.fault("default_segment", tr("there is no segment “{code}”", code=playbook.default_segment))
    known = {one.code for one in playbook.segments}
    for index, rule in enumerate(playbook.segment_rules):
        if rule.segment not in known:
            _nth(root, "segment_rules", index).fault(
                "segment", tr("there is no segment “{code}”", code=rule.segment)
            )
    chances = [step.probability for step in playbook.deal_steps]
    for index, (before, after) in enumerate(pairwise(chances), start=1):
        if after < before:
            _nth(root, "deal_steps", index).fault(
                "probability", tr("a later step is less probable than the one before")
            )
    required = {one.key for one in playbook.brief if one.required}
    if playbook.brief and not required:
        root.fault("brief", tr("no field of the brief is required: the receiver would know nothing"))
    joints = Counter((one.from_stage, one.to_stage) for one in playbook.joints)
    for needed in ((Stage.SCOUTING, Stage.HUNTING), (Stage.HUNTING, Stage.FARMING)):
        if joints[needed] != 1:
            root.fault(
                "joints",
                tr(
                    "the joint from {giving} to {receiving} stands {times} times, not once",
                    giving=needed[0],
                    receiving=needed[1],
                    times=joints[needed],
                ),
            )
