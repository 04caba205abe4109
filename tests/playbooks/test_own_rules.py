"""A shop's own rules tighten, and say with file and line what they must not do."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.calling import RuleStatus
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.rule_fields import describe_windows
from pipeline_tui.playbooks import own_rules
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.playbooks.own_rules import OwnRules, read_own_rules, rules_under, stored_rules

TIGHT = """# ours
[FR.consumer.cap]
attempts = 3
days = 30

[US.consumer.window]
open = ["Mon-Fri 10:00-18:00"]

[default.business]
basis = { any_of = ["consent"] }
"""


def test_own_rules_hold_beside_the_shipped_ones() -> None:
    own = read_own_rules(TIGHT, "own.toml")
    assert own.countries == ("FR", "US", "default") and len(own.digest) == 8
    french = rules_under(own, "FR")
    assert (french.consumer.cap_attempts, french.consumer.cap_status) == (3, RuleStatus.SHOP)
    assert french.name == f"FR 2026-11-23 + own {own.digest}"
    assert rules_under(own, "RE").consumer.cap_attempts == 3  # under the same file
    american = rules_under(own, "US")
    assert describe_windows(american.of(None, "TX").windows) == "Mon-Fri 10:00-18:00"
    assert describe_windows(american.of(None, "AL").windows) == "Mon-Fri 10:00-18:00"
    assert american.of(None, "MD").cap_attempts == american.of(None).cap_attempts == 3
    assert rules_under(own, "PT").business.basis_required
    assert rules_under(own, "GB") is load_rules("GB") and rules_under(own, "GB").own == ""


def test_without_own_rules_the_shipped_ones_are_the_same_object() -> None:
    assert rules_under(OwnRules(), "FR") is load_rules("FR")
    assert read_own_rules("# nothing yet\n", "own.toml").digest == ""


@pytest.mark.parametrize(
    ("text", "kind", "line", "words"),
    [
        ("[FR.consumer.cap]\nattempts = 5\ndays = 30\n", Refused, 2, "consumer.cap.attempts: 5 would allow"),
        ("\n[FR.consumer.cap]\nattempts = 4\n\ndays = 29\n", Refused, 5, "29 would allow more than 30"),
        (
            '[FR.consumer.messages]\n\nconsent = ["email"]\n',
            Refused,
            3,
            "email would allow more than email, sms",
        ),
        ("[GB.consumer.register]\nneeded = true\ndays_old = 40\n", Refused, 3, "40 would allow more than 28"),
        ("[DE.consumer.register]\ndays_old = 40\n", Refused, 1, "no register in these rules"),
        ('[FR.consumer.messages]\nopen = ["Mon 10:00-11:00"]\n', UsageTrouble, 2, "is not known here"),
        ("[FR.consumer.messages]\n", UsageTrouble, 1, "nothing stands here"),
        ('[FR.consumer.messages]\nconsent = ["fax"]\n', UsageTrouble, 2, "'fax' is none of"),
        ('[FR.business.messages]\nclients = ["email"]\n', Refused, 2, "email would allow more than sms"),
        ("[GB.consumer.register]\ndays_old = 0\n", UsageTrouble, 2, "whole number from 1"),
        ('[FR.consumer.register]\nname = "Ours"\n', UsageTrouble, 2, "is not known here"),
        ("[FR]\nconsumer.refusal.pause_days = 10\n", Refused, 2, "10 would allow more than 60"),
        ('[FR.consumer]\n\nwindow = { open = ["Sat 10:00-11:00"] }\n', Refused, 3, "Sat 10:00-11:00"),
        ("[DE.consumer.basis]\nany_of = []\n", Refused, 2, "nothing would allow more than consent"),
        ("[US.consumer.window]\nopen = ['Mon-Sun 07:00-21:00']\n", Refused, 2, "07:00-21:00"),
        ("[PT.business.holidays]\nclosed = false\n", Refused, 2, "false would allow more"),
        ("[FR.consumer.cap]\natempts = 3\n", UsageTrouble, 2, "is not known"),
        ("[FR.consumer.cap]\nattempts = 3\n", UsageTrouble, 1, "days: is missing"),
        ('[FR.consumer.cap]\nattempts = 3\ndays = 30\nsource = "me"\n', UsageTrouble, 1, "left out"),
        ("[FR.customers.cap]\nattempts = 3\n", UsageTrouble, 1, "is not known"),
        ("[France.consumer.cap]\nattempts = 3\n", UsageTrouble, 1, "France is no country"),
        ("FR = 3\n", UsageTrouble, 1, "FR is no country"),
        ('[FR.consumer.holidays]\nclosed = true\nregions = ["57"]\n', UsageTrouble, 3, "country's own rules"),
    ],
)
def test_what_loosens_or_is_malformed_is_refused_with_its_line(
    text: str, kind: type[PipelineError], line: int, words: str
) -> None:
    with pytest.raises(kind) as caught:
        read_own_rules(text, "own.toml")
    assert f"own.toml, line {line}: " in caught.value.detail and words in caught.value.detail
    assert type(caught.value) is kind and caught.value.next_step


def test_a_file_that_is_no_toml_or_far_too_long() -> None:
    with pytest.raises(UsageTrouble, match=r"own\.toml"):
        read_own_rules("[FR", "own.toml")
    with pytest.raises(UsageTrouble):
        read_own_rules("#" * (own_rules.LARGEST + 1), "own.toml")


def test_a_shipped_rule_that_became_stricter_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    # As accepted once, when the law allowed five attempts and a pause of 30 days.
    own = stored_rules("[FR.consumer.cap]\nattempts = 5\ndays = 30\n[FR.consumer.refusal]\npause_days = 90\n")
    found = rules_under(own, "FR")
    assert (found.consumer.cap_attempts, found.consumer.refusal_pause_days) == (4, 90)
    assert own.tables["FR"]["consumer"]["cap"]["attempts"] == 5  # what was stored is untouched


def test_of_registers_and_messages_only_the_overtaken_field_goes() -> None:
    # As accepted when a copy could be 60 days old and their register could be waived for a contract.
    own = stored_rules(
        '[GB.consumer.register]\ndays_old = 60\nlisted_days = 7\n[GB.consumer.messages]\nconsent = ["sms"]\n'
        "[DE.consumer.register]\nneeded = true\n"
    )
    british = rules_under(own, "GB").consumer
    assert (british.register.days_old, british.register.listed_days) == (28, 7)
    assert british.messages == load_rules("GB").consumer.messages
    assert rules_under(own, "DE").consumer == load_rules("DE").consumer
