"""Files and their loads, as a shop without a file answers: every look is reckoned from what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import FileChanged, ImportChoices, Phase, Progress, Watch
from pipeline_tui.domain.import_columns import ColumnUse, guess_columns
from pipeline_tui.domain.import_report import ImportReport, RowVerdict, count_verdicts
from pipeline_tui.domain.list_card import ListCard, ListLoad, StageCounts
from pipeline_tui.domain.list_files import FileLine, FolderView, in_order
from pipeline_tui.domain.list_states import standing_of
from pipeline_tui.domain.loads import ImportUndone
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Stage

HOME = "/files"
AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
NAMES = ("Nom", "Prénom", "Ligne", "Ville")
ROWS = (
    ("MARTIN", "Claire", "06 12 34 56 78", "Lyon"),
    ("NGO", "Minh", "n/c", "Paris"),
    ("ROY", "Olivier", "on demand", "Paris"),
    ("[/] [@click=app.quit]x[/]", "\x1b]0;owned\x07", "07 12 34 56 78", "Évry"),
)


def a_file(name: str, *, hours: int = 0, folder: str = HOME) -> FileLine:
    return FileLine(f"{folder}/{name}", name, False, 41_200, AT + timedelta(hours=hours))


class FakeLists:
    """Answers about files from memory, and changes the lists that are read afterwards."""

    changed: Mapping[int, ListLine | None] = MappingProxyType({})  # by id; None: taken back

    cut_off = False  # a killed program left a load half-way

    content = "as it was"  # of every file

    gate: Event | None = None  # a load waits until it is set, or until it is stopped

    def _note(self, what: str, **given: Any) -> None:
        raise NotImplementedError

    def lists(self) -> tuple[ListLine, ...]:
        raise NotImplementedError

    def as_they_stand(self, lists: tuple[ListLine, ...]) -> tuple[ListLine, ...]:
        stand = (self.changed.get(one.id, one) for one in lists)
        return tuple(sorted((one for one in stand if one is not None), key=lambda one: one.priority))

    def _change(self, list_id: int, **to: Any) -> ListLine:
        line = replace(next(one for one in self.lists() if one.id == list_id), **to)
        self.changed = {**self.changed, list_id: line}
        return line

    def pause_list(self, list_id: int, *, act: str) -> ListLine:
        self._note("pause_list", list_id=list_id)
        return self._change(list_id, state="paused")

    def resume_list(self, list_id: int, *, act: str) -> ListLine:
        self._note("resume_list", list_id=list_id)
        return self._change(list_id, state="active")

    def set_priority(self, list_id: int, priority: int, *, act: str) -> ListLine:
        self._note("set_priority", list_id=list_id, priority=priority)
        return self._change(list_id, priority=priority)

    def list_card(self, list_id: int) -> ListCard:
        line = next(one for one in self.lists() if one.id == list_id)
        load = ListLoad(
            "a1",
            "[DE] fair.csv",
            AT,
            "Marthe",
            Stage.SCOUTING,
            "UTF-8",
            ";",
            (ColumnUse("Tél", "phone"), ColumnUse("Divers")),
            1240,
            1200,
            32,
            8,
        )
        past = StageCounts(Stage.FARMING, 41, 38, ((Blocker.SUPPRESSED, 1), (Blocker.NO_BASIS, 2)))
        stages = ((Stage.SCOUTING, 1159), (Stage.FARMING, 41))
        return ListCard(list_id, line, standing_of(line), stages, None, (load,), (past,))

    def resume_loads(self) -> bool:
        if self.cut_off:
            self._note("resume_loads")
        return self.cut_off

    def undo_import(self, list_name: str, *, progress: Callable[[Progress], None], act: str) -> ImportUndone:
        self._note("undo_import", list_name=list_name)
        progress(Progress(Phase.LOADING, 400, 1000))
        if self.gate is not None:
            self.gate.wait()
        gone = next(one for one in self.lists() if one.name == list_name)
        self.changed = {**self.changed, gone.id: None}
        return ImportUndone(gone.id, list_name, 1197, 3, 2, True)

    def folder(self, at: str = "") -> FolderView:
        archive = FileLine(f"{HOME}/Archive", "Archive", True, 0, AT)
        files = {
            HOME: [a_file("old.csv"), a_file("spring_fair.csv", hours=2), archive],
            f"{HOME}/Archive": [a_file("[DE] 2019.csv", folder=f"{HOME}/Archive")],
        }
        self._note("folder", at=at)
        return FolderView(
            at or HOME, at.strip("/") or "files", HOME if at else "", in_order(files[at or HOME])
        )

    def allowed_folder(self) -> Path:
        return Path(HOME)

    def file_named(self, typed: str) -> FileLine:
        if typed != "spring_fair.csv":
            raise UsageTrouble("There is no such file", f"Looked for {typed}.", "Put it there.")
        return a_file(typed)

    def preview_list(
        self, file: Path, *, list_name: str, choices: ImportChoices, **watched: Any
    ) -> ImportReport:
        self._note("preview_list", file=file, list_name=list_name, choices=choices)
        return self._report(file, list_name, choices)

    def import_list(
        self,
        file: Path,
        *,
        list_name: str,
        choices: ImportChoices,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        seen: str,
        act: str,
    ) -> ImportReport:
        self._note("import_list", list_name=list_name, choices=choices, seen=seen)
        if seen != self.content:
            raise FileChanged(f"{file.name} changed since it was looked at", "Nothing was loaded.", "Look.")
        watch = Watch(progress, cancelled)
        watch.tell(Phase.LOADING, 400, 1000)
        if self.gate is not None:
            while not self.gate.wait(0.01) and not cancelled():
                pass
            watch.tell(Phase.LOADING, 800, 1000)
        return replace(self._report(file, list_name, choices), dry_run=False, list_id=2)

    def write_rejects(self, report: ImportReport, path: Path) -> int:
        self._note("write_rejects", path=path)
        return report.rejected

    def _report(self, file: Path, list_name: str, choices: ImportChoices) -> ImportReport:
        columns = guess_columns(NAMES, ROWS, choices.columns)
        numbers = columns.by_field["phone"][0]
        verdicts = tuple(
            RowVerdict(row, "taken", None, f"{cells[1]} {cells[0]}", cells=cells)
            if cells[numbers][:1].isdigit()
            else RowVerdict(row, "rejected", None, cells[0], "no number that can be dialled", cells)
            for row, cells in enumerate(ROWS, start=2)
        )
        counted = count_verdicts(verdicts)
        return ImportReport(
            file=file.name,
            list_name=list_name,
            list_id=None,
            dry_run=True,
            encoding="UTF-8",
            delimiter=";",
            columns=columns.uses(),
            rows=counted["rows"],
            taken=counted["taken"],
            merged=counted["merged"],
            linked=counted["linked"],
            rejected=counted["rejected"],
            updated=counted["updated"],
            callable_count=max(counted["taken"] - 1, 0),
            blockers=MappingProxyType({Blocker.NO_BASIS: 1}),
            warnings=("no column says consumer or business: people count as consumers",),
            verdicts=verdicts,
            content=self.content,
        )
