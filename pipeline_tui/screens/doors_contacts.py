"""New and changed people and late words, as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.contact_acts import (
        Added,
        Alike,
        Changed,
        ContactChanges,
        ContactFields,
        LateWords,
        RecentCall,
    )
    from pipeline_tui.domain.newcomers import NewPerson
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.stages import Stage
    from pipeline_tui.services.shop import Shop


class ContactDoors:
    """What every desk can ask about people; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def alike(self, person: NewPerson, *, form: str, stage: Stage | None) -> Alike:
        """Return whether somebody who is being typed is known."""
        from pipeline_tui.services import recognising

        return recognising.alike(*self._of, person, form=form, stage=stage)

    def add_contact(
        self, person: NewPerson, *, act: str, form: str, stage: Stage | None, another: bool | None = None
    ) -> Added:
        """Keep somebody new, or take the known contact they are."""
        from pipeline_tui.services import adding

        return adding.add_contact(*self._of, person, act=act, form=form, stage=stage, another=another)

    def contact_fields(self, token: str) -> ContactFields:
        """Return what may be changed of the contact in hand."""
        from pipeline_tui.services import changing

        return changing.contact_fields(*self._of, token)

    def change_contact(self, token: str, changes: ContactChanges, *, act: str) -> Changed:
        """Change fields and numbers of the contact in hand."""
        from pipeline_tui.services import changing

        return changing.change_contact(*self._of, token, changes, act=act)

    def recent_calls(self) -> tuple[RecentCall, ...]:
        """Return the viewer's last three calls with an outcome."""
        from pipeline_tui.services import late_words

        return late_words.recent(*self._of)

    def add_words(self, call_id: int, text: str, *, act: str) -> LateWords:
        """Add words to one of the viewer's own calls."""
        from pipeline_tui.services import late_words

        return late_words.add_words(*self._of, call_id, text, act=act)
