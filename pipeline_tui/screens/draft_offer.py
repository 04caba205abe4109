"""A draft that something happened after, or that came with a colleague's work: offered, never merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pipeline_tui.screens.ask import Choose
from pipeline_tui.ui.formatting import count, planned
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk, Draft, KeptDraft
    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.screens.in_hand import InHandScreen
    from pipeline_tui.ui.names import Names

_LINES = 6  # of a note
_FIELDS = 4  # of answers and brief
_CHOICES = (("use", "use it"), ("keep", "keep it aside; it is offered again"), ("drop", "drop it"))


class DraftOffer(Choose):
    """Shows what was typed, and asks what becomes of it; Esc keeps it aside."""

    CURSOR: ClassVar[int] = -1  # the Enter that brought the contact decides nothing here

    def __init__(self, kept: KeptDraft, when: str, names: Names) -> None:
        """Take the draft and when it was typed, in words."""
        if kept.by:
            said = tr("{name} typed this {when}, and stored none of it:", name=kept.by, when=when)
            title = tr("A draft of {name}'s came with this contact", name=kept.by)
        else:
            said = tr("You typed this {when}, before the contact left your desk:", when=when)
            title = tr("A draft of yours is kept for this contact")
        super().__init__(title, _CHOICES, detail=f"{said}\n\n{preview(kept.draft, names)}")


def preview(draft: Draft, names: Names) -> str:
    """Return what was typed in a few lines; what is left out is counted."""
    note = [line for line in draft.note.splitlines() if line.strip()]
    shown = note[:_LINES]
    if len(note) > _LINES:
        shown.append(tr("… {count} more", count=count(len(note) - _LINES, "line")))
    fields = [f"{names.field(key)}: {value}" for key, value in {**draft.answers, **draft.brief}.items()]
    shown += fields[:_FIELDS]
    if len(fields) > _FIELDS:
        shown.append(tr("… {count} more", count=count(len(fields) - _FIELDS, "answer")))
    if draft.path:
        shown.append(tr("In the script: {count} on.", count=count(len(draft.path), "step")))
    return "\n".join(shown)


def offer(screen: InHandScreen) -> None:
    """Ask what becomes of a draft kept aside for the contact in hand."""
    desk, session = screen.desk, screen.session
    if desk is None or desk.kept is None or screen not in screen.app.screen_stack:
        return
    doors, token = session.doors, desk.token

    def refused(error: PipelineError) -> None:
        screen.lost(error, token)

    def chosen(what: str | None) -> None:
        if what == "use":
            screen.act(lambda: doors.use_kept(token), lambda taken: _show(screen, taken), refused)
        elif what == "drop":
            screen.act(lambda: doors.drop_kept(token), lambda _: None, refused)

    when = planned(desk.kept.at, session.zone, session.now())
    screen.app.push_screen(DraftOffer(desk.kept, when, screen.names), chosen)


def _show(screen: InHandScreen, desk: Desk) -> None:
    screen.desk = None  # the same hold with other words: begin afresh
    screen.show_desk(desk)
