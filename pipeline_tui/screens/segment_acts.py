"""Putting a client into a segment by hand, or leaving it to the playbook's rule again."""

from __future__ import annotations

from pipeline_tui.domain.farming import ClientSegment
from pipeline_tui.domain.segments import AUTO
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.check_in_acts import CheckInActs
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import count
from pipeline_tui.wording import tr


class SegmentActs(CheckInActs):
    """The act on the client in hand, on the open card, or under the cursor."""

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; a segment needs a client."""
        if command.call == "segment":
            return self.buyer is not None
        return super().allows(command)

    def action_segment(self) -> None:
        """Ask for the segment."""
        client = self.buyer
        if client is None:
            return
        contact_id, name = client
        segments = self.session.playbook.segments
        choices = [
            (one.code, tr("{code} · every {count}", code=one.code, count=count(one.days, "day")))
            for one in segments
        ]
        choices.append((AUTO, tr("auto · the playbook's rule: what they bought and how lately")))
        self.app.push_screen(
            Choose(
                tr("Segment of {name}", name=name),
                choices,
                detail=tr("By hand it stays until it is set to auto."),
            ),
            lambda code: self._set_segment(contact_id, code),
        )

    def _set_segment(self, contact_id: int, code: str | None) -> None:
        if code is None:
            return
        doors, act = self.session.doors, new_act()

        def stored(now: ClientSegment) -> None:
            how = tr("by hand") if now.by_hand else tr("by the rule")
            self.told(
                tr("segment: {name}", name=now.name),
                tr("{segment}, every {count}", segment=now.segment, count=count(now.days, "day")),
                how,
            )
            self.reload()

        self.act(lambda: doors.set_segment(contact_id, code, act=act), stored)
