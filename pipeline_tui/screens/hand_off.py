"""The brief on one screen: what the next stage must know, filled in from the script's answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.briefs import missing_fields
from pipeline_tui.domain.diaries import Slot
from pipeline_tui.domain.playbook import BriefField
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.agreed_time import AgreedTime
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.form import LONGEST
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, fixed, join, say
from pipeline_tui.widgets.text_field import TextField
from pipeline_tui.wording import mark, tr, tr_as

TO_TEAM = mark("the team")
TO, AT = "to", "slot"  # beside the brief's own fields


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as filled in and its receiver, None being the team; not ``given`` when the form was left."""

    fields: Mapping[str, str]
    to: str | None = None
    given: bool = True
    slot: datetime | None = None  # UTC, agreed in the receiver's diary


@dataclass(frozen=True, slots=True)
class Going:
    """Who goes on, with what is known so far and who may receive."""

    name: str
    fields: Sequence[BriefField]
    filled: Mapping[str, str]  # by field; the receiver and the time under TO and AT
    receivers: Sequence[str]
    language: str
    live: bool = False
    trouble: str = ""  # why the form stands here again
    keep: Callable[[Mapping[str, str]], None] = field(default=lambda _filled: None)  # as it is typed


class HandOffForm(Dialog[Brief]):
    """One line per field; ``•`` marks what is required, ``?`` stands for asked and not known."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    DEFAULT_CSS = """
    HandOffForm > .sheet { width: 100%; }
    HandOffForm Horizontal { height: 1; }
    HandOffForm.-tall Horizontal { margin: 0 0 1 0; }
    HandOffForm .label { width: 24; }
    HandOffForm Input { width: 1fr; }
    HandOffForm .receiver { margin: 1 0 0 0; }
    HandOffForm #reading { height: 2; margin: 0 0 0 24; }
    HandOffForm #wanted, HandOffForm .trouble { margin: 1 0 0 0; height: auto; }
    """

    def __init__(self, going: Going, time: AgreedTime | None = None) -> None:
        """Take what goes on, and who reads times; without it no time can be agreed."""
        super().__init__()
        self._going, self._time = going, None if going.live else time
        self._filled = {key: clean(text, limit=LONGEST) for key, text in going.filled.items()}
        self._receivers = (tr(TO_TEAM), *map(clean, going.receivers))

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        going, filled = self._going, self._filled
        title = fixed(tr("Pass on live · ") if going.live else tr("Hand off · "), "bold")
        with Vertical(classes="sheet"):
            yield Static(join(title, say(going.name, "bold")), classes="question")
            for one in going.fields:
                with Horizontal():
                    mark = fixed(" •", WARNING) if one.required else fixed("")
                    yield Static(join(say(one.name(going.language)), mark), classes="label")
                    yield TextField(filled.get(one.key, ""), name=one.key, select_on_focus=False)
            if not going.live:
                with Horizontal(classes="receiver"):
                    yield Static(fixed(tr("To")), classes="label")
                    yield TextField(filled.get(TO) or tr(TO_TEAM), id=TO, select_on_focus=False)
            if self._time is not None:
                with Horizontal():
                    yield Static(fixed(tr("At a time agreed")), classes="label")
                    hint = tr("↓ takes the next free time · or type: tue 14:30")
                    yield TextField(filled.get(AT, ""), id=AT, placeholder=hint, select_on_focus=False)
                yield Static(id="reading")
            if going.trouble:
                yield Static(join(fixed("! ", WARNING), say(going.trouble, WARNING)), classes="trouble")
            yield Static(id="wanted")
            yield Static(self._keys(), classes="answers", id="arrows")

    def _keys(self) -> Content:
        gives = tr("next, at the end ") + (
            tr("ask who is free   ") if self._going.live else tr("hand off   ")
        )
        field = (
            (tr("Tab "), tr("field   "), "↑ ↓ ", tr("choose   "))
            if self._chooses
            else (tr("Tab ↑ ↓ "), tr("field   "))
        )
        return join(
            fixed(tr("Enter "), "bold $accent"),
            gives,
            *(fixed(words, "" if at % 2 else "bold $accent") for at, words in enumerate(field)),
            fixed(tr("Esc "), "bold $accent"),
            tr_as("hand-off", "not yet"),
        )

    @property
    def _chooses(self) -> bool:
        """Return whether the cursor stands where the arrows choose: at the receiver, or at the time."""
        return self.focused is not None and self.focused.id in (TO, AT)

    def on_descendant_focus(self) -> None:
        """Say what the arrows do here."""
        self.query_one("#arrows", Static).update(self._keys())

    def on_mount(self) -> None:
        """Start in the first required field that is empty, else where Enter gives it all."""
        self._read_back()
        refused = self._time is not None and bool(self._filled.get(AT))
        missing = missing_fields(self._going.fields, self._filled)
        (self.query_one(f"#{AT}", Input) if refused and not missing else self._first(missing)).focus()

    def offer(self, slots: Sequence[Slot]) -> None:
        """Take the free times of the diaries, once they are read."""
        if self._time is not None:
            self._time.slots = tuple(slots)
            if self.is_mounted:  # else its fields are not there yet, and mounting reads them
                self._read_back()

    @property
    def filled(self) -> dict[str, str]:
        """Return the brief as it stands."""
        return {one.key: self._input(one.key).value.strip() for one in self._going.fields}

    @property
    def to(self) -> str | None:
        """Return the named receiver; None for the team."""
        if self._going.live:
            return None
        named = self.query_one(f"#{TO}", Input).value.strip()
        return None if named in ("", tr(TO_TEAM)) else named

    @property
    def phrase(self) -> str:
        """Return the agreed time as it is typed."""
        return self.query_one(f"#{AT}", Input).value.strip() if self._time is not None else ""

    def action_close(self) -> None:
        """Leave; what was typed is kept with the draft."""
        self.dismiss(Brief(self.filled, self.to, given=False))

    def action_move(self, way: str) -> None:
        """Go to the field below or above; at the receiver and at the time choose another one."""
        step = 1 if way == "down" else -1
        if not self._chooses:
            self.action_field(way)
            return
        if self._time is not None and self.focused is not None and self.focused.id == AT:
            self.query_one(f"#{AT}", Input).value = self._time.next_to(self.phrase, self.to, step)
            return
        to = self.query_one(f"#{TO}", Input)
        at = self._receivers.index(to.value) if to.value in self._receivers else 0
        to.value = self._receivers[(at + step) % len(self._receivers)]

    def action_field(self, way: str) -> None:
        """Go to the field below or above."""
        (self.focus_next if way == "down" else self.focus_previous)(Input)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        last = self._going.live and event.input.name == self._going.fields[-1].key
        if event.input.id not in (TO, AT) and not last:
            self.focus_next(Input)
            return
        missing = missing_fields(self._going.fields, self.filled)
        if missing:
            self._first(missing).focus()
        elif self._time is not None and self._time.trouble(self.phrase, self.to):
            self.query_one(f"#{AT}", Input).focus()
        else:
            slot = self._time.at(self.phrase) if self._time is not None and self.phrase else None
            self.dismiss(Brief(self.filled, self.to, slot=slot))

    @on(Input.Changed)
    def _changed(self) -> None:
        self._read_back()
        self._going.keep({**self.filled, TO: self.to or "", AT: self.phrase})

    def _read_back(self) -> None:
        going = self._going
        missing = missing_fields(going.fields, self.filled)
        names = [one.name(going.language) for one in going.fields if one.key in missing]
        wanted = tr("Still wanted: {names}. “?” means asked and not known.", names=", ".join(names))
        shown = say(wanted, WARNING) if names else fixed(tr("Complete."), QUIET)
        self.query_one("#wanted", Static).update(shown)
        if self._time is None:
            return
        if trouble := self._time.trouble(self.phrase, self.to):
            reading = join(fixed("! ", WARNING), say(trouble, WARNING))
        else:
            reading = say(self._time.shown(self.phrase, self.to), SUCCESS)
        self.query_one("#reading", Static).update(reading)

    def _first(self, missing: Sequence[str]) -> Input:
        if missing:
            return self._input(missing[0])
        return (
            self._input(self._going.fields[-1].key) if self._going.live else self.query_one(f"#{TO}", Input)
        )

    def _input(self, key: str) -> Input:
        return next(one for one in self.query(Input) if one.name == key and one.id not in (TO, AT))
