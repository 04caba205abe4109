"""Making a practice workspace: an invented shop that has been worked in, with something on every desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience, Bucket
from pipeline_tui.domain.calling_gate import open_now
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.practice_people import Inventor
from pipeline_tui.domain.shop import SetUp, Workspace
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.playbooks.practice import load_trade, load_world
from pipeline_tui.services import clocks
from pipeline_tui.services.pricing import practice_prices
from pipeline_tui.services.recalling import PAST, recall
from pipeline_tui.services.rehearsing import Player, Rehearsal, covers
from pipeline_tui.services.rehearsing_calls import ring_next
from pipeline_tui.services.rehearsing_sales import answer_inbox, lay_out_day, make_check_in, work_deal
from pipeline_tui.services.rehearsing_scenes import LASTS, curtain, last_hour
from pipeline_tui.services.setting_up import checked, write_shop
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.stocking import BEFORE, Stock, stock_up
from pipeline_tui.storage import people, practice_touches, prices, workspaces
from pipeline_tui.storage.one_act import as_one_act
from pipeline_tui.storage.schema import creating
from pipeline_tui.storage.settling import settle
from pipeline_tui.wording import tr

_S, _H, _F, _M = Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER
Crew = tuple[tuple[str, frozenset[Role]], ...]
_CREWS = MappingProxyType(
    {
        Structure.ONE_TIER: (("Camille", (_S, _H, _F, _M)),),
        Structure.TWO_TIER_FINDER: (("Amélie", (_S,)), ("Paul", (_H, _F)), ("Nadia", (_M,))),
        Structure.TWO_TIER_CLOSER: (("Amélie", (_S, _H)), ("Fatou", (_F,)), ("Nadia", (_M,))),
        Structure.THREE_TIER: (
            ("Amélie", (_S,)),
            ("Karim", (_S,)),
            ("Paul", (_H,)),
            ("Louise", (_H,)),
            ("Fatou", (_F,)),
            ("Étienne", (_F,)),
            ("Nadia", (_M,)),
        ),
    }
)
_COUNTRY, _ZONE, _OPENS = "FR", "Europe/Paris", time(9)
_CHORES = (answer_inbox, work_deal, make_check_in, ring_next)
_DIALS_A_CONTACT = 1.3
_MOST_DIALS, _MOST_A_DAY = 1200, 60
_CAPPED = timedelta(days=45)
_SETTLED_ALONE = 5000  # of more contacts only those who were rung are settled once more


def crew_of(structure: Structure) -> Crew:
    """Return who works in the practice shop of a structure."""
    return tuple((name, frozenset(roles)) for name, roles in _CREWS[structure])


def demo_exists(path: Path) -> bool:
    """Return whether there is a workspace at the place of the practice one."""
    return path.exists()


def make_demo(
    path: Path,
    *,
    contacts: int = 400,
    seed: int = 1,
    structure: str = Structure.ONE_TIER.value,
    history_days: int = 30,
    trade: str = "",
    language: str = "fr",
    now: datetime | None = None,
    crew: Crew | None = None,
) -> Shop:
    """Make a practice workspace with so many invented people and working days behind it, and open it.

    The same seed gives the same shop. ``now`` fixes its clock (UTC); the trade follows the structure unless
    named, and so do those who work there. The file appears when everything is in it; Refused when there is
    one already.
    """
    if demo_exists(path):
        raise Refused(
            tr("The practice workspace is there already"),
            tr("{path} exists; nothing was changed.", path=path),
            tr("Open it, or delete the file to begin anew."),
        )
    setup = _set_up(Structure(structure), trade, language, crew)
    workspace = checked(setup)
    start = _start(now or clocks.machine(), workspace)
    with creating(path) as store, as_one_act(store) as inner:
        _live(Shop(inner, workspace), setup, contacts, seed, history_days, start)
    return open_shop(path, now=start if now is not None else None)


def _set_up(structure: Structure, trade: str, language: str, crew: Crew | None = None) -> SetUp:
    chosen = trade or ("florist" if structure is Structure.ONE_TIER else "furniture")
    return SetUp(
        firm=load_trade(chosen).firm,
        trade=chosen,
        country=_COUNTRY,
        structure=structure,
        language=language,
        operators=crew or crew_of(structure),
        zone=_ZONE,
        practice=True,
    )


def _start(real: datetime, workspace: Workspace) -> datetime:
    """Return what the practice clock shows when practice begins (UTC)."""
    bucket = Bucket(workspace.country, Audience.CONSUMER, (workspace.zone,))
    rules = load_rules(workspace.country)
    start = clocks.practice_start(real, 0, None, lambda at: open_now(bucket, rules, at), workspace.zone)
    return start.replace(microsecond=0)


def _live(shop: Shop, setup: SetUp, contacts: int, seed: int, history_days: int, start: datetime) -> None:
    """Write the whole history of the shop, up to the start of practice."""
    trade = load_trade(shop.workspace.trade)
    play = Rehearsal(shop, trade, (), seed)
    end = curtain(play, start)
    days = _days(play, end, history_days)
    stock = Stock.of(contacts, trade, len(days) if history_days else 1, shop.workspace.language)
    first_at = play.at_local(days[0], _OPENS) if history_days else start - timedelta(hours=1)
    opened_at = first_at - PAST if stock.has_past else first_at
    play.move_to(opened_at)
    with shop.store.act() as tx:
        write_shop(tx, setup, shop.workspace, opened_at)
        crew = [Viewer.of(one, setup.structure) for one in people.operators(tx)]
        prices.load(tx, practice_prices(shop), crew[-1].operator_id, opened_at)
    inventor = Inventor(load_world(), trade, seed, shop.workspace.language)
    if stock.has_past:
        stock_up(play, inventor, crew, stock, BEFORE)
        if history_days:
            recall(play, crew, days[0])
    play.players = _players(crew, stock, len(days), opened_at)
    for number, day in enumerate(days if history_days else days[-1:]):
        last = day == days[-1]
        play.move_to(play.at_local(day, _OPENS) if history_days else first_at)
        stock_up(play, inventor, crew, stock, number)
        if history_days:
            _play(play, day, end - LASTS if last else None)
    if history_days:
        last_hour(play, end, start, promises=stock.cold // 10)
    play.move_to(start)
    with shop.store.act() as tx:
        settle(tx, practice_touches.rung_or_few(tx, _SETTLED_ALONE, start - _CAPPED), shop.method, start)
        workspaces.set_clock_offset(tx, ceil((start - clocks.machine()).total_seconds()))


def _play(play: Rehearsal, day: date, until: datetime | None) -> None:
    for player in play.players:
        lay_out_day(play, player)
    play.play(day, _CHORES, until)


def _days(play: Rehearsal, end: datetime, history_days: int) -> list[date]:
    """Return the working days of the history and the day it ends on, in order."""
    days = [end.astimezone(play.shop.zone).date()]
    while len(days) <= history_days:
        day = days[-1] - timedelta(days=1)
        while not play.is_working_day(day):
            day -= timedelta(days=1)
        days.append(day)
    return days[::-1]


def _players(crew: Sequence[Viewer], stock: Stock, days: int, at: datetime) -> tuple[Player, ...]:
    """Return those who work a stage, each scout with a day's number of calls."""
    scouts = sum(viewer.covers(Stage.SCOUTING) for viewer in crew)
    dials = min(_MOST_DIALS, round(stock.cold * _DIALS_A_CONTACT)) / max(days * scouts, 1)
    a_day = min(_MOST_A_DAY, dials)
    players = [Player(viewer, a_day, at) for viewer in crew if viewer.stages]
    for player in players:
        if not covers(player, Stage.SCOUTING):
            player.dials_a_day = 0
    return tuple(players)
