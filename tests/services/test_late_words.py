"""Late words: under the call they belong to, for whoever may read that call."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.contact_acts import RecentCall
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import dialling, handing_off, late_words, reading, undoing
from tests.services.oracle import BRIEF
from tests.shops import Line


def test_my_last_three_calls_with_their_numbers_covered(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    for name in ("One", "Two", "Three", "Four", "Five"):
        line.contact(name)
    line.end(paul, "busy")
    for number in range(4):
        line.later(minutes=1)
        line.end(sam, "voicemail", note=f"note {number}")
    line.contact("Six")
    line.call(sam)  # awaits its outcome: not among them
    mine = late_words.recent(line.shop, sam)
    assert [one.note for one in mine] == ["note 3", "note 2", "note 1"]
    assert {one.outcome for one in mine} == {"voicemail"}
    assert "•" in mine[0].number
    assert len(late_words.recent(line.shop, paul)) == 1


def test_words_stand_under_their_call_and_are_taken_back(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    line.end(sam, "voicemail", note="left word")
    (call,) = late_words.recent(line.shop, sam)
    line.contact("Next", hot=True)
    ringing = line.call(sam)
    words = late_words.add_words(line.shop, sam, call.id, "asked for\nroses", act=line.act())
    assert (words.name, words.text) == ("Claire MARTIN", "asked for\nroses")
    late_words.add_words(line.shop, sam, call.id, "and lilies", act=line.act())
    before = reading.contact_card(line.shop, line.viewer("Mona"), call.contact_id).before
    assert [one.what for one in before] == ["voicemail"], "of a note a manager reads nothing"
    with line.shop.store.read() as tx:
        from pipeline_tui.storage import timeline

        (line_of_call,) = timeline.before(tx, call.contact_id, Stage.SCOUTING)
    assert line_of_call.text == "left word\nasked for\nroses\nand lilies"
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert (undone.verb, undone.name) == ("late_words", "Claire MARTIN")
    assert undone.desk is not None
    assert undone.desk.token == ringing.token, "the call under way goes on"
    with line.shop.store.read() as tx:
        assert timeline.before(tx, call.contact_id, Stage.SCOUTING)[0].text == "left word\nasked for\nroses"


def handed_on(line: Line, giver: Viewer, taker: Viewer) -> RecentCall:
    """Have a call end with a hand-off that is accepted; return it as its giver has it."""
    line.contact("Martin")
    desk = line.call(giver)
    given = handing_off.hand_off(line.shop, giver, desk.token, BRIEF, act=line.act(), to=taker.name)
    handing_off.accept(line.shop, taker, given.hand_off_id, act=line.act())
    (call,) = late_words.recent(line.shop, giver)
    return call


def test_words_travel_with_the_call(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    call = handed_on(line, sam, hugo)
    assert call.name == "CM", "as on the receipt: whose they are now is no business of the giver's"
    assert late_words.add_words(line.shop, sam, call.id, "wants peonies", act=line.act()).name == "CM"
    card = reading.contact_card(line.shop, hugo, call.contact_id)
    assert "wants peonies" in " ".join(one.text for one in card.before)


def test_whoever_took_the_contact_adds_nothing_to_the_giver_s_call(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    call = handed_on(line, sam, hugo)
    with pytest.raises(Refused, match="Not one of your calls"):
        late_words.add_words(line.shop, hugo, call.id, "not mine", act=line.act())


@pytest.mark.parametrize("which", ["another's", "unknown", "ringing"])
def test_only_own_calls_with_an_outcome(line: Line, which: str) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Martin")
    line.contact("Ngo")
    line.end(paul, "busy")
    ringing = line.call(sam)
    assert ringing.call is not None
    call_id = {"another's": 1, "unknown": 99, "ringing": ringing.call.id}[which]
    before = line.entries()
    with pytest.raises(Refused, match="Not one of your calls"):
        late_words.add_words(line.shop, sam, call_id, "words", act=line.act())
    assert line.entries() == before


def test_no_words_are_refused_and_a_retry_adds_none(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    line.end(sam, "busy")
    with pytest.raises(UsageTrouble):
        late_words.add_words(line.shop, sam, 1, "  \x07 ", act=line.act())
    act = line.act()
    first = late_words.add_words(line.shop, sam, 1, "roses", act=act)
    assert late_words.add_words(line.shop, sam, 1, "roses", act=act) == first
    assert len(line.all("SELECT id FROM note")) == 1
    assert "roses" not in str(line.all("SELECT detail FROM journal"))


def test_words_on_a_call_that_is_dialled_again_stay(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin")
    line.end(sam, "busy")
    late_words.add_words(line.shop, sam, 1, "roses", act=line.act())
    line.later(hours=2)
    desk = line.claim(sam)
    assert desk.before[0].text == "roses"
    dialling.dial(line.shop, sam, desk.token, act=line.act())
