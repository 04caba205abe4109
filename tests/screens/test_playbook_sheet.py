"""The playbook on the manager's desk: looked at, written in an editor, adopted by one key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.method_changes import FileChange, changes
from pipeline_tui.domain.method_drafts import Draft, Finding, Workbench
from pipeline_tui.domain.method_fit import AdoptionPlan, Gap, Refers
from pipeline_tui.domain.method_versions import Adopted, MethodVersion
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.pick_page import PickPage
from pipeline_tui.screens.playbook_sheet import PlaybookSheet
from pipeline_tui.settings import speak
from tests.screens.driving import front, opened, press, seen
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGES = ("en/cold-call.md", "en/closing.md", "fr/cold-call.md", "playbook.toml")
VERSIONS = (
    MethodVersion(1, "a" * 64, AT, "", holds=False, files=4, changed=0),
    MethodVersion(2, "b" * 64, AT, "Mona [b]", holds=True, files=4, changed=1),
)
BENCH = Workbench(VERSIONS, "florist", "en", PAGES, holds=2)
DRAFT = Draft("/somewhere/own-playbook", 2, PAGES, ("en/cold-call.md",))
OLD, NEW = {"en/cold-call.md": "Hello.\n"}, {"en/cold-call.md": "Good morning.\n"}
PLAN = AdoptionPlan(3, 2, ("en/cold-call.md",))


class Writing(SellingDoors):
    """A workbench; the editor leaves a changed draft."""

    def __init__(self, bench: Workbench = BENCH, plan: AdoptionPlan = PLAN) -> None:
        super().__init__()
        self.bench, self.plan = bench, plan
        self.adopted: list[tuple[int, bool, bool]] = []
        self.edited: list[str] = []
        self.trouble: UsageTrouble | None = None

    def workbench(self) -> Workbench:
        return self.bench

    def adoption_plan(self, number: int) -> AdoptionPlan:
        return self.plan

    def playbook_changes(self, number: int) -> tuple[FileChange, ...]:
        return changes(OLD, NEW)

    def adopt_playbook(self, number: int, *, act: str, over: bool, accept: bool) -> Adopted:
        self.adopted.append((number, over, accept))
        return Adopted(3, 2, "cccccccc", 1)

    def page_to_write(self, name: str) -> Path:
        return Path(name)

    def open_editor(self, file: Path) -> None:
        self.edited.append(str(file))
        if self.trouble is not None:
            raise self.trouble
        self.bench = replace(self.bench, draft=DRAFT)

    def drop_draft(self) -> None:
        self.bench = replace(self.bench, draft=None)


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the program be suspended without a terminal, and note when it was."""
    noted: list[str] = []

    @contextmanager
    def suspended(_app: PipelineApp) -> Iterator[None]:
        noted.append("out")
        yield
        noted.append("back")

    monkeypatch.setattr(PipelineApp, "suspend", suspended)
    return noted


async def test_a_page_is_written_looked_at_and_adopted(handed_over: list[str]) -> None:
    doors = Writing()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "K")
        words = seen(app)
        assert "none yet: e writes the next version" in words and "● holds" in words and "Mona [b]" in words
        assert "Good morning." in words and "Enter" not in words, "what holds is not adopted again"
        await press(pilot, "e")
        assert isinstance(front(app), PickPage)
        await press(pilot, *"cold fr", "enter")
        assert doors.edited == ["fr/cold-call.md"] and handed_over == ["out", "back"]
        words = seen(app)
        for told in ("1 file changed, no fault found", "Version 3 would hold", "All of it finds its place."):
            assert told in words, told
        assert "Enter adopt the draft" in words and "+ Good morning." in words
        await press(pilot, "enter")
        assert isinstance(front(app), LineScreen) and doors.adopted == [(0, False, False)]
        assert "Version 3 holds now" in seen(app)


async def test_no_way_is_cut_off_in_the_longer_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    speak()
    async with opened(session_with(Writing(replace(BENCH, draft=DRAFT)), MARTHE)) as (app, pilot):
        await press(pilot, "K", "up", "up")
        words = seen(app)
        for told in ("Entrée adopter le brouillon", "e écrire", "x jeter", "Échap retour"):
            assert told in words, told


async def test_a_fault_stands_where_the_plan_would_and_nothing_is_adopted(handed_over: list[str]) -> None:
    faulty = replace(DRAFT, faults=(Finding("en/cold-call.md", 12, "leads to “nowhere”"),))
    doors = Writing(replace(BENCH, draft=faulty))
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "K")
        assert "! 1 fault" in seen(app) and "en/cold-call.md:12  leads to “nowhere”" in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), PlaybookSheet) and doors.adopted == []


async def test_what_would_lose_its_place_is_asked_about_and_what_refuses_has_no_enter() -> None:
    asked = replace(PLAN, gaps=(Gap(Refers.NEED, "vase", 12),))
    doors = Writing(replace(BENCH, draft=replace(DRAFT, begun_from=1)), asked)
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "K")
        assert "begun from version 1" in seen(app) and "no longer asks: 12" in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), Confirm) and doors.adopted == []
        await press(pilot, "enter", "n")
        assert isinstance(front(app), PlaybookSheet) and doors.adopted == []
        await press(pilot, "enter", "y")
        assert doors.adopted == [(0, True, True)]
        doors.plan = replace(PLAN, gaps=(Gap(Refers.STEP, "qualified", 3),))
        await press(pilot, "K", "down", "down")
        assert "Open deals on the step “qualified”, which that playbook lacks: 3." in " ".join(
            seen(app).split()
        )
        assert "Enter" not in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), PlaybookSheet) and len(doors.adopted) == 1


async def test_an_editor_that_fails_is_told_and_a_draft_goes_only_after_a_yes(handed_over: list[str]) -> None:
    doors = Writing(replace(BENCH, draft=DRAFT))
    doors.trouble = UsageTrouble("No editor is named", "The file is [b]page.md.", "Set EDITOR.")
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "K", "e", "enter")
        assert "No editor is named" in seen(app) and "[b]page.md" in seen(app)
        await press(pilot, "escape", "x", "n")
        assert doors.bench.draft is not None
        await press(pilot, "x", "y")
        assert "none yet" in seen(app)


async def test_who_does_not_own_the_file_reads_and_adopts_but_writes_nothing() -> None:
    doors = Writing(replace(BENCH, barred="The playbook is written by the owner of the workspace."))
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "K")
        assert "is written by the owner" in seen(app) and "e write" not in seen(app)
        await press(pilot, "e", "x")
        assert isinstance(front(app), PlaybookSheet)
        await press(pilot, "down", "enter")
        assert doors.adopted == [(1, False, False)]


async def test_a_refusal_is_read_where_the_plan_would_stand() -> None:
    class Refusing(Writing):
        def adoption_plan(self, number: int) -> AdoptionPlan:
            raise Refused("The playbook has 2 faults", "en/cold-call.md:3: …", "Correct line 3.")

    async with opened(session_with(Refusing(replace(BENCH, draft=DRAFT)), MARTHE)) as (app, pilot):
        await press(pilot, "K")
        assert "The playbook has 2 faults" in seen(app) and "Correct line 3." in seen(app)
        await press(pilot, "escape")
        assert isinstance(front(app), LineScreen)
