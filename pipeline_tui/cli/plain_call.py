"""Calls on the linear desk: next, dial, how it ended, skip; what an outcome asks for is asked in turn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_script import read_step
from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.plain_words import may_not, number_line
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.time_phrases import describe, read_time
from pipeline_tui.services import claiming, dialling
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.ui.words import REASONS
from pipeline_tui.wording import mark, spoken, tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.acts import Recorded
    from pipeline_tui.domain.playbook import Outcome

_TIMES = (
    mark("A time on their clock: tue 14:20, demain 15h, +2h, in 3 weeks."),
    mark("1 for in an hour, 2 for tomorrow at the same time, 3 for the next half-day."),
    mark("team and a time, to promise it in the team's name."),
    mark(". leaves; nothing is stored."),
)


_PUT_BACK = mark("Put back {name}; {follows}.")


def claim(sitting: Sitting) -> None:
    """Take the next contact in hand."""
    try:
        desk = claiming.claim_next(sitting.shop, sitting.viewer, act=new_act())
    except NothingToCall as nothing:
        sitting.nothing(nothing.queue)
        return
    sitting.hold(desk)


def dial(sitting: Sitting) -> None:
    """Ask the gate, store the attempt, ring, and read the first step."""
    desk = sitting.desk
    if desk is None:
        return
    mode = sitting.phone.mode
    rung = dialling.dial(
        sitting.shop, sitting.viewer, desk.token, act=new_act(), number_id=desk.number_id, mode=mode
    )
    sitting.refresh(rung)
    if rung.number is not None and rung.call is not None:
        sitting.phone.dial(rung.number.e164, rung.number.shown, str(rung.call.id))
    read_step(sitting, ask=False)


def other_number(sitting: Sitting) -> None:
    """Switch to the contact's next number."""
    desk = sitting.desk
    if desk is None or len(desk.numbers) < 2:
        sitting.voice.say(tr("There is no other number."))
        return
    ids = [line.id for line in desk.numbers]
    at = ids.index(desk.number_id) if desk.number_id in ids else -1
    following = ids[(at + 1) % len(ids)]
    chosen = dialling.choose_number(sitting.shop, sitting.viewer, desk.token, following)
    sitting.refresh(chosen)
    sitting.voice.say(number_line(chosen))
    if not chosen.verdict.allowed:
        sitting.voice.say(may_not(chosen.verdict.reason))


def skip(sitting: Sitting) -> None:
    """Put the contact back for a while and take the next; a reason is asked when it is wanted."""
    desk, reason = sitting.desk, ""
    if desk is None:
        return
    while True:
        try:
            done = claiming.skip(
                sitting.shop, sitting.viewer, desk.token, act=new_act(), next_act=new_act(), reason=reason
            )
        except UsageTrouble as wanted:
            if wanted.data.get("needs") != "reason":
                raise
            sitting.voice.say(wanted.title, wanted.detail)
            language = sitting.shop.workspace.language
            reasons = [(one.code, one.name(language)) for one in sitting.shop.playbook.skip_reasons]
            listed = [f"{number}: {name}" for number, (_, name) in enumerate(reasons, start=1)]
            sitting.voice.say(*listed)
            hints = (tr("Or your own words."), tr(". leaves; nobody is skipped."))
            typed = sitting.ask(tr("Reason?"), *listed, *hints)
            if typed == LEAVE:
                return
            numbered = typed.isdecimal() and 1 <= int(typed) <= len(reasons)
            reason = reasons[int(typed) - 1][0] if numbered else typed
            continue
        # whoever was called stays called, and is only put back
        told = mark("Skipped {name}; {follows}.") if done.outcome == "skipped" else _PUT_BACK
        sitting.voice.say(tr(told, name=done.name, follows=done.follows))
        sitting.hold(done.desk, done.empty)
        return


def end_call(sitting: Sitting, outcome: Outcome, *, stay: bool = False) -> None:
    """Store how the call ended, after asking for what the outcome needs."""
    if outcome.needs_time:
        _call_back(sitting, outcome, stay=stay)
        return
    reason: str | None = ""
    if outcome.reasons:
        reasons = [(code, REASONS.get(code) or code.replace("-", " ")) for code in outcome.reasons]
        reason = sitting.voice.choose(tr("Which?"), reasons)
    if reason is None:
        sitting.voice.say(tr("Nothing stored."))
        return
    _stored(sitting, outcome, _record(sitting, outcome, stay=stay, reason=reason))


def _call_back(sitting: Sitting, outcome: Outcome, *, stay: bool) -> None:
    question = tr("When shall we call back?")
    ways = tuple(tr(way) for way in _TIMES)
    help_lines: tuple[str, ...] = ways
    times: tuple[datetime, ...] = ()
    wanted: datetime | None = None
    team = exact = False
    while True:
        typed = sitting.ask(question, *help_lines)
        if typed == LEAVE:
            sitting.voice.say(tr("Nothing stored."))
            return
        if typed.casefold() == "exact" and times and wanted is not None:
            exact = True
        elif not typed and wanted is not None and not times:
            pass  # what was read back is right
        elif times and typed.isdecimal() and 1 <= int(typed) <= len(times):
            wanted = times[int(typed) - 1]
        else:
            team, phrase = _named_team(typed)
            try:
                own = sitting.shop.workspace
                wanted = read_time(phrase, sitting.shop.now(), sitting.zone, own.language)
            except UsageTrouble as trouble:
                sitting.voice.trouble(trouble)
                continue
            times = ()
            whose = tr(", the team's") if team else ""
            sitting.voice.say(f"{_clocks(sitting, wanted)}{whose}.")
            question = tr("Enter takes it, or type another time:")
            help_lines = (tr("Nothing, to take it."), *ways)
            continue
        try:
            recorded = _record(sitting, outcome, stay=stay, callback=wanted, exact=exact, team=team)
        except Refused as refused:
            if refused.data.get("needs") != "exact":
                raise
            times = _offered(refused)
            listed = [f"{number}: {_clocks(sitting, at)}." for number, at in enumerate(times, start=1)]
            sitting.voice.say(refused.title, refused.detail, *listed)
            sitting.voice.say(tr("exact: they asked for exactly this time."))
            question = tr("Which?")
            help_lines = (*listed, tr("exact, when they asked for exactly this time."), *ways)
            times = times or (wanted,)
            continue
        _stored(sitting, outcome, recorded)
        return


def _offered(refused: Refused) -> tuple[datetime, ...]:
    found = (refused.data.get(name) for name in ("before", "after", "nearest"))
    return tuple(dict.fromkeys(at for at in found if isinstance(at, datetime)))


def _named_team(typed: str) -> tuple[bool, str]:
    first, _, rest = typed.partition(" ")
    return (True, rest.strip()) if first.casefold() in ("team", "équipe", "equipe") else (False, typed)


def _clocks(sitting: Sitting, at: datetime) -> str:
    return describe(at, sitting.zone, sitting.shop.workspace.zone, sitting.shop.now(), spoken())


def _record(
    sitting: Sitting,
    outcome: Outcome,
    *,
    stay: bool,
    callback: datetime | None = None,
    reason: str = "",
    exact: bool = False,
    team: bool = False,
) -> Recorded:
    assert sitting.desk is not None
    draft = sitting.draft(understood_only=True)
    recorded = dialling.record_outcome(
        sitting.shop,
        sitting.viewer,
        sitting.desk.token,
        outcome.code,
        act=new_act(),
        note=draft.note,
        callback=callback,
        reason=reason,
        exact=exact,
        team=team,
        draft=draft,
        then_next=not stay,
        next_act=new_act(),
        stay=stay,
    )
    sitting.phone.hang_up()
    return recorded


def _stored(sitting: Sitting, outcome: Outcome, recorded: Recorded) -> None:
    name = outcome.name(sitting.shop.workspace.language)
    if recorded.follows:
        told = mark("Stored: {outcome}, {name}; {follows}.")
        sitting.voice.say(tr(told, outcome=name, name=recorded.name, follows=recorded.follows))
    else:
        sitting.voice.say(tr("Stored: {outcome}, {name}.", outcome=name, name=recorded.name))
    sitting.hold(recorded.desk, recorded.empty)


def hang_up(sitting: Sitting) -> None:
    """Hang up; how the call ended is asked next."""
    sitting.phone.hang_up()
    sitting.voice.say(tr("Hung up. How did it end?"))
