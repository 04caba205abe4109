"""Three themes: calm for a day's work, high contrast, and one that 16 colours can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

CALM = Theme(
    name="calm",
    primary="#7fb7be",
    secondary="#7fb7be",
    accent="#7fb7be",
    warning="#d9b36c",
    error="#d98880",
    success="#8fb996",
    foreground="#d5d8d6",
    background="#16191b",
    surface="#1c2022",
    panel="#24292b",
    boost="#2a3033",
    dark=True,
    variables={
        "text-muted": "#8d9694",
        "rule": "#3a4244",
        "field": "#22282a",
        "field-focus": "#2d3638",
        "input-cursor-background": "#7fb7be",
        "input-cursor-foreground": "#16191b",
        "input-selection-background": "#7fb7be 35%",
        "block-cursor-foreground": "#16191b",
        "block-cursor-background": "#7fb7be",
        "scrollbar": "#3a4244",
        "scrollbar-background": "#16191b",
    },
)

CONTRAST = Theme(
    name="high-contrast",
    primary="#ffd700",
    secondary="#ffd700",
    accent="#ffd700",
    warning="#ffd700",
    error="#ff8a80",
    success="#9cff9c",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    boost="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={
        "text-muted": "#e0e0e0",
        "rule": "#ffffff",
        "field": "#1f1f1f",
        "field-focus": "#333300",
        "input-cursor-background": "#ffd700",
        "input-cursor-foreground": "#000000",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffd700",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
    },
)

SIXTEEN = Theme(
    name="sixteen",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_cyan",
    accent="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_bright_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        "text-muted": "ansi_default",
        "rule": "ansi_default",
        "field": "ansi_default",
        "field-focus": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-cursor-background": "ansi_cyan",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)

OWN_VARIABLES = ("rule", "field", "field-focus")
THEMES = (CALM, CONTRAST, SIXTEEN)


def theme_for(environment: Mapping[str, str], wanted: str = "") -> str:
    """Return the name of the theme to start with.

    A named theme wins; without colours, or with sixteen of them, the theme that leaves the terminal's own
    background and foreground alone is taken.
    """
    if wanted in {theme.name for theme in THEMES}:
        return wanted
    system = environment.get("TEXTUAL_COLOR_SYSTEM", "")
    few = system in ("standard", "windows") or (
        system in ("", "auto")
        and "256" not in environment.get("TERM", "")
        and environment.get("COLORTERM", "") not in ("truecolor", "24bit")
        and environment.get("TERM", "") in ("linux", "ansi", "vt100", "vt220", "xterm", "screen", "dumb")
    )
    return SIXTEEN.name if few or "NO_COLOR" in environment else CALM.name
