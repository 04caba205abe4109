"""A farmer's calendar from the shell: moved, put into a segment, listed by range, and out as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, clients
from tests.journeys.shell import Prompt
from tests.shops import MONDAY, opened_line


@pytest.fixture
def fatou_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Prompt, int]]:
    """A shop in which Fatou keeps three clients; the first one's id."""
    monkeypatch.setenv("PIPELINE_NOW", MONDAY.isoformat())
    monkeypatch.chdir(tmp_path)
    with opened_line(tmp_path / "shop") as line:
        fatou = line.viewer("Fatou")
        made = [line.contact(name, stage=Stage.FARMING, owner=fatou) for name in ("Un", "Deux", "Trois")]
        with line.shop.store.act() as tx:
            for number, contact in enumerate(made):
                clients.note_contact(tx, contact, line.at, segment="C", since=line.at.date())
                check_ins.plan(tx, contact, fatou.operator_id, line.shop.today() + timedelta(days=number))
        yield Prompt(str(line.shop.store.path), capsys), made[0]


def test_a_check_in_is_moved_to_a_day_or_an_agreed_time(fatou_s: tuple[Prompt, int]) -> None:
    run, _ = fatou_s
    first = run.done("check-ins", "--as", "Fatou")[0]
    assert run.done("check-in", "move", first["id"], "--to", "fri", "--as", "Fatou")["due_on"] == "2026-11-27"
    timed = run.done("check-in", "move", first["id"], "--to", "fri 14:20", "--as", "Fatou")
    assert (timed["due_on"], timed["due_at"][:16]) == ("2026-11-27", "2026-11-27T13:20")
    told = run("check-in", "move", first["id"], "--to", "sun", "--as", "Fatou")
    assert "Mon 30 Nov 2026" in told.out, "a day off becomes the next open one"
    sunday = run("check-in", "move", first["id"], "--to", "sun 10:00", "--as", "Fatou")
    assert (sunday.code, "Nobody is here" in sunday.err) == (2, True)
    assert run.done("undo", "--as", "Fatou")["verb"] == "check_in_moved"
    ranged = run.done("check-ins", "--from", "fri", "--to", "fri", "--as", "Fatou")
    assert [one["id"] for one in ranged] == [first["id"]]
    logged = run.done(
        *("check-in", "log", first["id"], "--outcome", "reached", "--next-on", "8/12 9:30", "--as", "Fatou")
    )
    assert logged["planned"]["due_at"].startswith("2026-12-08T08:30")


def test_a_segment_is_set_by_hand_and_given_back_to_the_rule(fatou_s: tuple[Prompt, int]) -> None:
    run, contact = fatou_s
    by_hand = run.done("client", "segment", contact, "a", "--as", "Fatou")
    assert (by_hand["segment"], by_hand["days"], by_hand["by_hand"]) == ("A", 14, True)
    assert run("client", "segment", contact, "auto", "--as", "Fatou").out == (
        "Claire UN: C, every 90 days, by the rule.\n"
    )
    assert run("client", "segment", contact, "Z", "--as", "Fatou").code == 2
    assert run("client", "segment", contact, "A", "--as", "Hugo").code == 1


def test_the_diary_goes_out_as_a_file_or_to_standard_output(fatou_s: tuple[Prompt, int]) -> None:
    run, _ = fatou_s
    told = run.done("diary", "export", "diary.ics", "--as", "Fatou", "--to", "tomorrow")
    assert (told["file"], told["events"], told["from"], told["to"]) == (
        "diary.ics",
        2,
        "2026-11-23",
        "2026-11-24",
    )
    kept = Path("diary.ics").read_bytes()
    assert kept.startswith(b"BEGIN:VCALENDAR\r\n")
    events = IcsCalendarStream.calendar_from_ics(kept.decode()).events
    assert sorted(str(one.summary) for one in events) == ["Check-in · Claire DEUX", "Check-in · Claire UN"]
    out = run("diary", "export", "-", "--as", "Fatou", "--from", "tomorrow", "--to", "in 3 days")
    assert (out.code, out.err) == (0, "")
    assert len(IcsCalendarStream.calendar_from_ics(out.out).events) == 2
    both = run("diary", "export", "-", "--as", "Fatou", "--json")
    assert (both.code, both.out) == (2, "")
    wrong = run("diary", "export", "missing/folder.ics", "--as", "Fatou")
    assert (wrong.code, wrong.out) == (3, "")
