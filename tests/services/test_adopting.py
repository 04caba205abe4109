"""The shop's method in versions: adopted whole, never changed, taken back; calls keep theirs."""

from __future__ import annotations

import os
import re

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble, WorkspaceTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import load_shipped, shipped_folder
from pipeline_tui.services import adopting, reporting, tightening, undoing
from pipeline_tui.services.shop import open_shop
from tests.services.own_playbook import COLD_CALL, changed, with_words
from tests.services.secret_things import deal
from tests.shops import Line

TOML = "playbook.toml"


def adopt(line: Line, words: str = "One more sentence.") -> int:
    return adopting.adopt(line.shop, line.viewer("Mona"), with_words(line, words), act=line.act()).number


def holds(line: Line) -> int:
    return next(one.number for one in adopting.versions(line.shop, line.viewer("Sam")) if one.holds)


def opening(line: Line) -> list[str]:
    script = line.shop.playbook.script("cold-call", "en")
    assert script is not None
    return [one.text for one in script.steps[0].lines]


def test_the_set_up_adopts_the_shipped_one_as_version_1(line: Line) -> None:
    (first,) = adopting.versions(line.shop, line.viewer("Sam"))
    assert (first.number, first.by, first.holds, first.changed) == (1, "", True, 0)
    assert adopting.files_of(line.shop, line.viewer("Sam")) == read_files(shipped_folder("florist"))
    assert line.shop.playbook == load_shipped("florist")


def test_an_adopted_one_holds_and_calls_keep_theirs(line: Line) -> None:
    for name in ("Martin", "Petit"):
        line.contact(name)
    line.end(line.viewer("Sam"), "refused")
    assert adopt(line) == 2
    line.end(line.viewer("Sam"), "refused")
    assert line.all("SELECT script FROM call ORDER BY id") == [
        ("florist/cold-call/1",),
        ("florist/cold-call/2",),
    ]
    assert "One more sentence." in opening(line)
    newest = adopting.versions(line.shop, line.viewer("Sam"))[-1]
    assert (newest.number, newest.by, newest.holds, newest.changed) == (2, "Mona", True, 1)


def test_a_running_program_works_on_by_its_version_until_it_looks(line: Line) -> None:
    with_other = open_shop(line.shop.store.path, now=line.at)
    adopt(line)
    assert with_other.method_number == 1 and with_other.playbook == load_shipped("florist")
    with with_other.store.read() as tx:
        assert with_other.look_at_playbook(tx) and not with_other.look_at_playbook(tx)
    assert with_other.playbook == line.shop.playbook and with_other.method.playbook.version == 2
    with_other.close()


def test_a_workspace_of_before_goes_on_with_the_shipped_one_and_can_go_back_to_it(line: Line) -> None:
    with line.shop.store.act() as tx:
        for table in ("playbook_standing", "playbook_version"):
            tx.run(f"DROP TRIGGER {table}_delete")
            tx.run(f"DELETE FROM {table}")
    old = Line(open_shop(line.shop.store.path, now=line.at))
    assert old.shop.method_number == 0 and old.shop.playbook == load_shipped("florist")
    assert adopting.versions(old.shop, old.viewer("Sam")) == ()
    assert adopt(old) == 2
    undoing.undo(old.shop, old.viewer("Mona"), act=old.act())
    assert holds(old) == 1
    with old.shop.store.read() as tx:
        old.shop.look_at_playbook(tx)
    assert old.shop.playbook == load_shipped("florist")
    old.shop.close()


def test_taken_back_the_version_before_holds_again_and_none_is_changed(line: Line) -> None:
    adopt(line)
    adopt(line, "Another sentence.")
    before = line.all("SELECT * FROM playbook_version ORDER BY id")
    for expected in (2, 1):
        undoing.undo(line.shop, line.viewer("Mona"), act=line.act())
        assert holds(line) == expected
    assert line.all("SELECT * FROM playbook_version ORDER BY id") == before
    assert line.all("SELECT version_id FROM playbook_standing ORDER BY id") == [(1,), (2,), (3,), (2,), (1,)]
    assert adopt(line) == 2, "the same content is the same version"
    assert line.all("SELECT COUNT(*) FROM playbook_version") == [(3,)]


def test_what_somebody_adopted_since_is_not_taken_back(line: Line) -> None:
    adopt(line)
    with line.shop.store.act() as tx:
        tx.run("INSERT INTO operator_role VALUES (1, 'manager')")
    files = with_words(line, "Sam's words.")
    adopting.adopt(line.shop, line.viewer("Sam"), files, act=line.act())
    with pytest.raises(Refused, match="changed again since"):
        undoing.undo(line.shop, line.viewer("Mona"), act=line.act())
    assert holds(line) == 3


@pytest.mark.parametrize("table", ["playbook_version", "playbook_standing"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET at = 'x'", "DELETE FROM {}"])
def test_a_version_is_never_changed(line: Line, table: str, verb: str) -> None:
    with pytest.raises(WorkspaceTrouble, match="refused an act"), line.shop.store.act() as tx:
        tx.run(verb.format(table))


def test_a_fault_keeps_it_from_being_adopted(line: Line) -> None:
    files = changed(line, COLD_CALL, ("(#who)", "(#nowhere)"))
    before = line.image()
    with pytest.raises(Refused, match="The playbook has") as refused:
        adopting.adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    first, *_ = refused.value.data["findings"]  # what leads through that step is at fault with it
    assert first["file"] == COLD_CALL and "nowhere" in first["text"]
    assert str(first["line"]) in refused.value.next_step and line.image() == before


def test_what_holds_is_not_adopted_again(line: Line) -> None:
    with pytest.raises(NothingToDo, match="holds already"):
        adopting.adopt(line.shop, line.viewer("Mona"), read_files(shipped_folder("florist")), act=line.act())


def test_open_work_stands_on_nothing_unknown(line: Line) -> None:
    step = line.one("SELECT step FROM deal WHERE id = :id", id=deal(line))[0]
    files = changed(line, TOML, (f'code = "{step}"', 'code = "another"'))
    with pytest.raises(Refused, match=f"step “{step}”, which that playbook lacks: 1"):
        adopting.adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    assert holds(line) == 1


def test_the_shop_s_language_stays(line: Line) -> None:
    with line.shop.store.act() as tx:
        tx.run("UPDATE workspace SET language = 'fr'")
    french = open_shop(line.shop.store.path, now=line.at)
    files = {name: text for name, text in with_words(line).items() if not name.startswith("fr/")}
    toml = files[TOML].replace('languages = ["en", "fr"]', 'languages = ["en"]')
    files[TOML] = re.sub(r'\], fr = \[".*"\]', "]", toml)  # choices of the needs sheet
    with pytest.raises(Refused, match="does not speak “fr”"):
        adopting.adopt(french, line.viewer("Mona"), files, act=line.act())
    french.close()


def test_what_is_gone_is_told(line: Line) -> None:
    card = "`have-a-florist`"  # no practice call asks for it
    files = changed(line, "en/objections.md", (card, "`renamed`"))
    files = {**files, "fr/objections.md": files["fr/objections.md"].replace(card, "`renamed`")}
    done = adopting.adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    assert len(done.warnings) == 1 and done.warnings[0].startswith("The card “")


def test_places_follow_a_change_of_the_plan_and_words_move_nobody(line: Line) -> None:
    line.contact("Martin")
    adopt(line)
    assert line.all("SELECT * FROM settled_under") == []
    files = changed(line, TOML, ("stale_dial_minutes =", "# once 60\nstale_dial_minutes ="))
    adopting.adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    assert line.one("SELECT contact_id FROM settled_under") == (0,)
    tightening.settle_places(line.shop, line.viewer("Mona"))
    undoing.undo(line.shop, line.viewer("Mona"), act=line.act())
    assert line.one("SELECT contact_id FROM settled_under") == (0,)


def test_must_say_lines_are_reported_by_version(line: Line) -> None:
    line.contact("Martin", stage=Stage.SCOUTING)
    line.end(line.viewer("Sam"), "refused")
    (first, *_) = reporting.must_say(line.shop, line.viewer("Mona"))
    adopt(line)
    (second, *_) = reporting.must_say(line.shop, line.viewer("Mona"))
    assert (first.version, first.passed, second.version, second.passed) == (1, 1, 2, 0)
    assert reporting.must_say(line.shop, line.viewer("Mona"), 1)[0] == first
    with pytest.raises(UsageTrouble, match="no version 9"):
        reporting.must_say(line.shop, line.viewer("Mona"), 9)


def test_only_a_manager_adopts_and_only_the_owner_writes(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="managers"):
        adopting.adopt(line.shop, line.viewer("Sam"), with_words(line), act=line.act())
    adopting.may_write(line.shop, line.viewer("Mona"))
    monkeypatch.setattr(os, "getuid", lambda: line.shop.store.path.stat().st_uid + 1)
    with pytest.raises(Refused, match="owner of the workspace"):
        adopting.may_write(line.shop, line.viewer("Mona"))


def test_a_version_that_is_not_there_is_said(line: Line) -> None:
    with pytest.raises(UsageTrouble, match="no version 9"):
        adopting.files_of(line.shop, line.viewer("Sam"), 9)
