"""The sheet a check-in is logged on: how it went, what they said, and the next date, which Enter takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual import on
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.playbook import CheckInOutcome
from pipeline_tui.domain.rhythm import Proposal
from pipeline_tui.domain.text import fold
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.form import Field, FieldRow, Form, Typed
from pipeline_tui.screens.readings import reads_satisfaction
from pipeline_tui.ui.commands_call import DIGITS
from pipeline_tui.ui.formatting import QUIET, day, lines, say
from pipeline_tui.ui.rhythm_words import why_that_day
from pipeline_tui.wording import tr

OUTCOME, SATISFACTION, NOTE, NEXT = "outcome", "satisfaction", "note", "next"
_WIDE = 66  # columns of the sheet
_UNSHIFTED = {unshifted: digit for digit, unshifted in DIGITS}


@dataclass(frozen=True, slots=True)
class Going:
    """How a check-in can have gone, and the day each of these proposes; the first one is what Enter takes."""

    outcomes: tuple[CheckInOutcome, ...]
    proposals: Mapping[str, Proposal]  # by the outcome's code
    language: str
    today: date

    def meant(self, text: str) -> CheckInOutcome | None:
        """Return what a digit, a letter of the playbook or the beginning of a name means; first for ""."""
        typed = text.strip()
        digit = _UNSHIFTED.get(typed, typed)
        if not typed:
            return self.outcomes[0]
        if digit.isdecimal():
            return self.outcomes[int(digit) - 1] if 1 <= int(digit) <= len(self.outcomes) else None
        by_letter = next((one for one in self.outcomes if one.key == typed.lower()), None)
        named = (one for one in self.outcomes if fold(one.name(self.language)).startswith(fold(typed)))
        return by_letter or next(named, None)

    def read(self, text: str) -> Reading:
        """Read back how it went."""
        meant = self.meant(text)
        if meant is None:
            return Reading(trouble=tr("one of the figures below is wanted"))
        return Reading(meant.name(self.language))

    def listed(self) -> list[str]:
        """Return the outcomes with their figures, in lines that part none from its name."""
        rows: list[str] = []
        for number, one in enumerate(self.outcomes, start=1):
            named = f"{number} {one.name(self.language)}"
            if rows and len(rows[-1]) + len(named) + 3 <= _WIDE:
                rows[-1] += f" · {named}"
            else:
                rows.append(named)
        return rows


class LogSheet(Form):
    """Asks how it went and for the rest on one sheet; the next date follows from how it went."""

    DEFAULT_CSS = """
    LogSheet > .sheet > .hint { height: auto; }
    """

    def __init__(
        self,
        title: str,
        going: Going,
        reads_next: Read,
        values: Typed,
        *,
        asked: Sequence[Field] = (),
        detail: str = "",
        trouble: PipelineError | None = None,
    ) -> None:
        """Take the question, how it can have gone, the reader of another day, and what stands there.

        ``asked`` are the questions to which no answer is known yet.
        """
        self._going, self._detail = going, detail
        first = going.outcomes[0]
        fields = [
            Field(NOTE, tr("Note"), values.get(NOTE, "")),
            *asked,
            Field(NEXT, tr("Next check-in"), values.get(NEXT, ""), reads_next, resting=self._resting(first)),
        ]
        if any(one.reached for one in going.outcomes):
            figure = values.get(SATISFACTION, "")
            said = Field(
                SATISFACTION, tr("Satisfied, 0-10"), figure, reads_satisfaction, resting=tr("if they said it")
            )
            fields.insert(0, said)
        if len(going.outcomes) > 1:
            went = Field(
                OUTCOME,
                tr("How it went"),
                values.get(OUTCOME, ""),
                going.read,
                resting=first.name(going.language),
            )
            fields.insert(0, went)
        super().__init__(title, fields, hint=self._below(first), accept=tr("log it"), trouble=trouble)

    @on(Input.Changed)
    def _follow(self) -> None:
        """Show the day that follows from how it went."""
        rows = {row.field.key: row for row in self.query(FieldRow)}
        if OUTCOME not in rows:
            return
        meant = self._going.meant(rows[OUTCOME].value) or self._going.outcomes[0]
        rows[NEXT].field = replace(rows[NEXT].field, resting=self._resting(meant))
        rows[NEXT].read_back()
        self.query_one(".hint", Static).update(lines(say(line, QUIET) for line in self._below(meant)))

    def _resting(self, outcome: CheckInOutcome) -> str:
        proposal = self._going.proposals[outcome.code]
        return tr("{day}, proposed · Enter takes it", day=day(proposal.day, self._going.today))

    def _below(self, outcome: CheckInOutcome) -> Sequence[str]:
        why = why_that_day(self._going.proposals[outcome.code], self._going.today)
        listed = self._going.listed() if len(self._going.outcomes) > 1 else []
        return [
            line
            for line in (self._detail, *listed, tr("Next check-in {why}.", why=why) if why else "")
            if line
        ]
