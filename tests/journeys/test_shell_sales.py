"""Sales, the till's file, messages and Today from the shell alone, in a shop of one."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.shell import Prompt

TILL = """Date;Total TTC;Article;Nom;Téléphone;Ticket
20/11/2026;45,50;tulipes;Mme Anne PETIT;06 39 98 00 77;101
21/11/2026;-5,50;avoir;Mme Anne PETIT;06 39 98 00 77;102
31/02/2026;5;rose;Luc;;103
"""


def till(prompt: Prompt, *words: str) -> dict[str, object]:
    file = Path(prompt.workspace).with_name("till.csv")
    file.write_text(TILL, "utf-8")
    told: dict[str, object] = prompt.done("purchase", "import", file, *words)
    return told


def counts(told: dict[str, object]) -> tuple[object, ...]:
    return tuple(told[key] for key in ("rows", "booked", "made", "repeated", "rejected", "total_minor"))


def test_a_till_s_file_is_tried_loaded_and_taken_back(one_tier: Prompt) -> None:
    assert counts(till(one_tier)) == (3, 0, 0, 0, 3, 0), "nobody knows them yet"
    assert counts(till(one_tier, "--new", "--dry-run")) == (3, 2, 1, 0, 1, 4000)
    done = till(one_tier, "--new")
    assert counts(done) == (3, 2, 1, 0, 1, 4000)
    assert counts(till(one_tier, "--new")) == (3, 0, 0, 2, 1, 0)
    shown = one_tier("purchase", "import", Path(one_tier.workspace).with_name("till.csv"))
    assert "booked before" in shown.out
    assert "no day" in shown.out
    assert one_tier.done("undo")["verb"] == "till_imported"
    assert counts(till(one_tier, "--new", "--dry-run")) == (3, 2, 1, 0, 1, 4000)


def test_sales_refunds_and_messages_of_one_client(one_tier: Prompt) -> None:
    told = till(one_tier, "--new")
    verdicts = told["verdicts"]
    assert isinstance(verdicts, list)
    client = verdicts[0]["contact_id"]
    sale = one_tier.done("purchase", "add", client, "30", "--what", "roses", "--on", "2026-11-22")
    assert (sale["purchase"]["amount_minor"], sale["purchase"]["on"]) == (3000, "2026-11-22")
    back = one_tier.done("purchase", "refund", sale["purchase"]["id"], "10", "--reason", "wilted")
    assert (back["purchase"]["amount_minor"], back["left_minor"]) == (-1000, 2000)
    refused = one_tier("purchase", "refund", sale["purchase"]["id"], "20.01", "--reason", "greed")
    assert refused.code == 1
    assert "More than was paid" in refused.err
    amounts = [one["amount_minor"] for one in one_tier.done("purchase", "list", client)]
    assert sorted(amounts) == [-1000, -550, 3000, 4550]

    ways = one_tier.done("contact", "message", client)
    assert {way["channel"] for way in ways["ways"]} == {"sms", "whatsapp", "visit"}
    sent = one_tier.done("contact", "message", client, "--channel", "sms", "--template", "ready")
    assert sent["link"].startswith("sms:+33639980077?body=Bonjour%20Madame%20Petit")
    assert (
        one_tier.done("contact", "answered", client, "--channel", "sms", "--note", "merci")["text"] == "merci"
    )
    one_tier.done("contact", "channel", client, "sms", "--refused")
    shut = one_tier("contact", "message", client, "--channel", "sms", "--template", "ready")
    assert shut.code == 1
    assert "They do not want this channel" in shut.err
    visit = ("--channel", "visit", "--template", "visit", "--at", "26/11/2026 10:00")
    assert one_tier.done("contact", "message", client, *visit)["at"] == "2026-11-26T09:00:00+00:00"
    (planned,) = (one for one in one_tier.done("check-ins") if one["contact_id"] == client)
    assert planned["due_at"] == "2026-11-26T09:00:00+00:00"


def test_today_is_everybody_s(three_tier: Prompt) -> None:
    assert [one["task"]["kind"] for one in three_tier.done("today", "--as", "Sam")["due"]] == ["queue"]
    for name in ("Hanna", "Fatou", "Mia"):
        assert three_tier.done("today", "--as", name)["due"] == []
    assert "Nothing is due today." in three_tier("today", "--as", "Fatou").out
