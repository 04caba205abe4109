"""Rights from the shell: consents, stops, registers, access, erasure, holds, retention, and who looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import EVERYBODY, Prompt, load, set_up

CLAIRE, NOBODY = "01 99 00 12 34", "01 99 00 99 99"


@pytest.fixture
def shop(prompt: Prompt) -> Prompt:
    set_up(prompt, "one-tier", EVERYBODY)
    load(prompt)
    return prompt


def test_a_consent_is_added_taken_back_and_shown(shop: Prompt) -> None:
    added = shop.done(
        *("consent", "add", CLAIRE, "--channel", "paper", "--evidence", "form 12"),
        *("--given", "02/11/2026", "--expires", "31/12/2027", "--wording", "fair 2026"),
    )
    new, old = added["grounds"]
    assert (new["state"], new["channel"], new["wording"]) == ("in-force", "paper", "fair 2026")
    assert new["expires_at"].startswith("2027-12-31T23:00")
    assert (old["evidence"], old["used_at"]) == ("formulaire web", None)
    revoked = shop.done("consent", "revoke", CLAIRE, "--evidence", "by letter")
    assert {one["state"] for one in revoked["grounds"]} == {"revoked"}
    assert shop("consent", "revoke", CLAIRE).code == 1
    said = shop("consent", "show", CLAIRE).out
    for word in ("MARTIN", "form 12", "revoked", "fair 2026"):
        assert word in said
    shop.done("undo")
    assert shop.done("consent", "show", CLAIRE)["grounds"][0]["state"] == "in-force"
    assert shop("consent", "show", NOBODY).code == 1
    assert shop("consent", "add", CLAIRE, "--given", "nonsense").code == 2


def test_a_number_is_stopped_for_everybody(shop: Prompt) -> None:
    stopped = shop.done("suppress", CLAIRE, "--reason", "asked by letter")
    assert (stopped["before"], "12" in stopped["number"]) == (False, False)
    assert shop.done("suppress", NOBODY, "--reason", "asked")["before"] is False
    assert "again (asked)" in shop("suppress", NOBODY, "--reason", "asked").out
    names = set()
    for _ in range(3):
        token = shop.done("next")
        names.add(token["contact"]["last_name"])
        shop.done("release", token["token"])
    assert "MARTIN" not in names
    assert shop("suppress", "12", "--reason", "asked").code == 2


def test_a_register_is_loaded_and_grows_old(shop: Prompt) -> None:
    file = Path(shop.workspace).with_name("bloctel.txt")
    file.write_text(f"{CLAIRE}\n0199009999\nrubbish\n", "utf-8")
    done = shop.done("registers", "load", file, "--country", "FR", "--dated", "20/11/2026")
    assert (done["register"]["name"], done["taken"], done["affected"]) == ("Bloctel", 2, 1)
    assert done["rejected"] == [{"id": 3, "why": "no number of FR stands there"}]
    (line,) = shop.done("registers", "show")
    assert (line["id"], line["age_days"], line["outdated"], line["blocks"]) == ("FR Bloctel", 4, False, False)
    assert "4 days old" in shop("registers", "show").out
    for words in (
        ("--country", "FR", "--dated", "30/12/2026"),
        ("--country", "XX", "--dated", "20/11/2026"),
        ("--country", "FR", "--dated", "whenever"),
    ):
        assert shop("registers", "load", file, *words).code == 2
    shop.done("undo")
    assert "No register is loaded" in shop("registers", "show").out


def test_access_hold_and_erasure(shop: Prompt) -> None:
    everything = shop.done("people", "export", CLAIRE)
    assert everything["holdings"]["contact"][0]["last_name"] == "MARTIN"
    assert "+33199001234" in shop("people", "export", CLAIRE).out
    held = shop.done("people", "hold", CLAIRE, "--reason", "case 12/2026")
    assert held["set_by"] == "Anne"
    planned = shop.done("people", "erase", CLAIRE, "--dry-run")
    assert (planned["why_not"], planned["hold"]) == (["legal-hold"], "case 12/2026")
    refused = shop("people", "erase", CLAIRE)
    assert (refused.code, "case 12/2026" in refused.err) == (1, True)
    shop.done("people", "release", CLAIRE)
    assert {one["who"] for one in shop.done("people", "looked", CLAIRE)["looks"]} == {"Anne"}
    assert "would take away" in shop("people", "erase", CLAIRE, "--dry-run").out
    assert "Backups" in shop("people", "erase", CLAIRE).out
    assert shop("people", "export", CLAIRE).code == 1
    again = load(shop)
    rejected = {one["name"]: one["reason"] for one in again["verdicts"] if one["verdict"] == "rejected"}
    assert "they asked to be forgotten" in rejected.values()
    assert shop.done("journal", "verify")["ok"]
    retained = shop.done("people", "retain", "--dry-run")
    assert (retained["dry_run"], [one["due"] for one in retained["lines"]]) == (True, [0])
    assert "no limit" not in shop("people", "retain").out
