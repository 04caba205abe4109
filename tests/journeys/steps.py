"""Stretches of the line as one operator walks them with keys; each says what must stand on the screen."""

from __future__ import annotations

from tests.journeys.at_work import AtWork

CLAIRE = "Claire MARTIN"


async def wall(one: AtWork, desk: str, *keys: str) -> None:
    """Press the keys of desks that are not the operator's: nothing happens."""
    for key in keys:
        shown = await one.press(key)
        assert shown.lstrip().startswith(desk), f"{key} left the {desk} desk"


async def dial(one: AtWork) -> None:
    """Bring Claire Martin up and ring her."""
    shown = await one.press("enter")
    assert CLAIRE in shown
    await one.press("h")
    assert "Hand off" not in one.screen, "nothing is handed on before it was dialled"
    shown = await one.press("enter")
    assert "h HOT" in shown


async def brief(scout: AtWork) -> None:
    """Say something in a note, then fill the brief in and give it; what is missing is named."""
    await scout.press("e")
    await scout.write("a shop window to fill")
    shown = await scout.press("escape", "h")
    assert "Still wanted: Need, Promised next step" in shown
    await scout.write("a bouquet every Monday")
    shown = await scout.press(*["enter"] * 7)
    assert "Still wanted: Promised next step" in shown, "a required field that is missing is named"
    await scout.write("?")
    assert "Complete." in scout.screen
    shown = await scout.press("enter", "enter")
    assert f"HOT · {CLAIRE} → the team" in shown


async def undo_the_hand_off(scout: AtWork) -> None:
    """Take the hand-off back: the contact, its note and its brief are there again; then give it once more."""
    shown = await scout.press("u")
    assert CLAIRE in shown
    assert "a shop window to fill" in shown
    shown = await scout.press("h")
    assert "a bouquet every Monday" in shown
    shown = await scout.press("enter")
    assert f"HOT · {CLAIRE}" in shown


async def give_back(hunter: AtWork) -> None:
    """Return the hand-off with a reason and a note."""
    shown = await hunter.press("f9")
    for wanted in (CLAIRE, "from Sam", "a bouquet every Monday", "a shop window to fill", "not known"):
        assert wanted in shown, wanted
    shown = await hunter.press("R")
    assert f"Why does {CLAIRE} go back to Sam?" in shown
    assert "A note for Sam?" in await hunter.press("1")
    await hunter.write("which window?")
    assert "Nothing waits here." in await hunter.press("enter")


async def came_back(scout: AtWork) -> None:
    """Find what came back on top of the queue, with the reason; ring again and hand it on again."""
    shown = await scout.press("enter")
    assert CLAIRE in shown, "what came back stands before everything else"
    assert "which window?" in shown
    shown = await scout.press("i")
    assert "returned" in shown
    shown = await scout.press("escape", "d", "h")
    assert "a bouquet every Monday" in shown, "the brief needs no second typing"
    shown = await scout.press("enter")
    assert f"HOT · {CLAIRE}" in shown


async def accept(hunter: AtWork) -> None:
    """Accept what waits, take that back, and accept it again."""
    await hunter.press("f9")
    assert f"Accepted: {CLAIRE}" in await hunter.press("a")
    assert "1 waiting" in await hunter.press("u")
    shown = await hunter.press("a")
    assert "0 waiting" in shown
    shown = await hunter.press("f3")
    assert CLAIRE in shown


async def negotiate(hunter: AtWork) -> None:
    """Move a step, take it back, move it again; plan what is next."""
    shown = await hunter.press(">")
    assert "Wishes taken → Quote sent" in shown
    assert "taken back" in await hunter.press("u")
    shown = await hunter.press(">")
    assert "Wishes taken → Quote sent" in shown
    await hunter.press("t", "ctrl+u")
    shown = await hunter.fill("show two bouquets", "thu 15:00")
    assert "Thu 26 Nov 15:00" in shown or "26 Nov" in shown
    shown = await hunter.press("enter")
    assert "Thu 26 Nov 15:00 show two bouquets" in shown


async def win(hunter: AtWork) -> None:
    """Win the deal; a required field that is missing is named; take it back and win it again."""
    for last in (False, True):
        await hunter.press("W")
        await hunter.fill("240", "", "", "")
        shown = await hunter.press("enter")
        assert "! wanted" in shown, "whether they may be rung afterwards is asked"
        await hunter.write("y")
        shown = await hunter.press("enter")
        assert f"won: {CLAIRE} · €240" in shown
        if not last:
            shown = await hunter.press("u")
            assert "taken back: deal won" in shown
            assert CLAIRE in shown.split("taken back")[0], "the deal is open again"


async def take_over(farmer: AtWork) -> None:
    """Read what was sold, accept it, take that back and accept again."""
    assert "F9 1" in farmer.screen
    shown = await farmer.press("f9")
    for wanted in (CLAIRE, "from Hugo", "a bouquet every Monday", "€240", "1 waiting"):
        assert wanted in shown, wanted
    assert f"Accepted: {CLAIRE}" in await farmer.press("a")
    assert "1 waiting" in await farmer.press("u")
    assert "0 waiting" in await farmer.press("a")
    await farmer.press("f4")


async def check_in(farmer: AtWork) -> None:
    """Log the first check-in, take that back, log it again; the next one is planned where it was proposed."""
    assert CLAIRE in farmer.screen
    for last in (False, True):
        shown = await farmer.press("g")
        assert "How did it go with Claire" in shown
        await farmer.press("tab")
        shown = await farmer.fill("9", "glad of the roses")
        assert "9 of 10" in shown
        assert "Wed 23 Dec, proposed · Enter takes it" in shown, "240 euros within a year: segment B"
        shown = await farmer.press("enter")
        assert f"logged: {CLAIRE} · Talked · next Wed 23 Dec" in shown
        if not last:
            shown = await farmer.press("u")
            assert "taken back" in shown
            assert "Coming · 1 check-in" in shown
    await farmer.press("v", "v")
    shown = await farmer.press("pagedown")
    assert "Dec 2026" in shown
    assert "23 ·1" in shown


async def over_to_oneself(one: AtWork) -> None:
    """Hand over to oneself: no brief, nothing to accept, the next desk in place; once taken back."""
    shown = await one.press("h")
    assert shown.lstrip().startswith("Hunter")
    assert CLAIRE in shown, "the contact stays in hand"
    assert "Enter dial" in shown
    shown = await one.press("f2", "u")
    assert shown.lstrip().startswith("Scout")
    assert "h HOT" in shown, "the call awaits its outcome again"
    shown = await one.press("h")
    assert shown.lstrip().startswith("Hunter")
