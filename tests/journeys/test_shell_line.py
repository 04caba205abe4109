"""The line from the shell alone: a cold contact becomes a regular client."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.settings import default_workspace, demo_workspace
from tests.journeys.shell import EVERYBODY, MOMENT, Prompt, load, set_up


def is_instant(text: str) -> bool:
    return datetime.fromisoformat(text).utcoffset() == timedelta(0)


def test_set_up_tells_people_with_their_stages(prompt: Prompt) -> None:
    made = set_up(prompt, "two-tier-closer", "Sam:scout", "Fatou:farmer,manager")
    assert made["practice"] is True
    people = prompt.done("people", "list")
    assert [(each["name"], each["stages"]) for each in people] == [
        ("Sam", ["scouting", "hunting"]),
        ("Fatou", ["farming"]),
    ]
    assert all(isinstance(each["id"], int) for each in people)
    added = prompt.done("people", "add", "Zoé:hunter")
    assert added["stages"] == ["scouting", "hunting"]
    tiers = prompt.done("structure", "show")["tiers"]
    assert [[each["name"] for each in tier["people"]] for tier in tiers] == [["Sam", "Zoé"], ["Fatou"]]


def test_a_cold_contact_becomes_a_regular_client(three_tier: Prompt) -> None:
    run = three_tier
    lists = run.done("lists", "show")
    salon = next(each for each in lists if each["name"] == "Salon")
    assert (salon["contacts"], salon["ready"]) == (4, 4)

    first = run.done("next", "--as", "Sam")
    assert first["contact"]["number"].startswith("+3319900123")
    assert first["why"]
    assert is_instant(first["lease_until"])
    again = run.done("--as", "Sam", "next")
    assert (again["token"], again["contact"]["id"]) == (first["token"], first["contact"]["id"])

    dialled = run.done("dial", first["token"])
    assert dialled["call"]["mode"] == "handset"
    recorded = run.done("outcome", first["token"], "no-answer", "--note", "-5 kg", "--next")
    assert recorded["contact_id"] == first["contact"]["id"]
    assert is_instant(recorded["next_at"])
    hot = recorded["next"]
    assert hot["contact"]["id"] != first["contact"]["id"]

    # No dial: the gate runs and a handset attempt is recorded first.
    given = run.done(
        *("hand-off", hot["token"], "--brief", "need=un bouquet par semaine", "next=rappeler demain 15h"),
        *("--brief", "budget=?", "--to", "Hanna"),
    )
    assert (given["to"], given["kept"]) == ("Hanna", False)

    waiting = run.done("inbox", "--as", "Hanna")
    assert [each["id"] for each in waiting] == [given["id"]]
    assert waiting[0]["brief"]["need"] == "un bouquet par semaine"
    accepted = run.done("accept", given["id"], "--as", "Hanna")
    deal = accepted["deal"]["id"]
    assert [each["id"] for each in run.done("deals", "--as", "Hanna")] == [deal]
    planned = run.done("deal", "next", deal, "--do", "-5 % ?", "--at", "demain 15h", "--as", "Hanna")
    assert (planned["next_do"], planned["next_at"]) == ("-5 % ?", "2026-11-25T14:00:00+00:00")
    moved = run.done("deal", "step", deal, "quote-sent", "--as", "Hanna")
    assert (moved["id"], moved["step"]) == (deal, "quote-sent")
    assert run.done("deal", "show", deal, "--as", "Hanna")["brief"]["budget"] == "?"

    won = run.done("deal", "won", deal, "--amount", "1200.00", "--what", "Abonnement", "--as", "Hanna")
    assert (won["purchase"]["amount_minor"], won["purchase"]["currency"]) == (120000, "EUR")
    assert won["farmer"] == "Fatou"
    assert run.done("deals", "--as", "Hanna") == []

    check_ins = run.done("check-ins", "--as", "Fatou")
    assert [each["id"] for each in check_ins] == [won["check_in"]["id"]]
    logged = run.done(
        *("check-in", "log", check_ins[0]["id"], "--outcome", "reached", "--satisfaction", "9"),
        *("--note", "-- ravie", "--as", "Fatou"),
    )
    assert logged["logged"]["satisfaction"] == 9
    assert logged["planned"]["due_on"] > "2026-11-24"
    card = run.done("contact", "show", hot["contact"]["id"], "--as", "Fatou")
    assert (card["id"], card["stage"]) == (hot["contact"]["id"], "farming")

    undone = run.done("undo", "--as", "Fatou")
    assert undone["contact_id"] == hot["contact"]["id"]
    assert [each["state"] for each in run.done("check-ins", "--as", "Fatou")] == ["planned"]

    checked = run.done("journal", "verify")
    assert checked["ok"] is True
    entries = run.done("journal", "show")
    assert len({each["id"] for each in entries}) == len(entries) > 5
    funnel = {each["step"]: each["contacts"] for each in run.done("report", "funnel")}
    assert (funnel["listed"], funnel["called"], funnel["won"]) == (4, 2, 1)


def test_every_row_of_a_list_is_accounted_for(prompt: Prompt, tmp_path: Path) -> None:
    set_up(prompt, "one-tier", EVERYBODY)
    rejects = tmp_path / "rejects.csv"
    tried = load(prompt, "--dry-run")
    assert (tried["dry_run"], tried["rows"], tried["taken"], tried["rejected"]) == (True, 5, 4, 1)
    assert [each["contacts"] for each in prompt.done("lists", "show") if each["name"] == "Salon"] in ([], [0])
    loaded = load(prompt, "--rejects", rejects, "--map", "last_name=Nom")
    assert loaded["rows"] == loaded["taken"] + loaded["merged"] + loaded["rejected"] == 5
    assert [each["id"] for each in loaded["verdicts"]] == [2, 3, 4, 5, 6]
    (row,) = csv.DictReader(rejects.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["Nom"], row["row"]) == ("SANS", "6")
    assert row["rejected because"]
    assert load(prompt)["merged"] == 4
    source = tmp_path / "contacts.csv"
    for place in (source, tmp_path / "none" / "rejects.csv"):
        wrong = prompt("lists", "import", source, "--list", "L", "--rejects", place)
        assert wrong.code == 2
        assert "--rejects" in wrong.err
    shown = prompt("lists", "import", source, "--list", "L")
    assert "SANS" in shown.out


def test_one_person_hands_over_to_herself_without_ceremony(one_tier: Prompt) -> None:
    run = one_tier
    claim = run.done("next")
    kept = run.done("hand-off", claim["token"])
    assert kept["kept"] is True
    assert kept["next"]["contact"]["id"] == claim["contact"]["id"]
    won = run.done("deal", "won", kept["deal_id"], "--amount", "45")
    assert won["farmer"] == "Anne"
    assert run.done("check-ins")[0]["contact_id"] == claim["contact"]["id"]


def test_a_returned_contact_comes_back_on_top(three_tier: Prompt) -> None:
    run = three_tier
    claim = run.done("next", "--as", "Sam")
    given = run.done("hand-off", claim["token"], "--brief", "need=roses", "next=?")
    run.done("return", given["id"], "--reason", "need-unclear", "--note", "lesquelles ?", "--as", "Hanna")
    assert run.done("next", "--as", "Sam")["contact"]["id"] == claim["contact"]["id"]


def test_a_callback_is_read_on_the_contact_s_clock(one_tier: Prompt) -> None:
    claim = one_tier.done("next")
    told = one_tier.done("outcome", claim["token"], "callback", "--callback", "demain 15h")
    assert told["next_at"] == "2026-11-25T14:00:00+00:00"


def test_promised_calls_are_listed_with_both_clocks_and_masked_numbers(three_tier: Prompt) -> None:
    run = three_tier
    claim = run.done("next", "--as", "Sam")
    told = ("outcome", claim["token"], "callback", "--callback")
    refused = run(*told, "demain 20h30")
    assert refused.code == 1
    assert "19:45 or" in refused.err
    run.done(*told, "demain 15h", "--team")
    (mine,) = run.done("callbacks", "--as", "Sam")
    assert (mine["id"], mine["owner"], mine["promised_by"]) == (claim["contact"]["id"], "", "Sam")
    assert (mine["due"], mine["there"]) == ("2026-11-25T14:00:00+00:00", "2026-11-25T15:00:00+01:00")
    assert "•" in mine["number"]
    assert mine["minutes_late"] < 0
    assert claim["contact"]["number"] not in str(mine)
    assert "the team's" in run("callbacks", "--as", "Sam").out
    assert run("callbacks", "--all", "--as", "Sam").code == 1


def test_a_lost_deal_needs_a_reason(one_tier: Prompt) -> None:
    kept = one_tier.done("hand-off", one_tier.done("next")["token"])
    assert one_tier("deal", "lost", kept["deal_id"]).code == 2
    wrong = one_tier("deal", "lost", kept["deal_id"], "--reason", "mood")
    assert wrong.code == 2
    reason = wrong.err.split("Use one of: ")[1].split(",")[0].strip(" .\n")
    assert one_tier.done("deal", "lost", kept["deal_id"], "--reason", reason)["state"] == "lost"


def test_nothing_to_call_counts_what_blocks(one_tier: Prompt) -> None:
    for _ in range(4):
        one_tier.done("outcome", one_tier.done("next")["token"], "no-answer")
    empty = one_tier("next", "--json")
    assert empty.code == 1
    assert sum(empty.json["blockers"].values()) == 4
    assert is_instant(empty.json["opens_at"])
    assert len(empty.err.strip().splitlines()) == 3
    plain = one_tier("next")
    assert (plain.code, plain.out) == (1, "")


def test_a_released_contact_goes_back_and_its_token_is_spent(one_tier: Prompt) -> None:
    claim = one_tier.done("next")
    assert one_tier.done("release", claim["token"])["released"] is True
    for words in (("outcome", claim["token"], "busy"), ("dial", claim["token"]), ("release", claim["token"])):
        late = one_tier(*words)
        assert (late.code, late.out) == (1, "")
        assert "next" in late.err
    assert one_tier.done("next")["token"] != claim["token"]


def test_reports_for_spreadsheets_and_cron(one_tier: Prompt) -> None:
    rows = list(csv.DictReader(io.StringIO(one_tier("report", "funnel", "--format", "csv").out)))
    listed = one_tier("report", "funnel", "--format", "json").json
    assert [row["step"] for row in rows] == [each["step"] for each in listed]
    assert rows[0]["contacts"] == "4"


def test_backup_and_restore(one_tier: Prompt, tmp_path: Path) -> None:
    claim = one_tier.done("next")
    copy = tmp_path / "copy.db"
    assert one_tier.done("backup", copy)["size"] > 0
    one_tier.done("outcome", claim["token"], "do-not-call")
    assert one_tier.done("restore", copy)["source"].endswith("copy.db")
    assert one_tier.done("next")["token"] == claim["token"]
    examined = one_tier("doctor", "--json")
    assert (examined.code, examined.json["ok"]) == (0, True)
    assert all(each["id"] for each in examined.json["checks"])
    missing = one_tier("restore", tmp_path / "none.db")
    assert missing.code in (1, 3)
    assert missing.err


def test_a_tampered_journal_is_told(one_tier: Prompt) -> None:
    one_tier.done("outcome", one_tier.done("next")["token"], "busy")
    with sqlite3.connect(one_tier.workspace) as raw:
        raw.execute("DROP TRIGGER IF EXISTS journal_no_update")
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE journal SET verb = 'skipped' WHERE verb = 'dialled'")
    raw.close()
    broken = one_tier("journal", "verify", "--json")
    assert (broken.code, broken.json["ok"]) == (1, False)
    assert broken.json["first_bad"] in broken.err


def test_the_real_program(one_tier: Prompt) -> None:
    environment = {**os.environ, "PIPELINE_WORKSPACE": one_tier.workspace, "PIPELINE_NOW": MOMENT}

    def run(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline_tui", *words],
            capture_output=True,
            text=True,
            env={**environment, **options},
            check=False,
        )

    claim = json.loads(run("next", "--json").stdout)
    shown = run("next", PYTHONIOENCODING="ascii:backslashreplace")
    assert shown.returncode == 0
    assert claim["token"] in shown.stdout
    assert "\x1b" not in shown.stdout
    assert not any(line != line.rstrip() for line in shown.stdout.splitlines())
    spent = run("outcome", "f" * 32, "busy")
    assert (spent.returncode, spent.stdout) == (1, "")
    assert "Traceback" not in spent.stderr


def test_the_demo_stands_beside_the_default_workspace(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_WORKSPACE", str(default_workspace()))
    demo = Prompt(str(default_workspace()), capsys).done(
        "demo", "--contacts", 30, "--history", 3, "--seed", 7
    )
    assert (demo["workspace"], demo["practice"]) == (str(demo_workspace()), True)
    assert not default_workspace().exists()
    assert demo["people"]
    run = Prompt(demo["workspace"], capsys)
    assert run.done("doctor")["ok"] is True
    assert run.done("journal", "verify")["ok"] is True
    named = Prompt(str(demo_workspace().with_name("other.db")), capsys)
    assert named.done("demo", "--contacts", 10, "--history", 0)["workspace"] == named.workspace
