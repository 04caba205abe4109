"""The manager's desk on which the shop's method is looked at, written and adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.line_counts import CountingDesk
from pipeline_tui.screens.playbook_sheet import Adoption, PlaybookSheet
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from pipeline_tui.domain.method_drafts import Workbench
    from pipeline_tui.domain.method_versions import Adopted


class MethodDesk(CountingDesk):
    """A manager's desk on which the method is looked at, written and adopted."""

    def action_playbook(self) -> None:
        """Show the versions and the draft."""
        doors = self.session.doors
        self.read("workbench", doors.workbench, self._open_playbook, self.fail)

    def _open_playbook(self, bench: Workbench) -> None:
        self.open(PlaybookSheet(self, bench), self._adopt)

    def _adopt(self, said: Adoption | None) -> None:
        if said is None:
            return
        doors, act = self.session.doors, new_act()
        self.act(
            lambda: doors.adopt_playbook(said.number, act=act, over=said.over, accept=said.accept),
            self._adopted,
        )

    def _adopted(self, done: Adopted) -> None:
        words = trn("{number} file changed", "{number} files changed", done.changed)
        self.say(
            tr("{words}; desks take it up between two calls. u takes it back.", words=words),
            tr("Version {number} holds now", number=done.number),
        )
        self.reload()
