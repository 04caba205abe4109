"""The line on top of a desk keeps the word that says which desk it is."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from pipeline_tui.widgets.header import Header

_NAME = "Marie-Antoinette de la Tour du Pin Chambly"


@pytest.mark.parametrize(
    ("beside", "shown"),
    [
        ((), " Hunter · practice · deals                             Marie-Antoinette de la … "),
        (
            ("☎ ready", "14:04", "1 today · 1 overdue", "F9 3 · 75 min"),
            " Hunter … Marie-Antoin…   ☎ ready   14:04   1 today · 1 overdue   F9 3 · 75 min ",
        ),
        (
            ("☎ ready", "14:04", "12 today · 11 overdue", "F9 13 · 75 min"),
            " Hunter … Marie-Ant…   ☎ ready   14:04   12 today · 11 overdue   F9 13 · 75 min ",
        ),
    ],
)
def test_a_long_name_gives_way_before_the_desk(
    monkeypatch: pytest.MonkeyPatch, beside: tuple[str, ...], shown: str
) -> None:
    monkeypatch.setattr(Header, "size", Size(80, 1))
    header = Header()
    header.show(("Hunter", "deals"), (_NAME, *beside), practice=True)
    assert header.render().plain == shown
