"""The first answers made into a shop: invented people to call where there is no list, nothing half made."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.domain.first_answers import FirstAnswers, Ground, read_all
from pipeline_tui.playbooks.trades import trade_offers
from pipeline_tui.services import claiming, set_up_drafts
from pipeline_tui.services.beginning import begin
from pipeline_tui.services.demo_list import DEMO_LIST
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.services.undoing_imports import undo_import

NOW = datetime.fromisoformat("2026-11-24T10:30:00+01:00")


def answers(**typed: str) -> FirstAnswers:
    return read_all(typed, Ground(trade_offers(), "FR", "Anne"))


def begun(path: Path, told: FirstAnswers) -> Shop:
    begin(path, told, practice=True, now=NOW)
    return open_shop(path, now=NOW)


def test_a_demo_list_can_be_called_at_once_and_taken_back(tmp_path: Path) -> None:
    path, trade = tmp_path / "shop.db", "furniture"
    set_up_drafts.keep_answers(path, {"trade": trade})
    shop = begun(path, answers(trade=trade))
    try:
        assert set_up_drafts.kept_answers(path) == {}
        anne = sign_in(shop, who(shop, "Anne"))
        assert shop.workspace.goal == answers(trade=trade).goal
        with shop.store.read() as tx:
            assert tx.value("SELECT COUNT(*) FROM contact") == 24
        desk = claiming.claim_next(shop, anne, act="b" * 32)
        claiming.release(shop, anne, desk.token, act="c" * 32)
        undone = undo_import(shop, anne, DEMO_LIST, act="a" * 32)
        assert (undone.removed, undone.kept) == (24, 0)
    finally:
        shop.close()


@pytest.mark.parametrize(("country", "noon"), [("GB", "12:00+00:00"), ("US", "12:00-05:00")])
def test_the_invented_people_are_called_in_the_shop_s_own_hours(
    country: str, noon: str, tmp_path: Path
) -> None:
    path, now = tmp_path / "shop.db", datetime.fromisoformat(f"2026-11-24T{noon}")
    begin(path, answers(country=country), practice=True, now=now)
    shop = open_shop(path, now=now)
    try:
        anne = sign_in(shop, who(shop, "Anne"))
        desk = claiming.claim_next(shop, anne, act="b" * 32)
        assert desk.verdict.allowed
        assert desk.zone == shop.workspace.zone
    finally:
        shop.close()


def test_a_refusal_keeps_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    set_up_drafts.keep_answers(path, {"firm": "Fleurs"})
    told = answers()
    with pytest.raises(PipelineError):
        begin(path, replace(told, firm=""), practice=True, now=NOW)
    assert not path.exists()
    assert set_up_drafts.kept_answers(path) == {"firm": "Fleurs"}
    path.write_bytes(b"somebody's file")
    with pytest.raises(Refused):
        begin(path, told, practice=True, now=NOW)
    assert path.read_bytes() == b"somebody's file"


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"firm": 3, "trade": "florist"}', "\x00"])
def test_a_damaged_draft_is_asked_again(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    set_up_drafts.draft_of(path).write_text(text, "utf-8")
    assert set_up_drafts.kept_answers(path).get("firm", "") == ""


def test_a_draft_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    set_up_drafts.keep_answers(path, {"people": "Anne"})
    assert set_up_drafts.draft_of(path).stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == ["shop.db.set-up.json"]
    with pytest.raises(PipelineError, match="cannot be kept"):
        set_up_drafts.keep_answers(tmp_path / "nowhere" / "shop.db", {"people": "Anne"})
