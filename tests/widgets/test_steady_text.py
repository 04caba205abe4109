"""A text that stays where it is: what is the same is not painted, what is as high moves nothing."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from pipeline_tui.ui.formatting import fixed
from pipeline_tui.widgets.steady_text import SteadyText


class _Page(App[None]):
    CSS = "SteadyText { width: 20; }"

    def compose(self) -> ComposeResult:
        yield SteadyText(fixed("one line"))
        yield SteadyText(fixed("below"))


@pytest.mark.parametrize(
    ("text", "style", "paints", "layouts", "below"),
    [
        ("one line", "", False, False, 1),
        ("one line", "bold", True, False, 1),
        ("another one", "", True, False, 1),
        ("so many words that they take two lines", "", True, True, 2),
    ],
)
async def test_only_another_height_moves_what_stands_below(
    text: str, style: str, paints: bool, layouts: bool, below: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _Page()
    async with app.run_test() as pilot:
        first, second = app.query(SteadyText)
        asked: list[bool] = []
        refresh = first.refresh

        def seen(**wanted: bool) -> SteadyText:
            asked.append(wanted.get("layout", False))
            return refresh(**wanted)

        monkeypatch.setattr(first, "refresh", seen)
        first.show(fixed(text, style))
        assert asked == ([layouts] if paints else [])
        await pilot.pause()
        assert second.region.y == below
        assert first.render().plain == text
