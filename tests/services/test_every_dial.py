"""Whatever way a contact came into hand: the gate is asked at the dial, and its answer is stored first."""

from __future__ import annotations

import ast
import json
import multiprocessing
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.newcomers import Ground, NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import adding, attending, claiming, dialling, looking_up, messaging, transferring
from pipeline_tui.services.shop import open_shop
from tests.services.secret_things import BRIEF
from tests.shops import MONDAY, Line, opened_line

SHARP = datetime(2026, 11, 23, 19, tzinfo=UTC)  # 20:00 in Paris
NUMBER = "+33199001234"
ROOT = Path(__file__).parents[2]
Way = Callable[[Line], tuple[Viewer, Desk]]


def queue(line: Line) -> tuple[Viewer, Desk]:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    return line.viewer("Sam"), line.claim(line.viewer("Sam"))


def callback(line: Line) -> tuple[Viewer, Desk]:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    at = line.at
    line.at = SHARP - timedelta(hours=4)
    line.end(line.viewer("Sam"), "callback", callback=at - timedelta(minutes=1))
    line.at = at
    return line.viewer("Sam"), line.claim(line.viewer("Sam"))


def deal(line: Line) -> tuple[Viewer, Desk]:
    hugo = line.viewer("Hugo")
    known = line.contact("Martin", numbers=(line.number(NUMBER),), stage=Stage.HUNTING, owner=hugo)
    return hugo, claiming.take(line.shop, hugo, known, act=line.act())


def client(line: Line) -> tuple[Viewer, Desk]:
    fatou = line.viewer("Fatou")
    known = line.contact("Martin", numbers=(line.number(NUMBER),), stage=Stage.FARMING, owner=fatou)
    return fatou, claiming.take(line.shop, fatou, known, act=line.act())


def returned_call(line: Line) -> tuple[Viewer, Desk]:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    sam = line.viewer("Sam")
    found = looking_up.look_up(line.shop, sam, NUMBER, act=line.act())
    return sam, looking_up.claim_found(line.shop, sam, found, act=line.act())


def typed_by_hand(line: Line) -> tuple[Viewer, Desk]:
    sam = line.viewer("Sam")
    person = NewPerson("Claire Martin", numbers=NUMBER, ground=Ground.ASKED)
    desk = adding.add_contact(line.shop, sam, person, act=line.act()).desk
    assert desk is not None
    return sam, desk


def from_a_message(line: Line) -> tuple[Viewer, Desk]:
    hugo = line.viewer("Hugo")
    line.contact("Martin", numbers=(line.number(NUMBER),), stage=Stage.HUNTING, owner=hugo)
    sam = line.viewer("Sam")
    found = looking_up.look_up(line.shop, sam, NUMBER, act=line.act())
    (sent,) = messaging.send(line.shop, sam, found, "rang", act=line.act()).ids
    return hugo, messaging.take_from_message(line.shop, hugo, sent, act=line.act())


WAYS: dict[str, Way] = {
    "queue": queue,
    "callback": callback,
    "deal": deal,
    "client": client,
    "returned call": returned_call,
    "typed by hand": typed_by_hand,
    "from a message": from_a_message,
}


@pytest.mark.parametrize("way", WAYS)
def test_refused_at_eight_sharp_and_stored_a_minute_before(line: Line, way: str) -> None:
    line.at = SHARP - timedelta(seconds=30)
    viewer, desk = WAYS[way](line)
    calls = "SELECT COUNT(*) FROM call WHERE outcome = ''"
    line.at = SHARP
    before = line.image()
    with pytest.raises(Refused) as caught:
        dialling.dial(line.shop, viewer, desk.token, act=line.act())
    assert caught.value.data["rule"] == "outside-window"
    assert line.image() == before and line.all(calls) == [(0,)]

    line.at = SHARP - timedelta(seconds=1)
    dialled = dialling.dial(line.shop, viewer, desk.token, act=line.act())
    assert dialled.call is not None and line.all(calls) == [(1,)]
    proof = json.loads(line.one("SELECT gate FROM call WHERE outcome = ''")[0])
    assert proof["rules"] == "FR 2026-11-23" and proof["zone"] == "Europe/Paris"
    assert proof["basis"] and proof["open_until"] == "2026-11-23T19:00:00.000000Z"
    assert proof["registers"] == ""  # none is loaded
    assert proof["cap"] == 4 and proof["attempts"] == (1 if way == "callback" else 0)


def test_a_call_passed_on_live_keeps_the_proof_of_the_dial(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    attending.attend(line.shop, line.viewer("Hugo"), "hunter")
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    desk = line.call(sam)
    offered = transferring.offer_live(line.shop, sam, desk.token, BRIEF, act=line.act())
    transferring.take_live(line.shop, hugo, offered.id, act=line.act())
    (first, _), (second, counts) = line.all("SELECT gate, counts FROM call ORDER BY id")
    assert first == second and counts == 0  # nothing was dialled again


def calls_of(name: str) -> set[str]:
    """Return which functions of the program call a method or function of this name, as file.function."""
    found = set()
    for file in (ROOT / "pipeline_tui").rglob("*.py"):
        text = file.read_text("utf-8")
        for function in ast.walk(ast.parse(text)) if f"{name}(" in text else ():
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name):
                    found.add(f"{file.stem}.{function.name}")
    return found


def test_a_number_reaches_a_telephone_by_two_doors_only() -> None:
    # Both are given the number by what ``dialling.dial`` answers, after its transaction.
    assert calls_of("phone.dial") == {"on_the_phone._ring", "plain_call.dial", "plain_phone.dial"}
    assert calls_of("calls.start_call") == {"dialling._start", "looking_up.take_incoming"}


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as line:
        yield line


def _dial_at_once(path: Path, who: str, token: str, act: str, gate: Barrier, told: Path) -> None:
    shop = open_shop(path, now=MONDAY)
    viewer = Line(shop, MONDAY).viewer(who)
    gate.wait()
    try:
        dialling.dial(shop, viewer, token, act=act)
        said = "dialled"
    except Refused as refused:
        said = str(refused.data["rule"])
    told.write_text(said, encoding="utf-8")
    shop.close()


def test_two_processes_cannot_both_take_the_last_attempt(crowded: Line, tmp_path: Path) -> None:
    """A scout has one contact of the household in hand, a hunter another: three of four attempts are used."""
    line, fork = crowded, multiprocessing.get_context("fork")
    hugo, sam = line.viewer("Hugo"), line.viewer("Sam")
    for round_ in range(3):
        number = line.number(f"+3319900200{round_}")
        line.contact(f"Martin{round_}", numbers=(number,))
        for _ in range(3):
            line.end(sam, "no-answer")
            line.later(days=1)
        line.at = MONDAY
        with line.shop.store.act() as tx:  # the three stand a week back
            tx.run("UPDATE call SET dialled_at = '2026-11-16T10:00:00.000000Z'")
        other = line.contact(f"Petit{round_}", numbers=(number,), stage=Stage.HUNTING, owner=hugo)
        found = looking_up.look_up(line.shop, sam, number.e164, act=line.act())
        tokens = {
            "Sam": looking_up.claim_found(line.shop, sam, found, act=line.act()).token,
            "Hugo": claiming.take(line.shop, hugo, other, act=line.act()).token,
        }
        barrier = fork.Barrier(2)
        racers = [
            fork.Process(
                target=_dial_at_once,
                args=(line.shop.store.path, who, token, line.act(), barrier, tmp_path / who),
            )
            for who, token in tokens.items()
        ]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        said = sorted((tmp_path / who).read_text("utf-8") for who in tokens)
        assert said == ["capped", "dialled"], said
        assert line.one("SELECT COUNT(*) FROM call WHERE e164 = :e164", e164=number.e164) == (4,)
        for who, viewer in (("Sam", sam), ("Hugo", hugo)):
            desk = claiming.in_hand(line.shop, viewer)
            assert desk is not None
            if (tmp_path / who).read_text("utf-8") == "dialled":
                dialling.record_outcome(line.shop, viewer, desk.token, "no-answer", act=line.act())
            else:
                claiming.release(line.shop, viewer, desk.token, act=line.act())
