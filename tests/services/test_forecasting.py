"""Forecasts on a real shop: whose deals, which history, and that nobody reads another's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import losing, negotiating, undoing, valuing, winning
from pipeline_tui.services.forecasting import forecasts, own_forecast
from pipeline_tui.storage import deals
from tests.shops import Line


def opened(line: Line, hunter: Viewer, value: int | None = None, step: str = "brief-taken") -> int:
    contact = line.contact("Petit", stage=Stage.HUNTING, owner=hunter)
    with line.shop.store.act() as tx:
        return deals.open_deal(tx, hunter, contact, step=step, currency="EUR", now=line.at, value_minor=value)


def history(line: Line, hunter: Viewer) -> dict[str, Share]:
    return {step.code: step.won for step in own_forecast(line.shop, hunter).steps if step.won.of}


def test_a_deal_counts_in_every_step_it_was_in_and_undo_takes_it_out(line: Line) -> None:
    hugo = line.viewer("Hugo")
    won, lost = opened(line, hugo), opened(line, hugo)
    negotiating.move_deal(line.shop, hugo, won, "quote-sent", act=line.act())
    negotiating.move_deal(line.shop, hugo, won, "awaiting-signature", act=line.act())
    winning.win_deal(line.shop, hugo, won, Winning(4500), act=line.act())
    assert history(line, hugo) == {
        "brief-taken": Share(1, 1),
        "quote-sent": Share(1, 1),
        "awaiting-signature": Share(1, 1),
    }
    negotiating.move_deal(line.shop, hugo, lost, "quote-sent", act=line.act())
    losing.lose_deal(line.shop, hugo, lost, "price", act=line.act())
    assert history(line, hugo)["brief-taken"] == Share(1, 2)
    assert history(line, hugo)["quote-sent"] == Share(1, 2)
    undoing.undo(line.shop, hugo, act=line.act())
    assert history(line, hugo)["quote-sent"] == Share(1, 1)
    assert history(line, line.viewer("Hana")) == {}, "whose deals they were"


def test_the_value_and_the_next_step_move_the_sums(line: Line) -> None:
    hugo = line.viewer("Hugo")
    deal = opened(line, hugo)
    (month,) = own_forecast(line.shop, hugo).months
    assert (month.total_minor, month.unvalued) == (0, 1)
    valuing.set_value(line.shop, hugo, deal, 100_000, act=line.act())
    negotiating.plan_next(line.shop, hugo, deal, "ring", line.at + timedelta(days=60), act=line.act())
    (month,) = own_forecast(line.shop, hugo).months
    step = line.shop.playbook.deal_steps[0]
    assert (month.total_minor, month.weighted_minor) == (100_000, step.probability * 1000)
    assert f"{month.month:%Y-%m}" == "2027-01"


def test_a_manager_reads_every_hunter_s_and_all_a_hunter_their_own(line: Line) -> None:
    hugo, hana, mona = (line.viewer(name) for name in ("Hugo", "Hana", "Mona"))
    opened(line, hugo, 100_000)
    opened(line, hana, 50_000)
    every = forecasts(line.shop, mona)
    assert [(one.hunter, one.totals[0].total_minor) for one in every] == [
        ("Hana", 50_000),
        ("Hugo", 100_000),
        ("", 150_000),
    ]
    assert forecasts(line.shop, hugo) == (own_forecast(line.shop, hugo),)
    for name in ("Sam", "Fatou"):
        with pytest.raises(Refused):
            forecasts(line.shop, line.viewer(name))
