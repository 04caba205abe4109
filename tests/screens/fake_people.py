"""New and changed people and late words, as a shop without a file answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pipeline_tui.domain.calling import Verdict
from pipeline_tui.domain.contact_acts import (
    Added,
    Alike,
    Changed,
    ContactFields,
    LateWords,
    RecentCall,
    Standing,
)
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.stages import Stage

AT = datetime(2026, 11, 23, 12, 54, tzinfo=UTC)
RECENT = (
    RecentCall(3, 7, "Anne DURAND", AT, "voicemail", "+33 6 •• •• •• 78", "left the shop's number"),
    RecentCall(2, 8, "Minh NGO", AT, "no-answer", "+33 6 •• •• •• 79", ""),
    RecentCall(1, 9, "Luc PETIT", AT, "refused", "+33 6 •• •• •• 80", "has a florist"),
)


class FakePeople:
    """Answers about people from memory; ``told`` is what is said of whoever is typed."""

    held: Desk | None
    told: Alike = Alike(Standing.NOBODY)
    newcomer: Desk | None = None  # who stands on the desk once added

    def _note(self, what: str, **given: Any) -> None:
        raise NotImplementedError

    def alike(self, person: Any, *, form: str, stage: Stage | None) -> Alike:
        self._note("alike", person=person, form=form, stage=stage)
        return self.told

    def add_contact(self, person: Any, **given: Any) -> Added:
        self._note("add_contact", person=person, **given)
        if self.held is not None:
            return Added(50, person.name, Stage.SCOUTING, Verdict(True), next_up=True)
        self.held = self.newcomer
        return Added(50, person.name, Stage.SCOUTING, Verdict(True), in_hand=True, desk=self.held)

    def contact_fields(self, token: str) -> ContactFields:
        self._note("contact_fields", token=token)
        assert self.held is not None
        one = self.held
        return ContactFields(
            one.contact_id,
            1,
            one.name,
            "ms",
            one.first_name,
            one.last_name,
            one.language,
            "",
            one.firm,
            one.role,
            "69002",
            one.city,
            "FR",
            one.preferred_hours,
            ("claire@example.org",),
            one.numbers,
        )

    def change_contact(self, token: str, changes: Any, *, act: str) -> Changed:
        self._note("change_contact", changes=changes)
        assert self.held is not None
        self.held = replace(self.held, role=changes.role or self.held.role)
        return Changed(self.held.contact_id, self.held.name, ("role",), self.held)

    def recent_calls(self) -> tuple[RecentCall, ...]:
        return RECENT

    def add_words(self, call_id: int, text: str, *, act: str) -> LateWords:
        self._note("add_words", call_id=call_id, text=text)
        return LateWords(1, call_id, RECENT[3 - call_id].name, text)
