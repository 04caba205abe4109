"""What the linear desk knows between two prompts: the contact in hand, the script, and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_lease import Lease
from pipeline_tui.cli.plain_phone import PlainPhone
from pipeline_tui.cli.plain_watch import Watch
from pipeline_tui.cli.plain_words import contact_lines
from pipeline_tui.cli.printing import when
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.desk import Desk, Draft, EmptyQueue
from pipeline_tui.domain.errors import HoldLost, PipelineError
from pipeline_tui.domain.script_words import draft_of, taken_up
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, drafting, learning_method
from pipeline_tui.wording import mark, tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_voice import Voice
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.scripts import Script, Walk
    from pipeline_tui.services.shop import Shop


class Sitting:
    """One operator at the linear desk."""

    def __init__(self, shop: Shop, viewer: Viewer, voice: Voice, wait: Callable[[float], None]) -> None:
        """Sit down with nothing in hand; ``wait`` lets seconds pass."""
        self.shop, self.voice, self.wait = shop, voice, wait
        self.phone = PlainPhone(voice.say, simulated=shop.workspace.practice)
        self.lease = Lease(lambda token: claiming.renew(shop, viewer, token), self._told)
        self.watch = Watch(shop, viewer, voice.say, self._told)
        self.desk: Desk | None = None
        self.script: Script | None = None
        self.walk: Walk | None = None
        self.note = ""
        self.typed: dict[str, str] = {}  # answers as typed, not understood
        self.brief: dict[str, str] = {}
        self.unheard: PipelineError | None = None  # told by the lease while a question waited

    @property
    def viewer(self) -> Viewer:
        """Return who sits here, with the stages they work now."""
        return self.watch.viewer

    @property
    def zone(self) -> str:
        """Return the contact's zone, the shop's without one."""
        own = self.shop.workspace.zone
        return (self.desk.zone if self.desk else "") or own

    @property
    def calling(self) -> bool:
        """Return whether a call awaits how it ended."""
        return self.desk is not None and self.desk.call is not None

    def ask(self, question: str, *help_lines: str, unknown: bool = False) -> str:
        """Return the line typed."""
        return self.voice.ask(question, help_lines, unknown=unknown)

    # the contact in hand

    def hold(self, desk: Desk | None, empty: EmptyQueue | None = None) -> None:
        """Take up what is in hand now, and say who it is; or why there is nobody."""
        if desk is not None and desk.stage is not Stage.SCOUTING and desk.call is None:
            claiming.release(self.shop, self.viewer, desk.token, act=new_act())
            self.voice.say(tr("{name} stands on your other desk, and was put back there.", name=desk.name))
            desk = None
        self.refresh(desk)
        if desk is not None and desk.call is None and desk.draft.empty:
            desk = self.desk = self._by_the_method_that_holds() or desk
        if desk is None:
            if empty is not None:
                self.nothing(empty)
            return
        self._take_up(desk)
        self.voice.say("", *contact_lines(desk, self.shop, self.note))
        if desk.kept is not None:
            self._offer_kept(desk)

    def refresh(self, desk: Desk | None) -> None:
        """Keep a newer reading of the same contact, or let it go."""
        self.desk = desk
        self.lease.hold(desk.token if desk is not None else "")
        if desk is None:
            self.script = self.walk = None
            self.note, self.typed, self.brief = "", {}, {}
            self.phone.proposed = ""

    def nothing(self, queue: EmptyQueue) -> None:
        """Say why nothing can be called, and when that changes."""
        from pipeline_tui.cli.plain_words import queue_lines

        self.voice.say(tr("Nothing to call now."), *queue_lines(queue, self.shop.workspace.zone))

    def _by_the_method_that_holds(self) -> Desk | None:
        """Take up another version of the method before anybody is rung; return the contact under it."""
        if self.shop.method_number == self.watch.method_number:
            return None
        try:
            return learning_method.take_up(self.shop, self.viewer).desk
        except PipelineError as trouble:  # the desk goes on by the version it has
            self.voice.trouble(trouble)
            return None

    def _take_up(self, desk: Desk) -> None:
        draft = desk.draft
        self.note, self.brief, self.typed = draft.note, dict(draft.brief), {}
        language = desk.language or self.shop.workspace.language
        self.script, self.walk = self.shop.playbook.script(desk.script_id, language), None
        if self.script is not None:
            now = self.shop.now()
            self.walk, self.typed = taken_up(self.script, desk, self.shop.workspace, now)

    def _offer_kept(self, desk: Desk) -> None:
        assert desk.kept is not None
        at = when(desk.kept.at, self.shop.workspace.zone)
        typed = tr("You typed something for this contact on {at}. Others have worked on it since.", at=at)
        self.voice.say(typed)
        if desk.kept.draft.note:
            self.voice.say(tr("Your note then:"), *desk.kept.draft.note.splitlines())
        if self.voice.yes(tr("Take it up again?")):
            self.refresh(drafting.use_kept(self.shop, self.viewer, desk.token))
            assert self.desk is not None
            self._take_up(self.desk)
            self.voice.say(tr("Taken up."))
        elif self.voice.yes(tr("Forget it for good?")):
            drafting.drop_kept(self.shop, self.viewer, desk.token)

    # what was typed

    def draft(self, *, understood_only: bool = False) -> Draft:
        """Return what was typed; for an act only answers that were understood."""
        return draft_of(self.note, self.walk, {} if understood_only else self.typed, self.brief)

    def keep(self) -> None:
        """Keep what is typed at once; raises HoldLost when the contact is no longer in hand."""
        if self.desk is not None:
            drafting.keep_draft(self.shop, self.viewer, self.desk.token, self.draft())

    # losing it

    def lost(self, trouble: HoldLost) -> None:
        """Say that the contact left the hand; what was typed is kept for its writer, never merged."""
        desk, draft = self.desk, self.draft()
        self.refresh(None)
        self.unheard = None
        self.phone.hang_up()
        self.voice.say(tr("Lost: {title}.", title=trouble.title), trouble.detail)
        if desk is None:
            return
        try:
            left = drafting.keep_late(self.shop, self.viewer, desk.token, draft, typed_at=self.shop.now())
        except HoldLost:
            return  # another's hold from the start: there is nothing of ours to keep
        if left.kept:
            kept = mark("What you typed for {name} is kept. It is offered when they come back to you.")
            self.voice.say(tr(kept, name=desk.name))
        if left.in_another_hand:
            self.voice.say(tr("A colleague has the contact in hand."))

    def _told(self, trouble: PipelineError) -> None:
        self.unheard = trouble
        if isinstance(trouble, HoldLost):
            gone = tr("The contact is no longer in your hand. Enter what you were typing; it is kept.")
            self.voice.say(gone)
        else:
            self.voice.trouble(trouble)
