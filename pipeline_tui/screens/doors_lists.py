"""The services of lists and their files as one signed-in manager reaches them.

Services are imported when first called, inside a worker's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline_tui.domain.import_choices import ImportChoices, Progress
    from pipeline_tui.domain.import_report import ImportReport
    from pipeline_tui.domain.line_counts import LineCounts
    from pipeline_tui.domain.list_card import ListCard
    from pipeline_tui.domain.list_files import FileLine, FolderView
    from pipeline_tui.domain.loads import ImportUndone
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.shop import ListLine
    from pipeline_tui.services.shop import Shop


class ListDoors:
    """What a manager does with lists; each method is a service."""

    _of: tuple[Shop, Viewer]

    def folder(self, at: str = "") -> FolderView:
        """Return the folders and list files in a folder."""
        from pipeline_tui.services import choosing_files

        return choosing_files.folder(*self._of, at)

    def allowed_folder(self) -> Path:
        """Return the only folder whose files may be loaded."""
        from pipeline_tui.services import choosing_files

        return choosing_files.allowed_folder(*self._of)

    def file_named(self, typed: str) -> FileLine:
        """Return the file a typed path names."""
        from pipeline_tui.services import choosing_files

        return choosing_files.file_named(*self._of, typed)

    def preview_list(
        self,
        file: Path,
        *,
        list_name: str,
        choices: ImportChoices,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> ImportReport:
        """Return what would become of every row of a file."""
        from pipeline_tui.services import importing

        return importing.preview(
            *self._of, file, list_name=list_name, choices=choices, progress=progress, cancelled=cancelled
        )

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
        """Load a file into a list, as it was ``seen``."""
        from pipeline_tui.services import importing

        return importing.import_list(
            *self._of,
            file,
            list_name=list_name,
            choices=choices,
            progress=progress,
            cancelled=cancelled,
            seen=seen,
            act=act,
        )

    def undo_import(self, list_name: str, *, progress: Callable[[Progress], None], act: str) -> ImportUndone:
        """Take back what was loaded last into a list."""
        from pipeline_tui.services import undoing_imports

        return undoing_imports.undo_import(*self._of, list_name, progress=progress, act=act)

    def resume_loads(self) -> bool:
        """Go on with what a killed program left half-way; return whether there was anything."""
        from pipeline_tui.services import resuming_loads

        return resuming_loads.resume_loads(*self._of)

    def listed(self) -> tuple[ListLine, ...]:
        """Return the lists before anybody on them is counted."""
        from pipeline_tui.services import counting_line

        return counting_line.listed(*self._of)

    def count_line(self, *, overtaken: Callable[[], bool]) -> LineCounts:
        """Return what takes a walk through all contacts: lists, funnel, queue."""
        from pipeline_tui.services import counting_line

        return counting_line.count_line(*self._of, overtaken=overtaken)

    def list_card(self, list_id: int) -> ListCard:
        """Return everything about one list."""
        from pipeline_tui.services import running_lists

        return running_lists.list_card(*self._of, list_id)

    def pause_list(self, list_id: int, *, act: str) -> ListLine:
        """Stop giving out a list's contacts."""
        from pipeline_tui.services import running_lists

        return running_lists.pause_list(*self._of, list_id, act=act)

    def resume_list(self, list_id: int, *, act: str) -> ListLine:
        """Give out a paused list's contacts again."""
        from pipeline_tui.services import running_lists

        return running_lists.resume_list(*self._of, list_id, act=act)

    def set_priority(self, list_id: int, priority: int, *, act: str) -> ListLine:
        """Call a list sooner or later than the others."""
        from pipeline_tui.services import running_lists

        return running_lists.set_priority(*self._of, list_id, priority, act=act)

    def write_rejects(self, report: ImportReport, path: Path) -> int:
        """Write the rows that were not taken into a file; return how many."""
        from pipeline_tui.services import importing

        return importing.write_rejects(report, path)
