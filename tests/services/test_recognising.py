"""People added by hand: whom they turn out to be, by number, by name and by firm, and what is told of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline_tui.domain.calling import Audience, Blocker
from pipeline_tui.domain.contact_acts import Alike, Standing
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.newcomers import Ground
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import dialling, undoing
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import bursts
from tests.services.newcomer import ANNE, NUMBER, add, ask
from tests.shops import Line


def test_a_suppressed_number_is_refused_and_the_person_kept(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Other", numbers=[line.number(NUMBER)])
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "do-not-call", act=line.act())
    told = ask(line, sam, ANNE)
    assert told.stopped == (NUMBER,)
    assert (told.standing, told.linked) == (Standing.NOBODY, 1)
    added = add(line, sam)
    assert added.verdict.blocker is Blocker.SUPPRESSED
    assert added.in_hand


def test_known_and_free_is_taken_with_the_note(line: Line) -> None:
    sam = line.viewer("Sam")
    known = line.contact("Martin", numbers=[line.number(NUMBER)])
    claire = replace(ANNE, name="Claire Martin", note="rings back about roses")
    told = ask(line, sam, claire)
    assert (told.standing, told.certain, told.name) == (Standing.FREE, True, "")
    added = add(line, sam, claire)
    assert (added.contact_id, added.known, added.in_hand) == (known, True, True)
    assert added.desk is not None
    assert [one.text for one in added.desk.before if one.what == "note"] == ["rings back about roses"]
    assert ask(line, sam, claire).standing is Standing.YOURS
    assert ask(line, sam, claire).name == "Claire MARTIN"
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert (undone.verb, undone.desk) == ("contact_added", None)
    assert line.position(known)["rank"] is not None
    assert line.one("SELECT undone FROM note")[0] == 1


@pytest.mark.parametrize("where", ["in hand", "hunting", "farming", "closed", "callback"])
def test_of_a_colleague_s_contact_nothing_is_said(line: Line, where: str) -> None:
    sam, paul, hugo = line.viewer("Sam"), line.viewer("Paul"), line.viewer("Hugo")
    number = [line.number(NUMBER)]
    if where in ("in hand", "callback"):
        line.contact("Martin", numbers=number)
        desk = line.call(paul)
        if where == "callback":
            due = line.at.replace(hour=15)
            dialling.record_outcome(line.shop, paul, desk.token, "callback", act=line.act(), callback=due)
    else:
        line.contact("Martin", numbers=number, stage=Stage(where), owner=hugo if where == "hunting" else None)
    before = len(line.all("SELECT id FROM contact"))
    claire = replace(ANNE, name="Claire Martin")
    told = ask(line, sam, claire)
    assert replace(told, blocker=None) == Alike(Standing.TAKEN, certain=True)
    with pytest.raises(Refused) as refused:
        add(line, sam, claire)
    said = f"{refused.value.title} {refused.value.detail} {refused.value.next_step} {refused.value.data}"
    for word in ("Paul", "Hugo", "MARTIN", "hunting", "farming", "closed"):
        assert word not in said
    assert len(line.all("SELECT id FROM contact")) == before
    assert line.verbs()[-1] == "checked", "the answer is written down, though nothing was added"


def test_another_name_on_the_same_number_is_linked_as_a_household(line: Line) -> None:
    sam = line.viewer("Sam")
    known = line.contact("Martin", numbers=[line.number(NUMBER)])
    told = ask(line, sam, ANNE)
    assert (told.standing, told.linked) == (Standing.NOBODY, 1)
    added = add(line, sam)
    assert added.linked == 1
    holders = {row[0]: row[1] for row in line.all("SELECT contact_id, holder FROM number")}
    assert holders == {known: "household", added.contact_id: "household"}
    undoing.undo(line.shop, sam, act=line.act())
    assert {row[0]: row[1] for row in line.all("SELECT contact_id, holder FROM number")} == {
        known: "personal"
    }


def test_who_shared_a_line_with_an_undone_newcomer_is_placed_anew(line: Line) -> None:
    sam, known = line.viewer("Sam"), line.contact("Martin", numbers=[line.number(NUMBER)])
    add(line, sam)
    with line.shop.store.act() as tx:
        tx.run("UPDATE position SET blocker = 'stale' WHERE contact_id = :c", {"c": known})
    undoing.undo(line.shop, sam, act=line.act())
    assert line.position(known)["blocker"] == ""


def test_a_household_s_stop_and_cap_are_the_line_s(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", numbers=[line.number(NUMBER)])
    added = add(line, sam)
    assert added.desk is not None
    dialling.dial(line.shop, sam, added.desk.token, act=line.act())
    dialling.record_outcome(line.shop, sam, added.desk.token, "busy", act=line.act())
    mate = line.claim(sam)
    assert (mate.name, mate.verdict.attempts) == ("Claire MARTIN", 1), "the line was rung once already"
    dialling.dial(line.shop, sam, mate.token, act=line.act())
    dialling.record_outcome(line.shop, sam, mate.token, "do-not-call", act=line.act())
    assert line.position(added.contact_id)["blocker"] == "suppressed"


def test_a_switchboard_of_one_firm(line: Line) -> None:
    sam = line.viewer("Sam")
    known = line.contact(
        "Martin", numbers=[line.number(NUMBER)], firm="Petit SARL", audience=Audience.BUSINESS
    )
    added = add(line, sam, replace(ANNE, firm="Petit SARL", ground=Ground.BUSINESS))
    holders = {row[0]: row[1] for row in line.all("SELECT contact_id, holder FROM number")}
    assert holders == {known: "switchboard", added.contact_id: "switchboard"}


def test_a_name_alone_is_asked_about(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", firm="Petit SARL")
    claire = replace(ANNE, name="Claire Martin", firm="Petit SARL")
    told = ask(line, sam, claire)
    assert (told.standing, told.certain) == (Standing.FREE, False)
    with pytest.raises(Refused) as refused:
        add(line, sam, claire)
    assert refused.value.data["needs"] == "another"
    assert not add(line, sam, claire, another=True).known
    undoing.undo(line.shop, sam, act=line.act())
    assert add(line, sam, claire, another=False).known


def test_one_of_a_firm_keeps_the_others_from_being_taken(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("Martin", firm="Petit SARL")
    line.contact("Ngo", firm="Petit SARL", numbers=[line.number(NUMBER)])
    line.claim(paul)
    ngo = replace(ANNE, name="Claire Ngo", firm="Petit SARL")
    assert ask(line, sam, ngo).standing is Standing.TAKEN, "a colleague rings the firm"
    anne = add(line, sam, replace(ANNE, numbers="01 99 00 77 88", firm="Petit SARL"))
    assert (anne.in_hand, anne.next_up) == (False, True)
    with pytest.raises(NothingToCall):
        line.claim(sam)


def test_every_answer_is_logged_once_a_form_and_there_is_an_end_to_them(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = line.viewer("Sam")
    for _ in range(3):
        ask(line, sam, ANNE)
    entries = [row[0] for row in line.all("SELECT detail FROM journal WHERE verb = 'checked'")]
    assert [json.loads(one)["by"] for one in entries] == ["number", "name"]
    assert "990055" not in str(entries)
    ask(line, sam, ANNE, form="another")
    assert len(line.all("SELECT 1 FROM journal WHERE verb = 'checked'")) == 4
    monkeypatch.setattr(bursts, "TYPED", replace(bursts.TYPED, most=4))
    with pytest.raises(Refused, match="Too many"):
        ask(line, sam, replace(ANNE, numbers="01 99 00 55 67"))
    line.later(hours=2)
    assert ask(line, sam, replace(ANNE, numbers="01 99 00 55 67")).standing is Standing.NOBODY
