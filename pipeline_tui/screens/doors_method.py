"""The shop's method as one signed-in operator reaches it: what is new in it, and the version that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_tui.domain.method_changes import FileChange
    from pipeline_tui.domain.method_drafts import Workbench
    from pipeline_tui.domain.method_fit import AdoptionPlan
    from pipeline_tui.domain.method_news import MethodInUse, MethodNews, NewInMethod
    from pipeline_tui.domain.method_versions import Adopted
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class MethodDoors:
    """What a desk can ask of the method: services of ``learning_method``, and of ``writing_method``."""

    _of: tuple[Shop, Viewer]

    def take_up_method(self) -> MethodInUse:
        """Work by the version that holds now."""
        from pipeline_tui.services import learning_method

        return learning_method.take_up(*self._of)

    def what_is_new(self) -> NewInMethod:
        """Return what differs from the version the operator knows."""
        from pipeline_tui.services import learning_method

        return learning_method.what_is_new(*self._of)

    def note_read(self, number: int, *, act: str) -> MethodNews:
        """Store that the operator has read what is new."""
        from pipeline_tui.services import learning_method

        return learning_method.note_read(*self._of, number, act=act)

    # writing the next version; 0 stands for the draft

    def workbench(self) -> Workbench:
        """Return every version, and the draft of the next one."""
        from pipeline_tui.services import writing_method

        return writing_method.workbench(*self._of)

    def playbook_changes(self, number: int) -> tuple[FileChange, ...]:
        """Return what a version changed, or the draft would."""
        from pipeline_tui.services import writing_method

        return writing_method.changes_of(*self._of, number)

    def adoption_plan(self, number: int) -> AdoptionPlan:
        """Return what adopting a version, or the draft, would do now."""
        from pipeline_tui.services import writing_method

        return writing_method.plan_of(*self._of, number)

    def adopt_playbook(self, number: int, *, act: str, over: bool, accept: bool) -> Adopted:
        """Let a version, or the draft, hold from now on."""
        from pipeline_tui.services import writing_method

        if number:
            return writing_method.adopt_version(*self._of, number, act=act, accept=accept)
        return writing_method.adopt_draft(*self._of, act=act, over=over, accept=accept)

    def page_to_write(self, name: str) -> Path:
        """Return a file of the draft, begun for it; Refused while a contact is in hand."""
        from pipeline_tui.services import writing_method

        return writing_method.page_to_write(*self._of, name)

    def open_editor(self, file: Path) -> None:
        """Hand the terminal to the editor, on the screen's own thread, until it is left."""
        from pipeline_tui.services import writing_method

        writing_method.open_editor(file)

    def drop_draft(self) -> None:
        """Take the draft away unadopted."""
        from pipeline_tui.services import writing_method

        writing_method.throw_away(*self._of)
