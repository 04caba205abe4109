"""The linear desk among others: who sees it, calls passed on live, agreed times, new people, the inbox."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline_tui.cli.plain import sit
from pipeline_tui.cli.plain_voice import Voice
from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.floor import AtDesk
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    attending,
    diaries,
    handing_off,
    looking_up,
    messaging,
    restructuring,
    tightening,
    transferring,
)
from tests.services.plainly import Hands, Typed, typing
from tests.shops import F, H, Line, M, S, opened_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path / "shop") as made:
        yield made


def states(line: Line) -> dict[str, AtDesk]:
    return {one.name: one.state for one in attending.present(line.shop, line.viewer("Mona"))}


def test_others_see_what_the_desk_is_doing(line: Line) -> None:
    line.contact()
    seen: list[AtDesk | None] = []

    def look() -> None:
        seen.append(states(line).get("Sam"))

    typing(line, "Sam", look, "", look, "", look, "n", look, "p", "1", look, "", look)
    seen.append(states(line).get("Sam"))
    assert seen == [
        AtDesk.FREE, AtDesk.IN_HAND, AtDesk.TALKING, AtDesk.FREE, AtDesk.PAUSED, AtDesk.FREE, None,
    ]  # fmt: skip


def test_places_left_behind_by_a_change_of_the_rules_follow_while_one_sits(line: Line) -> None:
    line.contact()
    firm = line.contact("Firm", audience=Audience.BUSINESS, consent=False)
    wanted = '[FR.business.basis]\nany_of = ["consent"]\n'
    tightening.tighten(line.shop, line.viewer("Mona"), wanted, "own.toml", act=line.act())
    assert line.position(firm)["blocker"] == ""
    typing(line, "Sam")
    assert line.position(firm)["blocker"] == "no-basis"


def test_a_change_of_structure_is_told_and_the_desk_goes_on_under_it(line: Line) -> None:
    line.contact()

    def merge() -> None:
        restructuring.set_structure(line.shop, line.viewer("Mona"), Structure.ONE_TIER, act=line.act())

    said = typing(line, "Sam", merge, "", "", "", "h")
    assert "The structure is now one-tier. You work scouting, hunting and farming." in said
    assert line.all("SELECT stage, owner_id FROM position") == [("hunting", line.viewer("Sam").operator_id)]


def brief(line: Line) -> list[str]:
    return ["?"] * len(line.shop.playbook.brief)


def waiting(line: Line, *typed: Typed, wait: Callable[[], object]) -> str:
    """Sit down as Sam; ``wait`` is what happens while colleagues are asked."""

    def waited(_seconds: float) -> None:
        wait()

    out = io.StringIO()
    sit(line.shop, line.viewer("Sam"), Voice(Hands(typed), out), waited)
    return out.getvalue()


def test_a_call_is_passed_on_to_the_first_who_takes_it(line: Line) -> None:
    line.contact()
    hugo = line.viewer("Hugo")
    attending.attend(line.shop, hugo, "hunter")

    def take() -> None:
        (offer,) = attending.on_the_floor(line.shop, hugo).offers
        transferring.take_live(line.shop, hugo, offer.id, act=line.act())

    said = waiting(line, "", "", "H", *brief(line), wait=take)
    assert "1 colleague is asked, for 20 seconds." in said
    assert "Hugo takes Claire MARTIN: give the phone to Hugo." in said
    assert said.endswith("Ready. Enter for the next contact: \nGood-bye.\n")
    assert line.broken() == ""


def test_a_call_nobody_takes_stays_with_its_brief(line: Line) -> None:
    line.contact()
    said = typing(line, "Sam", "", "", "H", *brief(line), "h", "", "", "", "", "", "", "", "")
    assert "Nobody is free to take the call" in said
    assert "Handed off: Claire MARTIN, to the team." in said
    line.contact("Ngo")
    attending.attend(line.shop, line.viewer("Hugo"), "hunter")
    said = waiting(line, "", "", "H", *brief(line), "r", wait=lambda: line.later(seconds=8))
    assert "Nobody took it. The call is still yours, and the brief is kept." in said
    assert "Stored: Refused, Claire NGO" in said


def test_control_c_withdraws_an_offer(line: Line) -> None:
    line.contact()
    attending.attend(line.shop, line.viewer("Hugo"), "hunter")

    def stop() -> None:
        raise KeyboardInterrupt

    said = waiting(line, "", "", "H", *brief(line), "n", wait=stop)
    assert "Withdrawn. The call is still yours" in said
    assert "Stored: No answer, Claire MARTIN" in said


def test_who_sells_too_may_take_a_call_here(tmp_path: Path) -> None:
    people = (
        ("Sam", frozenset({S})),
        ("Both", frozenset({S, H})),
        ("Fatou", frozenset({F, M})),
    )
    with opened_line(tmp_path / "both", Structure.THREE_TIER, people) as line:
        line.contact()
        sam = line.viewer("Sam")

        def offer() -> None:
            desk = line.call(sam)
            filled = {one.key: "roses" for one in line.shop.playbook.brief}
            transferring.offer_live(line.shop, sam, desk.token, filled, act=line.act())

        said = typing(line, "Both", "take", offer, "figures", "take", "z")
        assert "take: not known here." in said
        assert "On the line now: Claire MARTIN." in said
        assert "From Sam. Need: roses. Next: roses." in said
        assert "Claire MARTIN, in a call." in said
        assert "Stored: Talked, it goes on, Claire MARTIN" in said
        assert line.broken() == ""


def test_a_time_is_agreed_in_a_diary(line: Line) -> None:
    line.contact()
    line.contact("Ngo")
    free = diaries.open_diaries(line.shop, line.viewer("Sam"))
    assert free
    said = typing(
        line, "Sam", "", "", "h", *brief(line), "hugo", "?", "free", "sunday 3:00", "2", "",
        "", "h", *brief(line), "hugo", "tue 10:30", "wed 10:30", "",
    )  # fmt: skip
    assert "A time on their clock: tue 14:30." in said
    assert "Handed off: Claire MARTIN, to Hugo, " in said
    assert "Handed off: Claire NGO, to Hugo, Wed 25 Nov 10:30." in said
    agreed = [row[0] for row in line.all("SELECT slot_at FROM hand_off ORDER BY id")]
    assert len(set(agreed)) == 2
    assert None not in agreed


def test_somebody_new_is_added_and_in_hand(line: Line) -> None:
    said = typing(
        line, "Sam", "+", "Mme Zoé Blanc", "gibberish", "01 99 00 77 77", "", "", "69002 Lyon", "", "1", "1",
        "wants roses", "", "n",
    )  # fmt: skip
    assert "Number not understood" in said
    assert "+33 1 99 00 77 77" in said
    assert "Not known here yet." in said
    assert "69002, Lyon, FR." in said
    assert "Added: Zoé BLANC, in hand." in said
    assert "Stored: No answer, Zoé BLANC" in said
    again = typing(line, "Sam", "+", "Zoé Blanc", "01 99 00 77 77", "", "", "", "", "", "", "", ".")
    assert "known here and in nobody's hand" in again or "on your desk" in again
    left = typing(line, "Sam", "+", ".", "+", "Paul", ".")
    assert left.count("Nobody added.") == 2
    assert line.one("SELECT COUNT(*) FROM contact")[0] == 1


def test_an_unknown_caller_becomes_a_contact_on_the_line(line: Line) -> None:
    said = typing(
        line, "Sam", "l", "01 99 00 88 88", "y", "M. Luc Roy", "", "", "", "", "", "", "r", "quit"
    )  # fmt: skip
    assert "Nobody here has this number." in said
    assert "Added: Luc ROY, in hand." in said
    assert "Stored: Refused, Luc ROY" in said


def test_fields_are_changed_one_by_one(line: Line) -> None:
    line.contact()
    said = typing(
        line, "Sam", "", "f", "firm", "Lilas SARL", "language", "klingon", "en", "11", "household", "6",
        "-", "12", "01 99 00 66 66", ".",
    )  # fmt: skip
    assert "Changed: firm." in said
    assert "Language not understood" in said
    assert "Changed: language." in said
    assert "Changed: numbers." in said
    assert "Changed: new number." in said
    holders = [row[0] for row in line.all("SELECT holder FROM number ORDER BY id")]
    assert holders == ["household", "personal"]


def test_the_inbox_is_told_and_opened(line: Line) -> None:
    line.contact(numbers=(line.number("+33199001234"),))
    sam, hugo, paul = line.viewer("Sam"), line.viewer("Hugo"), line.viewer("Paul")
    typing(line, sam, "", "", "h", *brief(line), "hugo", "")
    (waits,) = handing_off.inbox(line.shop, hugo)

    def returned() -> None:
        handing_off.give_back(
            line.shop, hugo, waits.id, reason="need-unclear", note="ask again", act=line.act()
        )

    def written() -> None:
        line.claim(sam)
        found = looking_up.look_up(line.shop, paul, "01 99 00 12 34", act=line.act())
        messaging.send(line.shop, paul, found, "she rang back", act=line.act())

    said = typing(line, sam, returned, "inbox", written, "figures", "inbox", "1")
    assert "returned, " in said
    assert "No message for you." in said
    assert "1 message waits. Type inbox." in said
    assert "Paul, about " in said
    assert "she rang back" in said


def test_a_callback_that_falls_due_is_told_once(line: Line) -> None:
    line.contact()
    typing(line, "Sam", "", "", "c", "+1h", "")
    line.later(minutes=61)
    said = typing(line, "Sam", "figures", "inbox", "figures")
    assert said.count("Your callback is due: Ms Martin.") == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["n"], ""),
        (["r"], "r: only in a call; nobody is in hand."),
        (["i"], "i: nobody is in hand."),
        (["", "h"], "h: only in a call; dial first."),
        (["", "1"], "1: only in a call; dial first."),
        (["", "", "p"], "p: not during a call."),
        (["", "", "s"], "s: not during a call."),
        (["", "", "xyzzy"], "xyzzy: not known here."),
    ],
)
def test_what_does_nothing_now_says_when_it_would(line: Line, typed: list[str], told: str) -> None:
    line.contact()
    assert told in typing(line, "Sam", *typed)


EVERY_PROMPT = (
    ("", "i", "before", "e", "a note", "", "f", "firm", "Lilas", ".", "s"),
    ("", "", "1", "1", "o", "flowers", ".", "!", "1", "c", "tue 14:20", ""),
    ("", "", "h", "need", "", "", "", "", "tomorrow", "hugo", "free", "1", ""),
    ("+", "Zoé Blanc", "0199007777", "", "", "", "", "", "", "", "n"),
    ("l", "", "1", "y"),
    ("l", "0199008888", "y", "Luc Roy", "", "", "", "", "", "r"),
    ("p", "1", "", "late", "1", "words", "inbox", "figures", "u", "", "", "w", "1"),
)


@pytest.mark.parametrize("lines", EVERY_PROMPT, ids=lambda lines: lines[-1] or lines[0])
def test_leaving_at_any_prompt_keeps_the_workspace_whole(line: Line, lines: tuple[str, ...]) -> None:
    for name in ("Martin", "Ngo", "Petit", "Durand"):
        line.contact(name)

    def control_c() -> None:
        raise KeyboardInterrupt

    for count in range(len(lines) + 1):
        leaves = [control_c] if count % 2 else []  # else the input ends
        said = typing(line, "Sam", *lines[:count], *leaves)
        last = said.rstrip("\n").rpartition("\n")[2]
        assert last.startswith(("Good-bye.", "Left ")), (count, said)
        assert line.broken() == "", count
        line.later(minutes=3)
