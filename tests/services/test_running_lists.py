"""Lists paused, opened and ranked: the next claim obeys, everybody is told, and undo puts it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.list_states import Standing
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import attending, dialling, importing, running_lists, undoing, watching
from pipeline_tui.services.claiming import claim_next, release
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line


@pytest.fixture
def mona(line: Line) -> Viewer:
    return line.viewer("Mona")


def test_the_next_claim_obeys_and_what_is_in_hand_stays(line: Line, mona: Viewer) -> None:
    sam, salon = line.viewer("Sam"), line.a_list("Salon")
    first, second = (line.contact(name, list_id=salon) for name in ("A", "B"))
    desk = claim_next(line.shop, sam, act=line.act())
    changed = running_lists.pause_list(line.shop, mona, salon, act=line.act())
    assert (changed.state, changed.counted) == ("paused", False)  # no desk waits for a count
    shown = running_lists.list_card(line.shop, mona, salon).line
    assert (shown.state, shown.ready) == ("paused", 0)
    assert shown.blockers == ((Blocker.ON_ANOTHER_DESK, 1), (Blocker.LIST_PAUSED, 1))
    assert dialling.dial(line.shop, sam, desk.token, act=line.act()).contact_id == first
    with pytest.raises(NothingToCall) as nothing:
        claim_next(line.shop, line.viewer("Paul"), act=line.act())
    assert "Salon is paused by Mona since Mon 14:03." in nothing.value.detail
    (stopped,) = nothing.value.queue.lists
    assert (stopped.id, stopped.state, stopped.contacts, stopped.by) == (salon, Standing.PAUSED, 2, "Mona")
    running_lists.resume_list(line.shop, mona, salon, act=line.act())
    assert claim_next(line.shop, line.viewer("Paul"), act=line.act()).contact_id == second


def test_the_first_priority_is_called_first(line: Line, mona: Viewer) -> None:
    sam, one, other = line.viewer("Sam"), line.a_list("One"), line.a_list("Other")
    contacts = {one: line.contact("A", list_id=one), other: line.contact("B", list_id=other)}
    for first in (other, one):
        running_lists.set_priority(line.shop, mona, first, 1, act=line.act())
        if first == one:
            running_lists.set_priority(line.shop, mona, other, 9, act=line.act())
        desk = claim_next(line.shop, sam, act=line.act())
        assert desk.contact_id == contacts[first]
        release(line.shop, sam, desk.token, act=line.act())
    for wrong in (0, 10):
        with pytest.raises(UsageTrouble):
            running_lists.set_priority(line.shop, mona, one, wrong, act=line.act())


def test_scouts_hear_of_a_pause_at_their_desk_and_hunters_do_not(line: Line, mona: Viewer) -> None:
    salon = line.a_list("Salon")
    running_lists.pause_list(line.shop, mona, salon, act=line.act())
    (heard,) = attending.on_the_floor(line.shop, line.viewer("Sam")).paused
    assert (heard.name, heard.by, heard.since) == ("Salon", "Mona", line.at)
    assert attending.on_the_floor(line.shop, line.viewer("Hugo")).paused == ()


def test_a_list_with_nothing_callable_says_so(line: Line, mona: Viewer) -> None:
    salon, fair = line.a_list("Salon"), line.a_list("Fair")
    line.contact("A", list_id=salon, consent=False)
    (held,) = watching.blockers(line.shop, line.viewer("Sam")).lists
    assert (held.id, held.state, held.contacts) == (salon, Standing.HELD, 1)
    assert held.blocker is Blocker.NO_BASIS
    standing = {
        card.id: card.standing
        for card in (running_lists.list_card(line.shop, mona, i) for i in (salon, fair))
    }
    assert standing == {salon: Standing.HELD, fair: Standing.ACTIVE}
    line.contact("B", list_id=salon)
    assert watching.blockers(line.shop, line.viewer("Sam")).lists == ()
    assert running_lists.list_card(line.shop, mona, salon).standing is Standing.ACTIVE


def test_a_list_that_loads_is_not_seen_in_the_queue_and_cannot_be_run(line: Line, mona: Viewer) -> None:
    loading = line.a_list("New", state="loading")
    line.contact("A", list_id=loading)
    assert watching.blockers(line.shop, line.viewer("Sam")).blockers == {}
    for change in (running_lists.pause_list, running_lists.resume_list):
        with pytest.raises(Refused, match="still being loaded"):
            change(line.shop, mona, loading, act=line.act())


def test_undo_puts_a_list_back_until_somebody_set_it_otherwise(line: Line, mona: Viewer) -> None:
    salon = line.a_list("Salon")
    running_lists.set_priority(line.shop, mona, salon, 2, act=line.act())
    running_lists.pause_list(line.shop, mona, salon, act=line.act())
    running_lists.resume_list(line.shop, mona, salon, act=line.act())
    assert undoing.undo(line.shop, mona, act=line.act()).verb == "list_resumed"
    card = running_lists.list_card(line.shop, mona, salon)
    assert (card.standing, card.line.paused_by, card.line.paused_at) == (Standing.PAUSED, "Mona", line.at)
    undoing.undo(line.shop, mona, act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
    card = running_lists.list_card(line.shop, mona, salon)
    assert (card.line.state, card.line.priority, card.line.paused_by) == ("active", 5, "")
    running_lists.pause_list(line.shop, mona, salon, act=line.act())
    line.a_list("Salon", state="active")
    with pytest.raises(Refused, match="no longer"):
        undoing.undo(line.shop, mona, act=line.act())


def test_what_is_so_already_is_said_and_not_stored(line: Line, mona: Viewer) -> None:
    salon = line.a_list("Salon")
    running_lists.pause_list(line.shop, mona, salon, act=line.act())
    entries = len(line.verbs())
    with pytest.raises(NothingToDo, match="paused already") as said:
        running_lists.pause_list(line.shop, mona, salon, act=line.act())
    assert "Mona paused it on 23 Nov at 14:03." in said.value.detail
    with pytest.raises(NothingToDo):
        running_lists.set_priority(line.shop, mona, salon, 5, act=line.act())
    assert len(line.verbs()) == entries


def test_a_list_is_found_by_its_name_its_beginning_or_its_id(line: Line, mona: Viewer) -> None:
    salon, autumn = line.a_list("Salon de l'été"), line.a_list("Salon d'automne")
    for typed, found in (("salon de", salon), ("SALON D'AUTOMNE", autumn), (str(salon), salon)):
        assert running_lists.find_list(line.shop, mona, typed) == found
    for typed in ("salon", "fair", "", "999"):
        with pytest.raises(UsageTrouble) as trouble:
            running_lists.find_list(line.shop, mona, typed)
        assert "Salon d'automne" in trouble.value.detail


def test_a_card_tells_what_was_loaded_and_where_its_contacts_stand(
    line: Line, mona: Viewer, tmp_path: Path
) -> None:
    file = tmp_path / "fair.csv"
    file.write_text(
        "Nom;Tel;Type;Rue\nA;0199000001;pro;x\nB;n/c;pro;x\nC;0199000003;particulier;x\n", "utf-8"
    )
    report = importing.import_list(line.shop, mona, file, list_name="Fair", act=line.act())
    assert report.list_id is not None
    with line.shop.store.act() as tx:
        tx.run(
            "UPDATE position SET stage = 'hunting' WHERE contact_id = :c",
            {"c": report.verdicts[0].contact_id},
        )
    card = running_lists.list_card(line.shop, mona, report.list_id)
    assert card.stages == ((Stage.SCOUTING, 1), (Stage.HUNTING, 1))
    (load,) = card.loads
    assert (load.file, load.by, load.at, load.stage) == ("fair.csv", "Mona", line.at, Stage.SCOUTING)
    assert (load.rows, load.taken, load.merged, load.rejected) == (3, 2, 0, 1)
    assert [(use.column, use.field) for use in load.columns] == [
        ("Nom", "name"),
        ("Tel", "phone"),
        ("Type", "audience"),
        ("Rue", "address"),
    ]
