"""Recalling an older past: calls of the months before the days that are played, in large shops."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.rehearsing import SESSIONS, Rehearsal
from pipeline_tui.storage.old_calls import OldCall, add_calls, callable_lines

PAST = timedelta(days=100)
_SHARE = 0.2  # of the contacts that may be rung
# Ways in which a contact was left alone, and how often; a few are due again.
_STORIES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("no-answer",) * 4, 30.0),
    (("voicemail", "no-answer", "voicemail"), 10.0),
    (("no-answer", "refused"), 22.0),
    (("refused",), 18.0),
    (("no-answer", "voicemail", "not-now"), 8.0),
    (("not-now",), 8.0),
    (("no-answer", "no-answer"), 4.0),
)


def recall(play: Rehearsal, crew: Sequence[Viewer], first_day: date) -> None:
    """Write what was done with a part of the contacts before the first day that is played."""
    scouts = [viewer for viewer in crew if viewer.covers(Stage.SCOUTING)]
    shop, rng = play.shop, play.rng
    days = [
        day
        for back in range(PAST.days - 2, 0, -1)
        if play.is_working_day(day := first_day - timedelta(days=back))
    ]
    calls: list[OldCall] = []
    rung: set[str] = set()  # a line that several share is rung for one of them: its cap is theirs
    with shop.store.act() as tx:
        for line in callable_lines(tx, shop.workspace.country):
            if rng.random() >= _SHARE or line[2] in rung:
                continue
            rung.add(line[2])
            (story,) = rng.choices([one[0] for one in _STORIES], [one[1] for one in _STORIES])
            start = rng.randrange(len(days) - 2 * len(story))
            for attempt, code in enumerate(story):
                outcome = shop.playbook.outcome(code)
                assert outcome is not None, code
                calls.append(
                    OldCall(
                        line=line,
                        operator_id=rng.choice(scouts).operator_id,
                        at=_some_time(play, days[start + 2 * attempt], attempt),
                        outcome=outcome,
                        note=play.note(code),
                        attempts=attempt,
                        acts=(play.act(), play.act(), play.act()),
                    )
                )
        script = f"{shop.workspace.trade}/cold-call/{shop.playbook.version}"
        add_calls(tx, calls, shop.method, script, play.at_local(first_day, time(8)))


def _some_time(play: Rehearsal, day: date, attempt: int) -> datetime:
    """Return an instant of one of the day's sessions, another one at each attempt (UTC)."""
    begin, end = SESSIONS[attempt % 2]
    minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
    return play.at_local(day, begin) + timedelta(seconds=play.rng.randrange(60, minutes * 60))
