"""The script beside the contact: one step at a time, with its questions and numbered answers.

What does not fit is scrolled, and plain words above and below say how much and with which key; the answers
stay in sight.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from pipeline_tui.domain.answer_words import AnswerRead
from pipeline_tui.domain.script_walk import fill, progress, standing
from pipeline_tui.domain.scripts import Question, Script, Walk
from pipeline_tui.ui.formatting import ACCENT, QUIET, WARNING, count, fixed, join, lines, say, spread
from pipeline_tui.widgets.field_line import FieldLine
from pipeline_tui.widgets.pinned_answers import fitted
from pipeline_tui.widgets.script_lines import spoken_texts
from pipeline_tui.widgets.steady_text import SteadyText
from pipeline_tui.wording import tr, trn

HAND_OFF = "hand-off"
_BODY = 6  # lines the text keeps at least, answers cut


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands beside a step: ``values`` fill the text, ``read`` the fields, ``ends`` is the key of each
    outcome that an answer proposes and of ``HAND_OFF``; ``wanted`` is what each field takes."""

    values: Mapping[str, str]
    read: Mapping[str, AnswerRead]
    wanted: Mapping[str, str]
    ends: Mapping[str, str]
    language: str = ""  # a word, where the contact's own language has no script
    turns: tuple[str, str] = ("PgUp", "PgDn")  # the keys that scroll up and down, as they are shown
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)  # what each field is called


class Heading(Widget):
    """Script, step, and how far along."""

    DEFAULT_CSS = """
    Heading { height: 1; text-wrap: nowrap; text-overflow: clip; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Make an empty heading."""
        super().__init__()
        self._left, self._right = fixed(""), fixed("")

    def show(self, left: Content, right: Content) -> None:
        """Show both ends."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        return spread(self._left, self._right, self.size.width)


class Body(VerticalScroll):
    """The step's words and questions; tells whenever another part of it is in sight.

    Words before the first question keep their widget from step to step: most steps are words alone, and the
    next contact does not wait for widgets that are made and removed.
    """

    class Turned(Message):
        """Another part of the text is in sight."""

    def __init__(self) -> None:
        """Make it empty; keys never stop in it."""
        super().__init__()
        self.can_focus = False
        self.in_full = SteadyText(classes="in-full")
        self.texts = [SteadyText(classes="words")]
        self.fields: tuple[FieldLine, ...] = ()
        self._below: list[Widget] = []

    def compose(self) -> ComposeResult:
        """Build the first words, and room for the answers in full."""
        yield self.texts[0]
        yield self.in_full

    def put(self, texts: Sequence[Content], asked: Sequence[tuple[Content, FieldLine]]) -> None:
        """Put a step into it: words, then a prompt with its field and the words after it, each in turn."""
        if self._below:
            self.remove_children(self._below)
        self.texts = [self.texts[0], *(SteadyText(classes="words") for _ in asked)]
        self.fields = tuple(field for _, field in asked)
        self._below = []
        for (prompt, field), text in zip(asked, self.texts[1:], strict=True):
            self._below += (SteadyText(prompt), field, text)
        if self._below:
            self.mount_all(self._below, after=self.texts[0])
        self.say(texts)
        if self.scroll_y:
            self.scroll_home(animate=False)

    def say(self, texts: Sequence[Content]) -> None:
        """Show the words of the step that stands here, perhaps marked otherwise than before."""
        for place, (widget, text) in enumerate(zip(self.texts, texts, strict=True)):
            widget.display = bool(text.plain)
            widget.set_class(place < len(self.fields), "apart")
            widget.show(text)

    @property
    def cut(self) -> tuple[int, int]:
        """Return how many lines stand above and below what is in sight."""
        above = round(self.scroll_y)
        return above, max(self.virtual_size.height - above - self.size.height, 0)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell of another part."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Turned())

    def watch_virtual_size(self) -> None:
        """Tell of another length."""
        self.post_message(self.Turned())

    def on_resize(self) -> None:
        """Tell of another height."""
        self.post_message(self.Turned())


class ScriptPane(Vertical):
    """Shows where a walk stands; digits and fields are told to the screen, which decides."""

    DEFAULT_CSS = """
    ScriptPane { height: 1fr; }
    ScriptPane > Body { height: 1fr; scrollbar-gutter: stable; }
    ScriptPane > .mark-above, ScriptPane > .mark-below { height: 1; }
    ScriptPane .apart { margin: 0 0 1 0; }
    ScriptPane .in-full { margin: 1 0 0 0; display: none; }
    """

    def __init__(self) -> None:
        """Make an empty pane."""
        super().__init__()
        self._at: tuple[str, str, tuple[str, ...]] | None = None  # script, its language, the path
        self._answers: tuple[Content, ...] = ()
        self._turns = Shown({}, {}, {}, {}).turns

    def compose(self) -> ComposeResult:
        """Build heading, text and answers, with a line for the marks between them."""
        yield Heading()
        yield SteadyText(classes="mark-above")
        yield Body()
        yield SteadyText(classes="mark-below")
        yield SteadyText(classes="pinned")

    def show(self, script: Script | None, walk: Walk | None, shown: Shown) -> None:
        """Show the step a walk stands on; on the same step text, scrolling and cursor stay where they are."""
        if script is None or walk is None:
            self.query_one(Heading).show(fixed(tr("No script for this conversation"), QUIET), fixed(""))
            self.query_one(Body).put((fixed(""),), ())
            self._at = None
            self._answer(())
            return
        step, values, self._turns = standing(script, walk), shown.values, shown.turns
        number, of = progress(script, walk)
        language = (
            join(" ", say(tr("in {language}", language=shown.language), WARNING))
            if shown.language
            else fixed("")
        )
        self.query_one(Heading).show(
            join(say(f"{script.title} v{script.version}", QUIET), language, " · ", say(step.title, "bold")),
            say(f"{number}/{of}", QUIET),
        )
        self._answer(
            join(
                say(fill(answer.text, values)),
                _end(shown.ends.get(HAND_OFF if answer.handoff else answer.outcome, "")),
            )
            for answer in step.answers
        )
        at = (f"{script.id} {script.version}", script.language, walk.path)
        body, texts = self.query_one(Body), spoken_texts(step, walk, values)
        if at == self._at:
            body.say(texts)
            for field in body.fields:
                if field.is_mounted and not field.query_one(Input).has_focus:
                    field.show(shown.read.get(field.question.field, AnswerRead()))
        else:
            self._at = at
            body.put(texts, [_asked(line.question, shown) for line in step.lines if line.question])

    def forget(self) -> None:
        """Show the next step from its beginning, even if it is the same one: the contact is another."""
        self._at = None

    def focus_first(self) -> bool:
        """Put the cursor into the first unanswered field, else the first; say whether there is one."""
        fields = list(self.query(Input))
        empty = [field for field in fields if not field.value.strip()]
        for field in (*empty, *fields):
            self.screen.set_focus(field)  # at once: the next letter is text, not a command
            return True
        return False

    def focus_beside(self, by: int) -> bool:
        """Put the cursor into the field after or before the one it is in; say whether it was in one."""
        fields = list(self.query(Input))
        here = self.screen.focused
        if not isinstance(here, Input) or here not in fields:
            return False
        self.screen.set_focus(fields[(fields.index(here) + by) % len(fields)])
        return True

    def turn(self, way: str) -> None:
        """Scroll a page; a line of the last one stays, so that the eye finds its place."""
        body = self.query_one(Body)
        page = max(body.size.height - 1, 1)
        body.scroll_relative(y=-page if way == "page-up" else page, animate=False, immediate=True)

    def field(self, name: str) -> FieldLine | None:
        """Return the line of a field of this step."""
        return next((line for line in self.query_one(Body).fields if line.question.field == name), None)

    def on_resize(self, _: events.Resize) -> None:
        """Fit the answers to another width or height."""
        self._fit()

    def on_body_turned(self, message: Body.Turned) -> None:
        """Say how much of the text is out of sight."""
        message.stop()
        above, below = self.query_one(Body).cut
        up = (
            tr("▲ {count} above · {turns}", count=count(above, "line"), turns=self._turns[0]) if above else ""
        )
        down = (
            tr(
                "▼ {below} more {value} · {turns}",
                below=below,
                value=trn("line", "lines", below),
                turns=self._turns[1],
            )
            if below
            else ""
        )
        self.query_one(".mark-above", SteadyText).show(say(up, ACCENT))
        self.query_one(".mark-below", SteadyText).show(say(down, ACCENT))

    def _answer(self, answers: Iterable[Content]) -> None:
        """Offer answers; those that stand there already are broken into lines already."""
        before, self._answers = self._answers, tuple(answers)
        same = len(before) == len(self._answers)
        if not (same and all(one.is_same(other) for one, other in zip(before, self._answers, strict=True))):
            self._fit()

    def _fit(self) -> None:
        """Give the answers the room they may take; cut ones stand in full at the end of the text."""
        width = self.content_size.width
        if not width:
            return
        room = max(self.content_size.height - 3 - _BODY, len(self._answers))
        shown, cut = fitted(self._answers, width, room)
        self.query_one(".pinned", SteadyText).show(lines(shown))
        in_full = self.query_one(Body).in_full
        in_full.display = cut
        if cut:
            whole, _ = fitted(self._answers, max(width - 1, 1), 10_000)
            in_full.show(lines((fixed(tr("The answers in full:"), QUIET), *whole)))


def _asked(question: Question, shown: Shown) -> tuple[Content, FieldLine]:
    """Return the prompt of a question and its field."""
    read, wanted = shown.read.get(question.field, AnswerRead()), shown.wanted.get(question.field, "")
    return say(fill(question.prompt, shown.values), limit=1000), FieldLine(
        question, read, wanted, shown.labels.get(question.field, "")
    )


def _end(key: str) -> Content:
    return join("  ", say(f"→ {key}", ACCENT)) if key else fixed("")
