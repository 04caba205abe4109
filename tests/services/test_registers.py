"""Registers loaded from files: who is kept back, since when, for how long, and what a newer copy changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Audience, Blocker
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.examination import Check
from pipeline_tui.domain.registers import RegisterLoaded
from pipeline_tui.services import (
    claiming,
    consenting,
    dialling,
    keeping_safe,
    loading_registers,
    undoing,
    watching,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line

LONDON = "Europe/London"
LISTED, FREE, OTHER = "+442079460018", "+442079460019", "+442079460020"
Load = Callable[..., RegisterLoaded]


@pytest.fixture
def load(line: Line, tmp_path: Path) -> Load:
    def write(*rows: str, days_old: int = 1, **told: object) -> RegisterLoaded:
        file = tmp_path / "tps.txt"
        file.write_text("\n".join(rows), encoding="utf-8")
        return loading_registers.load_register(
            line.shop,
            line.viewer("Mona"),
            file,
            country="GB",
            dated=line.shop.today() - timedelta(days=days_old),
            act=line.act(),
            **told,  # type: ignore[arg-type]
        )

    return write


def british(line: Line, e164: str, **told: object) -> int:
    number = line.number(e164, zone=LONDON)
    return line.contact(country="GB", zone=LONDON, numbers=(number,), consent=False, **told)  # type: ignore[arg-type]


def blockers(line: Line, *contacts: int) -> list[object]:
    return [line.position(one)["blocker"] for one in contacts]


def offered(line: Line, who: str = "Sam") -> int | None:
    try:
        desk = line.claim(line.viewer(who))
    except NothingToCall:
        return None
    claiming.release(line.shop, line.viewer(who), desk.token, act=line.act())
    return desk.contact_id


def test_without_a_copy_nobody_is_rung_and_with_one_who_is_not_on_it(line: Line, load: Load) -> None:
    listed, free = british(line, LISTED), british(line, FREE)
    assert blockers(line, listed, free) == ["register-missing"] * 2
    (missing,) = loading_registers.register_lines(line.shop, line.viewer("Mona"))
    assert (missing.name, missing.dated, missing.blocks) == ("TPS", None, True)
    done = load("020 7946 0018", "nonsense", "020 7946 0018", "020 7946 0099")
    assert (done.rows, done.taken, done.repeated, done.rejected_count, done.affected) == (4, 2, 1, 1, 1)
    assert done.rejected == ((2, "no number of GB stands there"),)
    assert offered(line) == free
    assert blockers(line, listed) == ["on-register"]
    assert LISTED not in repr(line.image()["register_number"])
    (copy,) = loading_registers.register_lines(line.shop, line.viewer("Mona"))
    assert (copy.numbers, copy.age_days, copy.blocks) == (2, 1, False)
    assert line.broken() == ""


def test_a_listing_of_today_bites_after_twenty_eight_days_without_anybody_s_doing(
    line: Line, load: Load
) -> None:
    contact, sam = british(line, LISTED), line.viewer("Sam")
    load(f"{LISTED},{line.shop.today():%Y-%m-%d}", days_old=0)
    line.later(days=28)
    desk = line.claim(sam)
    assert desk.contact_id == contact
    line.later(seconds=50)
    claiming.renew(line.shop, sam, desk.token)
    line.at += timedelta(days=1)
    with line.shop.store.act() as tx:  # the desk renewed all the while
        tx.run("UPDATE position SET lease = lease + 86400 WHERE held_by IS NOT NULL")
    with pytest.raises(Refused, match="not allowed") as refused:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert refused.value.data["rule"] == Blocker.ON_REGISTER.value


def test_a_copy_grows_old_and_the_queue_says_so_with_few_claims(line: Line, load: Load) -> None:
    contacts = [british(line, f"+44207946{number:04}") for number in range(100, 130)]
    agreed = british(line, FREE)
    consenting.give_consent(line.shop, line.viewer("Mona"), agreed, act=line.act())
    load(OTHER)
    assert offered(line) in (*contacts, agreed)
    line.later(days=28)
    assert offered(line) == agreed  # the others went aside together, not one by one
    assert sum(one == "register-missing" for one in blockers(line, *contacts)) == 30
    counts = watching.blockers(line.shop, line.viewer("Sam")).blockers
    assert counts[Blocker.NO_REGISTER] == 30
    load(OTHER, days_old=0)
    assert {offered(line), offered(line)} <= {*contacts, agreed}
    assert watching.blockers(line.shop, line.viewer("Sam")).blockers == {}


def test_an_older_copy_still_keeps_back_whom_it_lists(line: Line, load: Load) -> None:
    contact = british(line, LISTED, audience=Audience.BUSINESS)
    done = load(LISTED, days_old=90, name="CTPS")
    assert done.register.outdated
    assert not done.register.blocks
    assert blockers(line, contact) == ["on-register"]


def test_who_is_new_in_a_copy_counts_since_the_copy_before(line: Line, load: Load) -> None:
    old, new = british(line, LISTED), british(line, OTHER)
    load(LISTED, days_old=20)
    load(LISTED, OTHER, days_old=1)
    rows = line.all("SELECT since FROM register_number WHERE register_id = 2 ORDER BY since")
    assert [row[0] for row in rows] == [0, (line.shop.today() - date(1970, 1, 1)).days - 20]
    assert blockers(line, old, new) == ["on-register", ""]
    line.later(days=9)  # listed for twenty-nine days at most
    assert offered(line) is None
    assert blockers(line, new) == ["on-register"]


def test_a_newer_copy_frees_who_is_no_longer_on_it_and_the_undo_brings_the_old_one_back(
    line: Line, load: Load
) -> None:
    contact, mona = british(line, LISTED), line.viewer("Mona")
    load(LISTED, days_old=5)
    load(OTHER)
    assert blockers(line, contact) == [""]
    undoing.undo(line.shop, mona, act=line.act())
    assert offered(line) is None
    assert blockers(line, contact) == ["on-register"]
    undoing.undo(line.shop, mona, act=line.act())
    assert loading_registers.register_lines(line.shop, mona)[0].dated is None
    assert offered(line) is None
    load(OTHER)
    assert line.all("SELECT COUNT(*) FROM register") == [(1,)]  # what nobody needs is gone
    assert offered(line) == contact


def test_a_load_that_was_killed_counts_for_nothing_and_leaves_nothing(
    line: Line, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = british(line, LISTED)

    def killed(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(LISTED, FREE, progress=killed)
    assert blockers(line, contact) == ["register-missing"]
    assert loading_registers.register_lines(line.shop, line.viewer("Mona"))[0].dated is None
    load(OTHER)
    assert line.all("SELECT COUNT(*) FROM register_number") == [(1,)]
    assert offered(line) == contact


def test_what_cannot_be_loaded(line: Line, load: Load, tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble, match="holds no number"):
        load("nobody", "nothing")
    with pytest.raises(UsageTrouble, match="still to come"):
        load(LISTED, days_old=-1)
    mona, sam = line.viewer("Mona"), line.viewer("Sam")
    day = line.shop.today()
    zipped = tmp_path / "tps.zip"
    zipped.write_bytes(b"PK\x03\x04" + bytes(99))
    for file, country in ((tmp_path / "none.txt", "GB"), (zipped, "GB"), (zipped, "Britain")):
        with pytest.raises(UsageTrouble):
            loading_registers.load_register(line.shop, mona, file, country=country, dated=day, act=line.act())
    with pytest.raises(Refused, match="managers"):
        loading_registers.load_register(line.shop, sam, zipped, country="GB", dated=day, act=line.act())
    assert line.all("SELECT COUNT(*) FROM register") == [(0,)]


def test_the_doctor_names_a_copy_that_grew_old_and_one_that_is_missing(line: Line, load: Load) -> None:
    with line.shop.store.act() as tx:
        tx.run("UPDATE workspace SET practice = 1")  # so that the doctor goes by the clock of the test

    def found() -> Check:
        return keeping_safe.examine(line.shop.store.path, line.at).checks[-1]

    assert found() == Check(
        "registers", True, "none is asked for by the rules of the countries called"
    )  # nobody in Britain is called yet
    british(line, FREE)
    assert found().ok and found().detail.startswith("TPS (GB) is not loaded; nobody there is rung")
    assert found().next_step.endswith("registers load FILE --country GB --dated DAY")
    load(LISTED, days_old=2)
    assert found() == Check("registers", True, "TPS of 2026-11-21")
    line.later(days=27)
    old = found()
    assert not old.ok and old.next_step.endswith("registers load FILE --country GB --dated DAY")
    assert old.detail.startswith("TPS (GB) of 2026-11-21 is 29 days old, at most 28 are allowed; nobody")
    assert not keeping_safe.examine(line.shop.store.path, line.at).ok
