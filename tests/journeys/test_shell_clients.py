"""Clients from the shell: card, needs, dates, complaints, repeat deals, back to the scouts, reports."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.journeys.shell import EVERYBODY, Prompt, load, set_up


@pytest.fixture
def client(prompt: Prompt) -> int:
    """A client of Anne's, who does everything; returns the contact's id."""
    set_up(prompt, "one-tier", EVERYBODY)
    load(prompt)
    token = prompt.done("next")["token"]
    prompt.done("dial", token)
    handed = prompt.done("hand-off", token)
    prompt.done("deal", "won", handed["deal_id"], "--amount", "45", "--what", "roses")
    return int(handed["contact_id"])


def test_needs_are_answered_changed_and_taken_back(prompt: Prompt, client: int) -> None:
    sheet = prompt.done("client", "need", client)
    assert [one["key"] for one in sheet if one["ask_next"]] == ["delivery_slot", "style"]
    assert prompt.done("client", "need", client, "usual_budget", "45,50")["words"] == "45,50 €"
    wrong = prompt("client", "need", client, "usual_budget", "a lot")
    assert (wrong.code, "usual_budget" in wrong.err) == (2, True)
    assert prompt("client", "need", client, "style").code == 2
    assert prompt.done("client", "need", client, "usual_budget", "-")["words"] == ""
    prompt.done("undo")
    card = prompt.done("client", "show", client)
    assert {one["key"]: one["words"] for one in card["needs"] if one["words"]} == {"usual_budget": "45,50 €"}
    assert "45,50 €" in prompt("client", "show", client).out


def test_dates_are_kept_listed_and_dropped(prompt: Prompt, client: int) -> None:
    told = ("--for", "Anna", "--relation", "wife", "--last-gift", "40 roses")
    kept = prompt.done("client", "occasion", "add", client, "birthday", "--on", "3/12", *told)
    leap = prompt.done("client", "occasion", "add", client, "wedding day", "--on", "29/2", "--lead", 30)
    assert (kept["month"], kept["day"], leap["month"], leap["day"]) == (12, 3, 2, 29)
    listed = prompt.done("client", "occasion", "list")
    assert [(one["days_left"], one["due"]) for one in listed] == [(9, False), (96, False)], "just talked"
    assert "40 roses" in prompt("client", "occasion", "list", client).out
    assert prompt("client", "occasion", "add", client, "x", "--on", "31/2").code == 2
    prompt.done("client", "occasion", "drop", leap["id"])
    assert prompt("client", "occasion", "drop", leap["id"]).code == 1
    assert len(prompt.done("client", "occasion", "list")) == 1
    assert prompt.done("report", "occasions") == []
    assert prompt("report", "occasions", "--format", "csv").out == "client,name,on,in_days,why,last\n"


def test_a_complaint_stops_what_sells(prompt: Prompt, client: int) -> None:
    prompt.done("client", "complaint", "open", client, "wilted in a day")
    for words in (("deal", "repeat", client, "--title", "arch"), ("client", "win-back", client)):
        refused = prompt(*words)
        assert (refused.code, "complaint" in refused.err) == (1, True), refused.err
    assert "COMPLAINT" in prompt("client", "show", client).out
    solved = prompt.done("client", "complaint", "solve", client, "replaced")
    assert solved["done"] == "replaced"
    deal = prompt.done("deal", "repeat", client, "--title", "arch", "--value", "300", "--next", "quote")
    assert deal["kept"] is True
    assert prompt("client", "win-back", client).code == 1, "a deal is open"
    prompt.done("undo")
    assert prompt.done("deals") == []


def test_back_to_the_scouts_and_the_report(prompt: Prompt, client: int) -> None:
    (row,) = prompt.done("report", "farming")
    assert (row["id"], row["clients"], row["missed"]) == ("Anne", 1, 0)
    written = prompt("report", "farming", "--format", "csv").out
    (line,) = csv.DictReader(io.StringIO(written))
    assert (line["farmer"], line["clients"]) == ("Anne", "1")
    assert json.loads(prompt("report", "farming", "--format", "json").out)[0]["farmer"] == "Anne"
    gone = prompt.done("client", "win-back", client, "--note", "moved to Nantes")
    assert gone["contact_id"] == client
    assert prompt.done("report", "farming")[0]["clients"] == 0
    prompt.done("undo")
    assert prompt.done("report", "farming")[0]["clients"] == 1
