"""Imports taken back: new contacts go, changed ones are as before, and nobody's work is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.import_choices import Known, Progress
from pipeline_tui.domain.loads import ImportUndone
from pipeline_tui.services import loading, taking_loads_back
from pipeline_tui.services.changing import change_contact
from pipeline_tui.services.claiming import claim_next, release
from pipeline_tui.services.dialling import dial, record_outcome
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.resuming_loads import resume_loads
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.undoing import undo as undo_last
from pipeline_tui.services.undoing_imports import undo_import
from pipeline_tui.storage import loads
from pipeline_tui.storage.store import Tx
from tests.services.ground import Ground
from tests.services.loading_files import CLAIRE, PRO, Load, firms, image, loader


@pytest.fixture
def load(alone: Ground, tmp_path: Path) -> Load:
    """Import lines as the shop's manager."""
    return loader(alone, tmp_path)


def undo(ground: Ground, name: str = "Salon", act: str = "") -> ImportUndone:
    return undo_import(ground.shop, ground.viewer("Zoé"), name, act=act or ground.act())


def test_everything_is_as_before(alone: Ground, load: Load) -> None:
    load(PRO, name="Older")
    before = image(alone)
    load(*firms(30), CLAIRE, PRO.replace("marc@example.org", "m.dupont@example.org"))
    told: list[Progress] = []
    undone = undo_import(alone.shop, alone.viewer("Zoé"), "salon", progress=told.append, act=alone.act())
    assert (undone.removed, undone.restored, undone.kept, undone.list_gone) == (31, 1, 0, True)
    assert told[-1].done == told[-1].total == 31
    assert image(alone) == before
    assert alone.whole()
    assert load(*firms(30)).taken == 30  # nothing of it is in the way of loading it again


@pytest.mark.parametrize("known", Known)
def test_what_becomes_of_known_contacts_is_chosen(alone: Ground, load: Load, known: Known) -> None:
    load("DUPONT;Marc;;01 99 00 00 01;;;;pro;;", name="Older")
    before = image(alone)
    row = "DUPONT;Marc-Antoine;Dupont SA;01 99 00 00 01 / 01 99 00 00 09;marc@example.org;69001;Lyon;pro;;"
    report = load(row.replace("Marc-Antoine", "Marcc"), known=known)
    assert (report.merged, report.updated) == (1, known is not Known.SKIP)
    first, firm, city = alone.one(
        "SELECT first_name, (SELECT name FROM firm f WHERE f.id = firm_id), city FROM contact"
    )
    numbers = alone.one("SELECT COUNT(*) FROM number")[0]
    assert (first, firm, city, numbers) == {
        Known.SKIP: ("Marc", None, "", 1),
        Known.FILL: ("Marc", "Dupont SA", "Lyon", 2),
        Known.UPDATE: ("Marcc", "Dupont SA", "Lyon", 2),
    }[known]
    undone = undo(alone)
    assert (undone.removed, undone.restored) == (0, known is not Known.SKIP)
    after = image(alone)
    assert {**after, "firm": []} == {**before, "firm": []}


def test_a_ground_that_a_load_gave_a_known_contact_goes_and_can_come_again(alone: Ground, load: Load) -> None:
    load(CLAIRE.replace("bulletin salon;17/08/2026", ";"), name="Older")
    before = image(alone)
    for name in ("Salon", "Salon again"):
        assert load(CLAIRE, name=name).updated == 1
        assert len(image(alone)["basis"]) == 1
        undone = undo(alone, name)
        assert (undone.removed, undone.restored, undone.kept) == (0, 1, 0)
        assert image(alone) == before
    assert alone.whole()


def test_who_is_rung_while_a_load_joins_an_older_list_is_of_that_list(
    alone: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(PRO)
    zoe, join = alone.viewer("Zoé"), loading._join

    def ring_everybody(shop: Shop, known: loads.Load) -> None:
        for _ in range(4):
            desk = claim_next(shop, zoe, act=alone.act())
            desk = dial(shop, zoe, desk.token, act=alone.act())
            record_outcome(shop, zoe, desk.token, "no-answer", act=alone.act())
        join(shop, known)

    monkeypatch.setattr(loading, "_join", ring_everybody)
    salon = load(*firms(3)).list_id
    with alone.shop.store.read() as tx:
        assert tx.all("SELECT list_id, COUNT(*) FROM call GROUP BY 1") == [(salon, 4)]
        assert tx.all("SELECT list_id, COUNT(*) FROM position GROUP BY 1") == [(salon, 4)]
        assert tx.value("SELECT COUNT(*) FROM list WHERE name LIKE 'Salon%'") == 1, "the part's list is gone"
    assert undo_last(alone.shop, zoe, act=alone.act()).verb == "outcome"
    assert alone.whole()


def test_whoever_was_worked_on_stays_and_is_counted(alone: Ground, load: Load) -> None:
    zoe = alone.viewer("Zoé")
    load(*firms(5))
    desk = claim_next(alone.shop, zoe, act=alone.act())
    desk = dial(alone.shop, zoe, desk.token, act=alone.act())
    recorded = record_outcome(alone.shop, zoe, desk.token, "no-answer", then_next=True, act=alone.act())
    assert recorded.desk is not None
    in_hand = recorded.desk.contact_id
    undone = undo(alone)
    assert (undone.removed, undone.kept, undone.list_gone) == (3, 2, False)
    left = {alone.one("SELECT MIN(id) FROM contact")[0], alone.one("SELECT MAX(id) FROM contact")[0]}
    assert left == {desk.contact_id, in_hand}
    assert alone.one("SELECT state, (SELECT COUNT(*) FROM list_member) FROM list WHERE name = 'Salon'") == (
        "active",
        2,
    )
    with pytest.raises(NothingToDo):
        undo(alone)


def test_a_claim_alone_keeps_nobody(alone: Ground, load: Load) -> None:
    zoe = alone.viewer("Zoé")
    load(*firms(2))
    desk = claim_next(alone.shop, zoe, act=alone.act())
    release(alone.shop, zoe, desk.token, act=alone.act())
    undone = undo(alone)
    assert (undone.removed, undone.kept) == (2, 0)
    # The journal names it: its id is never given to another.
    assert alone.one("SELECT id, last_name, folded FROM contact") == (desk.contact_id, "", "")
    with pytest.raises(NothingToCall):
        claim_next(alone.shop, zoe, act=alone.act())
    assert load(*firms(2)).taken == 2


def test_a_change_by_hand_since_is_kept(alone: Ground, load: Load) -> None:
    zoe = alone.viewer("Zoé")
    load(PRO, name="Older")
    load(PRO.replace("Lyon", "Villeurbanne"), known=Known.UPDATE)
    desk = claim_next(alone.shop, zoe, act=alone.act())
    change_contact(alone.shop, zoe, desk.token, ContactChanges(version=None, role="Buyer"), act=alone.act())
    release(alone.shop, zoe, desk.token, act=alone.act())
    undone = undo(alone)
    assert (undone.restored, undone.kept) == (0, 1)
    assert alone.one("SELECT city, firm_role FROM contact") == ("Villeurbanne", "Buyer")


def test_into_an_older_list_and_out_again(alone: Ground, load: Load) -> None:
    load(*firms(3))
    before = image(alone)
    report = load(*firms(40, start=4), PRO)
    assert alone.one("SELECT COUNT(*), COUNT(DISTINCT list_id) FROM position") == (44, 1)
    assert alone.one("SELECT COUNT(*), COUNT(DISTINCT row_no) FROM list_member") == (44, 44)
    assert alone.one("SELECT id FROM list WHERE name = 'Salon'") == (report.list_id,)
    undone = undo(alone)
    assert (undone.removed, undone.list_gone) == (41, False)
    assert image(alone) == before
    assert undo(alone).removed == 3


def test_another_list_s_contact_is_not_taken_from_it(alone: Ground, load: Load) -> None:
    load(*firms(3))
    load(*firms(1), name="Second")
    undone = undo(alone)
    assert (undone.removed, undone.kept) == (2, 1)
    assert alone.one("SELECT COUNT(*) FROM contact") == (1,)
    assert alone.one("SELECT state FROM list WHERE name = 'Salon'") == ("active",)


def test_what_cannot_be_taken_back(three: Ground) -> None:
    with pytest.raises(UsageTrouble, match="no list"):
        undo_import(three.shop, three.viewer("Mona"), "Nowhere", act=three.act())
    with pytest.raises(Refused):
        undo_import(three.shop, three.viewer("Sam"), "Salon", act=three.act())
    with pytest.raises(Refused):
        resume_loads(three.shop, three.viewer("Hugo"))
    assert not resume_loads(three.shop, three.viewer("Mona"))


class _Stopped(BaseException):
    """Stands for the program's death: nothing of ours catches it."""


def test_a_load_that_died_after_it_was_seen_goes_on(
    alone: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoe = alone.viewer("Zoé")
    load(*firms(3), PRO, name="Older")
    before = image(alone)
    act = alone.act()

    def died(*_: object) -> None:
        raise _Stopped

    with monkeypatch.context() as dying:
        dying.setattr(loading, "go_on", died)
        with pytest.raises(_Stopped):
            load(
                *firms(20, start=4),
                PRO.replace(";;", ";;;", 1).replace("Lyon", "Villeurbanne"),
                name="Older",
                known=Known.UPDATE,
                act=act,
            )
    # Seen already, though still on a list of its own; what it changes of the known one waits.
    assert alone.one("SELECT COUNT(*) FROM position WHERE rank IS NOT NULL") == (24,)
    assert alone.one("SELECT COUNT(*) FROM list WHERE state = 'active' AND joins IS NOT NULL") == (1,)
    assert resume_loads(alone.shop, zoe)
    assert not resume_loads(alone.shop, zoe)
    assert alone.one("SELECT COUNT(DISTINCT list_id) FROM position") == (1,)
    assert alone.one("SELECT COUNT(*) FROM list WHERE joins IS NOT NULL") == (0,)
    undo(alone, "Older")
    assert image(alone) == before


def test_an_undo_that_died_is_finished_by_the_next_load(
    alone: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = image(alone)
    load(*firms(60))
    act, looked = alone.act(), 0
    monkeypatch.setattr(taking_loads_back, "_AT_ONCE", 10)

    def dies(tx: Tx, load_id: int, contact_id: int) -> None:
        nonlocal looked
        looked += 1
        if looked == 3:
            raise _Stopped
        original(tx, load_id, contact_id)

    original = loads.looked_at
    with monkeypatch.context() as dying:
        dying.setattr(loads, "looked_at", dies)
        with pytest.raises(_Stopped):
            undo(alone, act=act)
    assert 0 < int(str(alone.one("SELECT COUNT(*) FROM contact")[0])) < 60
    with pytest.raises(NothingToCall):  # a half-removed list offers nobody
        claim_next(alone.shop, alone.viewer("Zoé"), act=alone.act())
    assert resume_loads(alone.shop, alone.viewer("Zoé"))
    assert image(alone) == before
    again = undo(alone, act=act)
    assert (again.removed, again.kept, again.list_gone) == (60, 0, True)
