"""The calling rules from the shell alone: shown, tightened, asked about, refused at eight sharp, proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import Prompt, load

CLAIRE = "01 99 00 12 34"


def written(prompt: Prompt, text: str) -> Path:
    file = Path(prompt.workspace).with_name("own.toml")
    file.write_text(text, "utf-8")
    return file


def test_a_call_is_refused_at_eight_sharp_and_proved_the_next_day(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(one_tier)
    monkeypatch.setenv("PIPELINE_NOW", "2026-11-24T19:59:30+01:00")
    token = one_tier.done("next")["token"]
    assert one_tier("may-call", CLAIRE).code == 0
    monkeypatch.setenv("PIPELINE_NOW", "2026-11-24T20:00:00+01:00")
    late = one_tier("dial", token, "--json")
    assert late.code == 1 and "20:00 there (Europe/Paris)" in late.err and "D.223-9" in late.err
    asked = one_tier("may-call", CLAIRE, "--json")
    assert asked.code == 1
    assert asked.json["blocker"] == "outside-window" and asked.json["until"] == "2026-11-25T09:00:00+00:00"
    # The same minute, three hours before theirs in the evening of Réunion.
    assert one_tier("may-call", CLAIRE, "--at", "wed 19:59", "--zone", "Indian/Reunion").code == 0
    said = one_tier("may-call", CLAIRE, "--at", "wed 20:00", "--zone", "Indian/Reunion")
    assert said.code == 1 and said.out.startswith("No: +33 1 •• •• •• 34")
    assert one_tier.done("evidence", CLAIRE)["attempts"] == []

    monkeypatch.setenv("PIPELINE_NOW", "2026-11-25T10:00:00+01:00")
    token = one_tier.done("next")["token"]
    one_tier.done("outcome", token, "no-answer")
    numbers = [CLAIRE, "01 99 00 12 35", "01 99 00 12 36", "01 99 00 12 37"]
    told = [found for one in numbers if (found := one_tier.done("evidence", one))["attempts"]]
    ((attempt,),) = [one["attempts"] for one in told]
    assert attempt["proof"]["rules"] == "FR 2026-11-23" and attempt["proof"]["zone"] == "Europe/Paris"
    assert attempt["ground"]["kind"] == "consent" and attempt["outcome"] == "no-answer"


def test_rules_are_shown_and_only_tightened(one_tier: Prompt) -> None:
    page = one_tier.done("rules", "show", "us")
    assert page["country"] == "US" and [one["region"] for one in page["regions"]] == ["AL", "FL", "MD", "RI"]
    assert one_tier("rules", "show", "PT").out.splitlines()[1].startswith("no rule file for PT")
    loose = one_tier("rules", "tighten", written(one_tier, "[FR.consumer.cap]\n\nattempts = 5\ndays = 30\n"))
    assert loose.code == 1 and "own.toml, line 3" in loose.err
    broken = one_tier("rules", "tighten", written(one_tier, "[FR.consumer.cap]\nattemps = 5\n"))
    assert broken.code == 2 and "own.toml, line 2" in broken.err
    file = written(one_tier, '[FR.consumer.window]\nopen = ["Mon-Fri 10:00-11:00"]\n')
    assert one_tier("rules", "tighten", file, "--dry-run").out.endswith("Nothing was changed.\n")
    assert one_tier.done("rules", "show")["own"] == ""
    digest = one_tier.done("rules", "tighten", file)["digest"]
    assert one_tier.done("rules", "show", "FR")["own"] == digest
    load(one_tier)
    refused = one_tier("may-call", CLAIRE, "--at", "wed 11:00", "--json")
    assert refused.code == 1 and refused.json["rules"] == f"FR 2026-11-23 + own {digest}"
    assert one_tier("may-call", CLAIRE, "--at", "wed 10:59").code == 0
