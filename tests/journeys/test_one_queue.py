"""A florist alone, in a real terminal: a sale over the counter, a message, one queue through three stages."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import check_ins, clients, contact_writing, deals
from tests.journeys.shell import Prompt
from tests.journeys.terminals import Pty, in_pty
from tests.shops import MONDAY, F, H, Line, M, S, opened_line

pytestmark = pytest.mark.slow

NOW = MONDAY.isoformat()
_OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)")


def a_shop(folder: Path) -> Path:
    """Set up a shop of one, with somebody to call, a late deal, and a client whose check-in is due."""
    with opened_line(folder, Structure.ONE_TIER, (("Anne", frozenset({S, H, F, M})),)) as line:
        anne = line.viewer("Anne")
        line.contact("Martin")
        hunted = line.contact("Boulanger", stage=Stage.HUNTING, owner=anne)
        kept = _client(line)
        with line.shop.store.act() as tx:
            late = line.at - timedelta(days=2)
            deals.open_deal(
                tx,
                anne,
                hunted,
                step="quote-sent",
                currency="EUR",
                now=line.at,
                next_do="Ring about it",
                next_at=late,
            )
            clients.note_contact(tx, kept, late, segment="B", since=late.date())
            check_ins.plan(tx, kept, anne.operator_id, line.shop.today())
    return line.shop.store.path


def _client(line: Line) -> int:
    new = NewContact(
        "Durand",
        "Anne",
        "ms",
        country="FR",
        language="en",
        zone="Europe/Paris",
        numbers=(NewNumber("+33639980077", "mobile", zones=("Europe/Paris",)),),
    )
    with line.shop.store.act() as tx:
        return contact_writing.add_contact(
            tx,
            new,
            list_id=1,
            now=line.at,
            operator_id=1,
            act=line.act(),
            stage=Stage.FARMING,
            owner_id=line.viewer("Anne").operator_id,
        )


def copied(pty: Pty) -> str:
    """Return what the program last put on the terminal's clipboard."""
    return base64.b64decode(_OSC_52.findall(bytes(pty.raw))[-1]).decode()


def test_a_florist_s_hour_from_one_queue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_shop(tmp_path)
    # As over SSH: nothing opens on the machine, what is written is copied.
    with in_pty(path, NOW, SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22") as pty:
        pty.wait_for("Scout", "Enter next")
        pty.press("$")
        pty.wait_for("Sale to a walk-in")
        pty.press("4", "5")
        pty.wait_for("€45")
        pty.press("down", "down", *"Mme Luce Petit", "enter")
        pty.wait_for("Your client: Luce PETIT")

        pty.press("f10")
        shown = pty.wait_for("Today", "scouting 0", "hunting 1", "farming 1", "next new contact")
        rows = shown.splitlines()
        order = [
            next(at for at, row in enumerate(rows) if word in row)
            for word in ("BOULANGER", "DURAND", "next new contact")
        ]
        assert order == sorted(order), "what is late, what is due today, then the queue"
        pty.press("enter")
        pty.wait_for("Hunter", "BOULANGER", "Ring about it", "d call")
        pty.press("k")
        pty.wait_for("Write to Claire BOULANGER", "visit · Visit with samples", "SMS: no address")
        pty.press("1")
        pty.wait_for("when?")
        pty.press(*"tomorrow 10:00", "enter")
        pty.wait_for("visit: Claire BOULANGER")

        pty.press("f10")
        pty.wait_for("Today", "hunting 0", "DURAND")
        pty.press("enter")
        pty.wait_for("Farmer", "DURAND", "k message")
        pty.press("k")
        pty.wait_for("Write to Anne DURAND", "WhatsApp · I tried to ring you", "Hello Ms Durand")
        pty.press("2")
        pty.wait_for("WhatsApp to Anne DURAND", "link copied")
        assert copied(pty).startswith("https://wa.me/33639980077?text=Hello%20Ms%20Durand")
        pty.press("k")
        answered = next(
            row for row in pty.wait_for("They answered by WhatsApp").splitlines() if "They answered" in row
        )
        pty.press(re.findall(r"\d", answered)[0])
        pty.wait_for("What they said")
        pty.press(*"yes please", "enter")
        pty.wait_for("answered: Anne DURAND")

        pty.press("f10")
        pty.wait_for("Today", "hunting 0", "farming 0", "next new contact")
        pty.press("enter")
        pty.wait_for("Scout", "Claire MARTIN")
        pty.press("ctrl+q")
        pty.wait_for_end()
    monkeypatch.setenv("PIPELINE_NOW", NOW)
    told = Prompt(str(path), capsys).done("today")
    assert [one["task"]["kind"] for one in told["due"]] == ["queue"]
    (deal,) = Prompt(str(path), capsys).done("deals")
    assert deal["next_do"] == "Visit with samples"
