"""Every door of the services, as every kind of operator, in every structure, against an obvious oracle."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from pipeline_tui import services
from pipeline_tui.domain.errors import PipelineError, WorkspaceTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import reading
from pipeline_tui.services.shop import open_shop
from pipeline_tui.storage.driver import connected
from tests.services.every_door import ELSEWHERE, INNER, MANAGERS_ONLY, NAMED, UNNAMED
from tests.services.oracle import PEOPLE, Oracle, live
from tests.shops import MONDAY, Line, opened_line


def doors() -> set[str]:
    """Return every public function of the services that is told who asks."""
    found = set()
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"pipeline_tui.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and {"shop", "viewer"} <= set(inspect.signature(function).parameters):
                found.add(f"{module.name}.{name}")
    return found


def test_no_door_is_forgotten() -> None:
    assert doors() == {*NAMED, *UNNAMED, *INNER, *ELSEWHERE}


WALKED = [pytest.param(one, id=one.value, marks=pytest.mark.slow) for one in Structure]


@pytest.fixture(params=WALKED)
def lived_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path, request.param, PEOPLE) as line:
        live(line)
        empty_the_log(line.shop.store.path)
        yield line


def empty_the_log(path: Path) -> None:
    """Put into the file what stands in its log: each of the thousand copies below would have to."""
    with connected(path) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy


def names_in(line: Line, answer: object) -> set[int]:
    """Return the contacts of whom an answer says a name or a number."""
    said = repr(answer)
    rows = line.all("SELECT c.id, c.last_name, n.e164 FROM contact c JOIN number n ON n.contact_id = c.id")
    return {row[0] for row in rows if row[1].casefold() in said.casefold() or row[2][-6:] in said}


def opened_again(line: Line, door: Callable[[Line], object]) -> tuple[object, PipelineError | None]:
    """Try a door on a copy of the workspace."""
    copy = line.shop.store.path.with_name("copy.db")
    with line.shop.store.act():
        shutil.copyfile(line.shop.store.path, copy)
        wal = Path(f"{line.shop.store.path}-wal")
        if wal.exists() and wal.stat().st_size:
            shutil.copyfile(wal, f"{copy}-wal")
    other = Line(open_shop(copy, now=MONDAY), line.at)
    try:
        return door(other), None
    except WorkspaceTrouble:
        raise
    except PipelineError as refused:
        return None, refused
    finally:
        other.shop.close()
        for file in copy.parent.glob("copy.db*"):
            file.unlink()


def viewers(line: Line) -> Iterable[Viewer]:
    return (line.viewer(name) for name, _ in PEOPLE)


def test_doors_that_name_something(lived_in: Line) -> None:
    for viewer in viewers(lived_in):
        oracle, before = Oracle(lived_in, viewer), lived_in.image()
        for name, (kind, door) in NAMED.items():
            everything, own = oracle.all_of(kind), oracle.things(kind)
            assert own <= everything
            for thing in sorted(everything - own):
                with pytest.raises(PipelineError):
                    said = door(lived_in, viewer, thing)
                    pytest.fail(f"{viewer.name} got through {name} to {kind} {thing}: {said}")
            for thing in sorted(own)[:1]:
                said, refused = opened_again(lived_in, lambda g, d=door, v=viewer, x=thing: d(g, v, x))  # type: ignore[misc]
                assert refused is None, (name, viewer.name, thing, refused.title if refused else "")

        assert lived_in.image() == before, viewer.name


def test_doors_that_name_nothing(lived_in: Line) -> None:
    queue = {
        row[0]
        for row in lived_in.all(
            "SELECT contact_id FROM position WHERE stage = 'scouting' AND owner_id IS NULL"
        )
    }
    for viewer in viewers(lived_in):
        oracle = Oracle(lived_in, viewer)
        offered = {
            row[1]
            for row in lived_in.all("SELECT id, contact_id FROM hand_off")
            if row[0] in oracle.things("hand-off")
        }
        for name, door in UNNAMED.items():
            said, refused = opened_again(lived_in, lambda g, d=door, v=viewer: d(g, v))  # type: ignore[misc]
            if name in MANAGERS_ONLY:
                assert (refused is None) == viewer.is_manager, (name, viewer.name)
            allowed = oracle.contacts()
            if name == "claiming.claim_next":
                allowed |= queue if "scouting" in oracle.stages else set()
                assert ("scouting" in oracle.stages) == (refused is None), viewer.name
            if name == "whose_number.contact_of" and viewer.is_manager:
                allowed |= {row[0] for row in lived_in.all("SELECT id FROM contact")}
            if name == "late_words.recent":
                allowed |= oracle.dialled()
            if name == "messaging.messages":
                allowed |= oracle.told_about()
            if name in ("facing_today.today", "handing_off.inbox", "looking_up.look_up", "undoing.undo"):
                allowed |= offered
            if name in ("reporting_joints.red", "finding.find"):  # managers may read who it is about
                allowed |= {
                    row[0]
                    for row in lived_in.all("SELECT id FROM contact WHERE :boss", boss=viewer.is_manager)
                }
            if name == "undoing.undo":
                allowed |= oracle.gave_back()
            promises = ("facing_today.today", "reading.figures", "looking_up.last_dials", "undoing.undo")
            if name in ("planning_ahead.agenda", "exporting_diary.export_diary"):
                allowed |= offered | oracle.promised()
            if name in promises or name.startswith("promising."):
                allowed |= oracle.promised()
            if name == "approving.approvals":
                allowed |= oracle.asked_about()
            assert names_in(lived_in, said) <= allowed, (name, viewer.name)
            assert names_in(lived_in, refused and (refused.title, refused.detail, refused.data)) == set()


def test_a_manager_s_card_covers_numbers_and_words(lived_in: Line) -> None:
    mona = lived_in.viewer("Mona")
    for contact, e164 in lived_in.all("SELECT contact_id, e164 FROM number"):
        card = reading.contact_card(lived_in.shop, mona, contact)
        assert card.masked
        assert e164 not in repr(card)
        assert "roses" not in repr(card)
