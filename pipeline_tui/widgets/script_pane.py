"""The script beside the contact: one step at a time, with its questions and numbered answers."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from pipeline_tui.domain.script_walk import fill, line_id, standing
from pipeline_tui.domain.scripts import Line, LineKind, Script, Step, Walk
from pipeline_tui.ui.formatting import ACCENT, QUIET, SUCCESS, WARNING, fixed, join, lines, say, spread
from pipeline_tui.widgets.field_line import FieldLine

HAND_OFF = "hand-off"


class Heading(Widget):
    """Script, step, and how far along."""

    DEFAULT_CSS = """
    Heading { height: 1; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Make an empty heading."""
        super().__init__()
        self._left, self._right = fixed(""), fixed("")

    def show(self, left: Content, right: Content) -> None:
        """Show both ends."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        """Return the line."""
        return spread(self._left, self._right, self.size.width)


class ScriptPane(Vertical):
    """Shows where a walk stands; digits and fields are told to the screen, which decides."""

    DEFAULT_CSS = """
    ScriptPane { height: 1fr; }
    ScriptPane > VerticalScroll { height: 1fr; margin: 1 0 0 0; scrollbar-gutter: stable; }
    ScriptPane .line { height: auto; margin: 0 0 1 0; }
    ScriptPane .together { height: auto; }
    ScriptPane .prompt { height: auto; }
    ScriptPane .answers { height: auto; margin: 1 0 0 0; }
    """

    def compose(self) -> ComposeResult:
        """Build heading and body."""
        yield Heading()
        body = VerticalScroll()
        body.can_focus = False
        yield body
        yield Static(classes="answers")

    def show(
        self,
        script: Script | None,
        walk: Walk | None,
        values: Mapping[str, str],
        known: Mapping[str, str],
        ends: Mapping[str, str],
    ) -> None:
        """Show the step a walk stands on.

        ``values`` fill the text, ``known`` the fields; ``ends`` is the key of each outcome that an answer
        proposes, and of ``HAND_OFF``.
        """
        body = self.query_one(VerticalScroll)
        body.remove_children()
        if script is None or walk is None:
            self.query_one(Heading).show(fixed("No script for this conversation", QUIET), fixed(""))
            self.query_one(".answers", Static).update(fixed(""))
            return
        step = standing(script, walk)
        self.query_one(Heading).show(
            join(say(f"{script.title} v{script.version} ·", QUIET), " ", say(step.title, "bold")),
            say(f"step {len(walk.path)}", QUIET),
        )
        self.query_one(".answers", Static).update(self._answers(step, values, ends))
        body.mount_all(list(self._widgets(step, walk, values, known)))
        body.scroll_home(animate=False)

    def focus_first(self) -> bool:
        """Put the cursor into the first unanswered field, else the first; say whether there is one."""
        fields = list(self.query(Input))
        empty = [field for field in fields if not field.value.strip()]
        for field in (*empty, *fields):
            self.screen.set_focus(field)  # at once: the next letter is text, not a command
            return True
        return False

    def turn(self, way: str) -> None:
        """Scroll a page."""
        body = self.query_one(VerticalScroll)
        (body.scroll_page_up if way == "page-up" else body.scroll_page_down)(animate=False)

    def field(self, name: str) -> FieldLine | None:
        """Return the line of a field of this step."""
        return next((line for line in self.query(FieldLine) if line.question.field == name), None)

    def _widgets(
        self, step: Step, walk: Walk, values: Mapping[str, str], known: Mapping[str, str]
    ) -> list[Widget]:
        made: list[Widget] = []
        for line, following in zip(step.lines, (*step.lines[1:], None), strict=True):
            if line.question is not None:
                made.append(Static(say(fill(line.question.prompt, values)), classes="prompt"))
                made.append(FieldLine(line.question, known.get(line.question.field, "")))
            else:
                together = (
                    line.kind is LineKind.MUST_SAY and following is not None and following.kind is line.kind
                )
                text = _spoken(step, line, walk, values)
                made.append(Static(text, classes="together" if together else "line"))
        return made

    def _answers(self, step: Step, values: Mapping[str, str], ends: Mapping[str, str]) -> Content:
        return lines(
            join(
                fixed(f"{number} ", f"bold {ACCENT}"),
                say(fill(answer.text, values)),
                _end(ends.get(HAND_OFF if answer.handoff else answer.outcome, "")),
            )
            for number, answer in enumerate(step.answers, start=1)
        )


def _spoken(step: Step, line: Line, walk: Walk, values: Mapping[str, str]) -> Content:
    text = say(fill(line.text, values), multiline=True, limit=2000)
    match line.kind:
        case LineKind.HINT:
            return join(fixed("» ", ACCENT), text.stylize(QUIET))
        case LineKind.MUST_SAY:
            if line_id(step, line) in walk.unsaid:
                return join(fixed("✗ ", WARNING), text, fixed("  not said", WARNING))
            return join(fixed("✓ ", SUCCESS), text)
        case _:
            return text


def _end(key: str) -> Content:
    return join("  ", say(f"→ {key}", ACCENT)) if key else fixed("")
