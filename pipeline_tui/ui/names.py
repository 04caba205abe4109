"""What the codes of a playbook are called in the shop's language, on every sheet and list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.ui.formatting import sentence
from pipeline_tui.ui.words import PAST
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_tui.domain.desk import PastCall
    from pipeline_tui.domain.playbook import CheckInOutcome, DealStep, NamedCode, Outcome, Playbook

_EVENTS = WordTable(
    {
        **PAST.english,
        "hand-off": "handed over",
        "step": "step",
        "next-step": "next step",
        "snooze": "snoozed",
        "value": "value",
        "purchase": "bought",
        "refund": "given back",
        "opened": "deal opened",
        "complaint-opened": "complaint",
        "complaint-solved": "complaint solved",
    }
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code; a code the playbook no longer knows is shown as words."""

    outcomes: MappingProxyType[str, str]
    check_ins: MappingProxyType[str, str]
    steps: MappingProxyType[str, str]
    fields: MappingProxyType[str, str]
    reasons: MappingProxyType[str, str]

    @classmethod
    def of(cls, playbook: Playbook, language: str) -> Names:
        """Return the names of a playbook in a language."""
        return cls(
            outcomes=_named(playbook.outcomes, language),
            check_ins=_named(playbook.check_in_outcomes, language),
            steps=_named(playbook.deal_steps, language),
            fields=MappingProxyType(
                {one.key: one.name(language) for one in playbook.needs}
                | {one.code: one.name(language) for one in playbook.fields}
                | {one.code: one.name(language) for one in playbook.custom_fields}
                | {one.key: one.name(language) for one in (*playbook.sale_brief, *playbook.brief)}
            ),
            reasons=_named(_reasons(playbook), language),
        )

    def event(self, what: str) -> str:
        """Return what happened: an outcome, a move, a check-in."""
        if what.startswith("check-in "):
            outcome = what.removeprefix("check-in ")
            return tr(
                "check-in: {lowered}", lowered=_lowered(self.check_ins.get(outcome) or sentence(outcome))
            )
        known = self.outcomes.get(what) or self.check_ins.get(what)  # a call may end as a check-in does
        return _EVENTS.get(what) or _lowered(known or sentence(what))

    def is_call(self, what: str) -> bool:
        """Return whether an event is how a call ended, and no note, move or check-in."""
        return what in self.outcomes or not (what in _EVENTS or what.startswith("check-in "))

    def said(self, event: PastCall) -> str:
        """Return the words of an event; a step or a reason is named."""
        if event.what == "step":
            return self.step(event.text)
        code, _, rest = event.text.partition(" ")
        if event.what == "snooze":
            until = date.fromisoformat(code)
            return tr(
                "until {day} {month} {year}: {rest}",
                day=until.day,
                month=month_name(until),
                year=until.year,
                rest=rest,
            )
        if event.what == "returned" and code in self.reasons:
            return tr("{label}: {text}", label=self.reasons[code], text=rest) if rest else self.reasons[code]
        return event.text

    def step(self, code: str) -> str:
        """Return a deal's step."""
        return self.steps.get(code) or sentence(code)

    def field(self, key: str) -> str:
        """Return a field of the brief or of a script."""
        return self.fields.get(key) or sentence(key)

    def check_in(self, code: str) -> str:
        """Return how a check-in ended."""
        return self.check_ins.get(code) or sentence(code)

    def reason(self, code: str) -> str:
        """Return why something was returned or lost."""
        return self.reasons.get(code) or sentence(code)


def _reasons(playbook: Playbook) -> tuple[NamedCode, ...]:
    return (*playbook.every_reason_to_return, *playbook.lost_reasons)


def _named(
    records: Iterable[NamedCode | Outcome | CheckInOutcome | DealStep], language: str
) -> MappingProxyType[str, str]:
    return MappingProxyType({one.code: one.name(language) for one in records})


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
