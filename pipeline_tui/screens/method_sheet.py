"""How the work of a desk is done, over the desk: instruction, regulation and quality card, one page each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.command import DESK_OF
from pipeline_tui.ui.formatting import QUIET, STRONG, fixed, join
from pipeline_tui.widgets.method_lines import page_lines, quality_lines
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.screens.base import DeskScreen

Drawn = tuple[str, Callable[[int], list[Content]]]  # the page's name, and its lines for a width


class MethodSheet(Dialog[None]):
    """The pages of one specialist; Tab turns to the next one, any way out goes back to the desk."""

    DEFAULT_CSS = """
    MethodSheet > .sheet { width: 100%; height: 100%; border: none; padding: 0 1; background: $background; }
    MethodSheet > .sheet:ansi { background: ansi_default; color: ansi_default; }
    MethodSheet .head { height: 1; padding: 0 1; }
    MethodSheet .ways { height: 1; padding: 0 1; }
    """

    def __init__(self, pages: tuple[Drawn, ...]) -> None:
        """Take the pages."""
        super().__init__()
        self._pages, self._at = pages, 0

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(classes="head")
            yield Page(more=" · ↓")
            yield Static(
                join(
                    fixed(tr("Tab "), "bold $accent"),
                    tr("next page   "),
                    fixed("↑ ↓ ", "bold $accent"),
                    tr("scroll   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("back to the desk"),
                ),
                classes="ways",
            )

    def on_mount(self) -> None:
        """Draw the first page."""
        self._show()

    def _show(self) -> None:
        shown: list[Content | str] = []
        for place, (name, _) in enumerate(self._pages):
            here = place == self._at
            shown += [fixed(f"[{name}]" if here else name, STRONG if here else QUIET), "  "]
        self.query_one(".head", Static).update(join(*shown))
        self.query_one(Page).turn_back()
        self.query_one(Page).show(lambda width, _height: self._pages[self._at][1](width))

    def action_field(self, way: str) -> None:
        """Turn to the next page, or the one before."""
        self._at = (self._at + (1 if way == "down" else -1)) % len(self._pages)
        self._show()

    def action_method(self) -> None:
        """Go back by the key that came here."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Scroll what does not fit."""
        self.query_one(Page).turn(way)


def open_method(desk: DeskScreen) -> None:
    """Show the pages of a desk's specialist over it."""
    role = next(ROLE_OF_STAGE[stage] for stage, place in DESK_OF.items() if place is desk.PLACE)
    desk.app.push_screen(MethodSheet(pages_of(desk.session.playbook, role, desk.session.language)))


def pages_of(playbook: Playbook, role: Role, language: str) -> tuple[Drawn, ...]:
    """Return what is written for a specialist, in a language or else the playbook's first one."""

    def page(kind: str) -> Callable[[int], list[Content]]:
        text = next(
            (
                playbook.pages[one, f"{kind}-{role}"]
                for one in (language, *playbook.languages)
                if (one, f"{kind}-{role}") in playbook.pages
            ),
            "",
        )
        return lambda width: page_lines(text, width)

    pages = [(tr("Instruction"), page("instruction")), (tr("Regulation"), page("regulation"))]
    card = playbook.quality_card(role, language)
    if card is not None:
        pages.append((tr("Quality card"), lambda width: quality_lines(card, width)))
    return tuple(pages)
