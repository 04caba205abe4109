"""Prices and offers from the shell: JSON, exit codes, who may do what."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from tests.journeys.shell import Prompt

PRICES = "code;désignation;prix HT;TVA\nROSE;Rose rouge;2,50;10\nVASE;Vase;30;20\nBAD;Ruban;gratuit;20\n"


def _deal(prompt: Prompt) -> int:
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token)
    prompt.done("hand-off", token, "--brief", "need=roses", "next=devis")
    (waiting,) = prompt.done("inbox", "--as", "Hanna")
    accepted = prompt.done("accept", waiting["id"], "--as", "Hanna")
    return int(accepted["deal"]["id"])


def test_from_the_price_list_to_the_paper(three_tier: Prompt, tmp_path: Path) -> None:
    run, hanna, mia = three_tier, ("--as", "Hanna"), ("--as", "Mia")
    file = tmp_path / "prix.csv"
    file.write_text(PRICES, "cp1252")
    dry = run.done("prices", "import", file, "--dry-run", *mia)
    assert (dry["added"], dry["rejected"], dry["dry_run"]) == (2, 1, True)
    assert run.done("prices", "list", *hanna) == []
    report = run.done("prices", "import", file, *mia)
    assert (report["rows"], report["added"], report["rejected"]) == (3, 2, 1)
    assert [(each["id"], each["column"]) for each in report["verdicts"] if each["reason"]] == [(4, "prix HT")]
    assert run("prices", "import", file, *hanna).code == 1
    assert [each["id"] for each in run.done("prices", "list", *hanna)] == ["ROSE", "VASE"]

    deal = _deal(run)
    offer = run.done("offer", "new", deal, *hanna)["id"]
    made = run.done("offer", "line", offer, "rose", "--quantity", "12,5", *hanna)
    assert (made["totals"]["net_minor"], made["totals"]["gross_minor"]) == (3125, 3438)
    made = run.done("offer", "line", offer, "--text", "- 5 rubans", "--price", "1,50", "--tax", "20", *hanna)
    assert [line["text"] for line in made["contents"]["lines"]] == ["Rose rouge", "- 5 rubans"]
    made = run.done("offer", "line", offer, "--line", 1, "--discount", "20", *hanna)
    assert (made["deepest"], made["limit"], made["version"]) == (2000, 1000, 1)

    waits = run.done("offer", "send", offer, *hanna)
    assert waits["state"] == "waiting"
    assert run("offer", "send", offer, *hanna).code == 1
    draft = run.done("offer", "pdf", offer, tmp_path / "draft.pdf", *hanna)
    assert draft["final"] is False
    assert "BROUILLON" in PdfReader(tmp_path / "draft.pdf").pages[0].extract_text()
    (asked,) = run.done("offer", "waiting", *mia)
    assert (asked["id"], asked["hunter"], asked["deepest"]) == (offer, "Hanna", 2000)
    assert run("offer", "waiting", *hanna).code == 1
    assert run("offer", "approve", offer, *hanna).code == 1
    assert run.done("offer", "refuse", offer, "dix au plus", *mia)["state"] == "refused"
    assert run("offer", "approve", offer, *mia).code == 1
    known = run.done("offer", "show", offer, *hanna)
    assert (known["state"], known["answered_by"], known["answer"]) == ("refused", "Mia", "dix au plus")
    assert run("offer", "show", offer, "--as", "Sam").code == 1

    run.done("people", "change", "Hanna", "--discount-limit", "20", *mia)
    sent = run.done("offer", "send", offer, "--move", *hanna)
    assert sent["state"] == "sent"
    (open_deal,) = run.done("deals", *hanna)
    assert (open_deal["value_minor"], open_deal["step"]) == (sent["totals"]["gross_minor"], "quote-sent")
    final = run.done("offer", "pdf", offer, tmp_path / "final.pdf", *hanna)
    assert final["final"] is True
    assert "BROUILLON" not in PdfReader(tmp_path / "final.pdf").pages[0].extract_text()

    second = run.done("offer", "line", offer, "--line", 2, "--remove", *hanna)
    assert (second["version"], second["state"]) == (2, "draft")
    second = run.done("offer", "terms", offer, "--discount", "5", "--until", "2026-12-24", *hanna)
    assert second["contents"]["valid_until"] == "2026-12-24"
    differs = run.done("offer", "show", offer, "--compare", 1, *hanna)
    assert [line["after"] for line in differs["lines"]] == [None]
    assert differs["discount"] == [0, 500]
    text = run("offer", "show", offer, "--text", "--version", 1, *hanna)
    assert "Devis 2026-0001 · version 1" in text.out
    assert "Total TTC" in text.out
    assert [each["version"] for each in run.done("offer", "list", deal, *hanna)] == [2]
    assert run.done("undo", *hanna)["verb"] == "offer_written"


def test_what_is_not_understood_says_so(three_tier: Prompt) -> None:
    offer = three_tier.done("offer", "new", _deal(three_tier), "--as", "Hanna")["id"]
    for words in (
        ("offer", "line", offer, "NOWHERE"),
        ("offer", "line", offer, "--text", "x", "--quantity", "many"),
        ("offer", "line", offer, "--text", "x", "--price", "£5"),
        ("offer", "line", offer, "--line", 9, "--remove"),
        ("offer", "terms", offer),
        ("offer", "terms", offer, "--discount", "120"),
        ("offer", "show", offer, "--version", 7),
        ("offer", "pdf", offer, "offer.doc"),
        ("people", "change", "Hanna", "--discount-limit", "much"),
    ):
        who = "Mia" if words[0] == "people" else "Hanna"
        answer = three_tier(*words, "--as", who)
        assert answer.code == 2, words
        assert answer.err
    assert three_tier("offer", "send", offer, "--as", "Hanna").code == 1  # it says nothing yet
