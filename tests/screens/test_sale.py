"""``W`` on the scout's desk: the one form of a sale, live only while no call awaits its outcome."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.scout import ScoutScreen
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import AMELIE, CLAIRE, NOW, session_with
from tests.screens.scout_desk import SilentPhone
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors


class Promised(SellingDoors):
    """A shop in which somebody waits for a call."""

    def figures(self) -> Figures:
        return Figures(12, 6, 2, NOW + timedelta(minutes=17), "Mr Jean-Baptiste Lefèvre-Martin")


async def test_a_scout_wins_and_reads_amount_farmer_and_first_check_in() -> None:
    doors = Promised()
    async with opened(session_with(doors, AMELIE)) as (app, pilot):
        await press(pilot, "W")
        assert isinstance(app.screen, ScoutScreen), "nobody is in hand"
        await press(pilot, "enter", "W")
        assert isinstance(app.screen, Form)
        assert "Won: Claire MARTIN" in seen(app)
        assert "as the playbook shares; or a name, or team" in seen(app)
        await write(pilot, "45")
        await press(pilot, "down", "down", "down")
        await write(pilot, "y")
        await press(pilot, "enter")
        assert doors.named("win_contact") == [{"contact_id": CLAIRE.contact_id, "amount_minor": 4500}]
        words = " ".join(seen(app).split())
        for wanted in ("Won: NGO Minh", "€45", "kept by Fatou", "first check-in Wed 25 Nov"):
            assert wanted in words, wanted
        line = seen(app).splitlines()[-3]
        assert "€45 · kept by Fatou · first check-in Wed 25 Nov" in line, "nothing of it is cut"


async def test_while_a_call_awaits_its_outcome_the_letter_is_the_wrong_number() -> None:
    doors = SellingDoors()
    session = session_with(doors, ALONE, structure=Structure.ONE_TIER, phone=SilentPhone())
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "enter", "enter", "W")
        assert isinstance(app.screen, Choose)
        assert "W won" not in seen(app)
        await press(pilot, "1")
        assert doors.named("win_contact") == []
        assert doors.named("record_outcome")[0]["stay"]
        await press(pilot, "W")
        assert isinstance(app.screen, Form), "the call has its outcome, so the letter is the sale's"


async def test_what_is_refused_comes_back_with_what_was_typed() -> None:
    doors = SellingDoors()
    doors.refuse["win_contact"] = Refused("Nobody would keep this client", "No farmer works here.")
    async with opened(session_with(doors, AMELIE)) as (app, pilot):
        await press(pilot, "enter", "W")
        await write(pilot, "45")
        await press(pilot, "down", "down", "down")
        await write(pilot, "y")
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert "Nobody would keep this client" in seen(app)
        assert "€45" in seen(app)
