"""Fields of the shop's own on a desk: beside the contact, and under ``f`` with what they take."""

from __future__ import annotations

from dataclasses import replace

from textual.widgets import Input

from pipeline_tui.domain.contact_acts import ContactFields
from pipeline_tui.domain.custom_fields import CustomLine
from pipeline_tui.screens.form import FieldRow
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

CARD = CustomLine("loyalty_card", "Loyalty card", "[b]77[/b]", "[b]77[/b]")
ACCESS = CustomLine("access", "Delivery access")


class OwnFields(FakeDoors):
    """Doors of a shop with two fields of its own."""

    def contact_fields(self, token: str) -> ContactFields:
        return replace(super().contact_fields(token), custom=(ACCESS, CARD))


async def test_what_is_known_stands_on_the_card_and_is_changed_under_f() -> None:
    doors = OwnFields((replace(CLAIRE, custom=(ACCESS, CARD)),))
    async with opened(session_with(doors), size=(120, 40)) as (app, pilot):
        await press(pilot, "enter")
        assert "Loyalty card [b]77[/b]" in seen(app)
        assert "Delivery access" not in seen(app)
        await press(pilot, "f")
        row = next(one for one in app.screen.query(FieldRow) if one.field.label == "Delivery access")
        app.screen.set_focus(row.query_one(Input))
        await write(pilot, "behind the yard")
        await press(pilot, "enter")
        changes = dict(doors.asked)["change_contact"]["changes"]
        assert changes.custom == {"access": "behind the yard"}
        assert changes.role is None
