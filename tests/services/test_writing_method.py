"""Writing and adopting the method from the manager's desk; what the shop's data would lose is named first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.method_fit import Gap, Refers, Weight
from pipeline_tui.services import adopting, negotiating, undoing, writing_method
from tests.services.own_playbook import COLD_CALL, changed, with_words
from tests.services.secret_things import deal
from tests.shops import Line

TOML = "playbook.toml"


def write(line: Line, words: str = "One more sentence.") -> Path:
    page = writing_method.file_to_write(line.shop, line.viewer("Mona"), "en/cold-call")
    page.write_text(with_words(line, words)[COLD_CALL], encoding="utf-8")
    return page


def test_a_draft_is_begun_checked_compared_and_adopted(line: Line) -> None:
    mona, shop = line.viewer("Mona"), line.shop
    bench = writing_method.workbench(shop, mona)
    assert bench.draft is None and bench.barred == "" and COLD_CALL in bench.pages
    page = write(line)
    draft = writing_method.workbench(shop, mona).draft
    assert draft is not None and draft.sound and draft.changed == (COLD_CALL,)
    (change,) = writing_method.changes_of(shop, mona)
    assert (change.file, change.added) == (COLD_CALL, 2)
    plan = writing_method.plan_of(shop, mona)
    assert (plan.number, plan.before, plan.changed, plan.gaps) == (2, 1, (COLD_CALL,), ())
    page.write_text(page.read_text(encoding="utf-8").replace("(#who)", "(#nowhere)", 1), encoding="utf-8")
    faulty = writing_method.draft(shop, mona)
    assert not faulty.sound and faulty.faults[0].file == COLD_CALL
    with pytest.raises(Refused, match="has"):
        writing_method.adopt_draft(shop, mona, act=line.act())
    write(line)
    assert writing_method.adopt_draft(shop, mona, act=line.act()).number == 2
    assert writing_method.workbench(shop, mona).draft is None, "it is stored in the workspace by now"
    assert (
        writing_method.changes_of(shop, mona, 1) == () and len(writing_method.changes_of(shop, mona, 2)) == 1
    )


def test_a_page_that_cannot_be_read_is_a_fault_of_the_draft(line: Line) -> None:
    page = write(line)
    page.write_bytes(b"\xff\xfe")
    (fault,) = writing_method.draft(line.shop, line.viewer("Mona")).faults
    assert fault.file == COLD_CALL and "UTF-8" in fault.text


def test_a_draft_of_before_is_adopted_over_another_version_only_when_that_is_said(line: Line) -> None:
    mona = line.viewer("Mona")
    write(line)
    adopting.adopt(line.shop, mona, with_words(line, "Meanwhile."), act=line.act())
    assert writing_method.workbench(line.shop, mona).overtaken
    with pytest.raises(Refused, match="changed since") as refused:
        writing_method.adopt_draft(line.shop, mona, act=line.act())
    assert refused.value.data == {"needs": "over"}
    assert writing_method.adopt_draft(line.shop, mona, act=line.act(), over=True).number == 3


def test_a_draft_is_thrown_away_and_an_older_version_holds_again(line: Line) -> None:
    mona = line.viewer("Mona")
    write(line)
    writing_method.adopt_draft(line.shop, mona, act=line.act())
    write(line, "Never adopted.")
    writing_method.throw_away(line.shop, mona)
    with pytest.raises(NothingToDo, match="no draft"):
        writing_method.throw_away(line.shop, mona)
    assert writing_method.adopt_version(line.shop, mona, 1, act=line.act()).number == 1


def test_the_terminal_is_not_handed_over_with_a_contact_in_hand_nor_to_another_machine(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.contact("Martin")
    with line.shop.store.act() as tx:
        tx.run("INSERT INTO operator_role VALUES (:mona, 'scout')", {"mona": line.viewer("Mona").operator_id})
    mona = line.viewer("Mona")
    line.claim(mona)
    with pytest.raises(Refused, match="contact in hand"):
        writing_method.page_to_write(line.shop, mona, "cold-call")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    with pytest.raises(Refused, match="another machine"):
        writing_method.page_to_write(line.shop, mona, "cold-call")


def test_only_the_owner_of_the_file_writes(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert "owner" in writing_method.workbench(line.shop, line.viewer("Mona")).barred
    with pytest.raises(Refused, match="owner"):
        writing_method.begin(line.shop, line.viewer("Mona"))


def test_an_editor_that_is_none_or_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    for editor, told in (
        ("", "No editor"),
        ("'", "cannot be read"),
        ("/nowhere/ed", "does not start"),
        ("false", "ended with 1"),
    ):
        monkeypatch.setenv("EDITOR", editor)
        with pytest.raises(UsageTrouble, match=told):
            writing_method.open_editor(tmp_path / "page.md")


def test_what_would_lose_its_place_is_adopted_only_when_that_is_accepted(line: Line) -> None:
    mona, sam = line.viewer("Mona"), line.viewer("Sam")
    line.contact("Martin")
    line.end(sam, "send-information")
    files = changed(line, TOML, ('code = "send-information"', 'code = "send-more"'))
    files = {
        name: text.replace("outcome:send-information", "outcome:send-more") for name, text in files.items()
    }
    plan = adopting.plan(line.shop, mona, files)
    assert plan.of(Weight.ASKED) == (Gap(Refers.RETRY, "send-information", 1),)
    assert plan.of(Weight.TOLD) == (Gap(Refers.OUTCOME, "send-information", 1),)
    with pytest.raises(Refused, match="lose its place") as refused:
        adopting.adopt(line.shop, mona, files, act=line.act())
    assert refused.value.data["needs"] == "accept" and "send-information" in refused.value.detail
    act = line.act()
    assert adopting.adopt(line.shop, mona, files, act=act, accept=True).number == 2
    assert adopting.adopt(line.shop, mona, files, act=act).number == 2, "a retry is not asked again"


def test_taking_back_is_refused_while_open_work_stands_on_what_only_the_newer_one_knows(line: Line) -> None:
    mona, hugo = line.viewer("Mona"), line.viewer("Hugo")
    known = deal(line)
    new = """[[deal_steps]]
code = "tasting"
names = { en = "Tasting", fr = "Essai" }
probability = 100
days_allowed = 5
next_do = { en = "Call", fr = "Appeler" }

[[segments]]"""
    files = changed(line, TOML, ("[[segments]]", new))
    adopting.adopt(line.shop, mona, files, act=line.act())
    negotiating.move_deal(line.shop, hugo, known, "tasting", act=line.act())
    with pytest.raises(Refused, match="tasting"):
        undoing.undo(line.shop, mona, act=line.act())
    negotiating.move_deal(line.shop, hugo, known, "quote-sent", act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
