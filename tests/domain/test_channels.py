"""What keeps a contact from being written to, what a message says, and the links that open it."""

from __future__ import annotations

from itertools import product
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.channels import (
    WRITTEN,
    Barrier,
    Channel,
    KnownOfChannel,
    MessageRules,
    barrier,
)
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.message_rules import read_message_rules
from pipeline_tui.domain.rule_fields import Place
from pipeline_tui.domain.writing import MessageTemplate, filled, link_to

MAIL = Channel.EMAIL
NEVER_ASKED = MessageRules()
FREE = MessageRules(consent=frozenset())
FOR_CLIENTS = MessageRules(clients=frozenset(WRITTEN))


@pytest.mark.parametrize(
    ("rules", "known", "wanted"),
    [
        (NEVER_ASKED, KnownOfChannel(True), Barrier.NO_CONSENT),
        (NEVER_ASKED, KnownOfChannel(True, client=True), Barrier.NO_CONSENT),
        (NEVER_ASKED, KnownOfChannel(True, said=True), None),
        (NEVER_ASKED, KnownOfChannel(True, asked=True), None),
        (FOR_CLIENTS, KnownOfChannel(True, client=True), None),
        (FOR_CLIENTS, KnownOfChannel(True), Barrier.NO_CONSENT),
        (FREE, KnownOfChannel(True), None),
        (FREE, KnownOfChannel(False), Barrier.NO_ADDRESS),
    ],
)
def test_when_a_message_may_be_written(
    rules: MessageRules, known: KnownOfChannel, wanted: Barrier | None
) -> None:
    assert barrier(MAIL, rules, known) is wanted


def test_a_stop_and_a_refusal_outweigh_every_ground() -> None:
    for rules, client, asked in product((NEVER_ASKED, FREE, FOR_CLIENTS), (True, False), (True, False)):
        for said in (None, True, False):
            stopped = KnownOfChannel(True, stopped=True, said=said, client=client, asked=asked)
            assert barrier(MAIL, rules, stopped) is Barrier.STOPPED
        refused = KnownOfChannel(True, said=False, client=client, asked=asked)
        assert barrier(MAIL, rules, refused) is Barrier.REFUSED
        assert barrier(Channel.VISIT, rules, refused) is None


def test_rules_of_a_file_are_read_and_a_slip_is_named() -> None:
    table = {"consent": ["email", "sms"], "clients": ["email"], "source": "a law", "status": "law"}
    read = read_message_rules({"messages": table}, Place("xx.toml", "consumer"))
    assert sorted(read.consent) == [Channel.EMAIL, Channel.SMS]
    assert sorted(read.clients) == [Channel.EMAIL]
    assert read_message_rules({}, Place("xx.toml")).consent == frozenset(WRITTEN), "cautious without a table"
    slips: tuple[dict[str, object], ...] = (
        {"consent": ["e-mail"]},
        {"clients": ["whatsapp"]},
        {"status": "guess"},
        {"concent": []},
        {"source": 3},
    )
    for slip in slips:
        with pytest.raises(UsageTrouble, match=r"xx\.toml"):
            read_message_rules({"messages": table | slip}, Place("xx.toml", "consumer"))


def test_a_text_is_filled_and_what_is_missing_shows() -> None:
    template = MessageTemplate(
        "hello",
        (MAIL,),
        MappingProxyType({"en": "Hello"}),
        MappingProxyType({"en": "Hello {civility_name}, {offer}", "fr": "Bonjour {civility_name}"}),
        MappingProxyType({"en": "{firm}"}),
    )
    values = {"civility_name": "Madame {Martin}", "firm": "Fleurs"}
    assert filled(template, "en", values) == ("Fleurs", "Hello Madame {Martin}, …")
    assert filled(template, "fr", values) == ("Fleurs", "Bonjour Madame {Martin}")
    assert filled(template, "de", values)[1].startswith("Hello"), "English where the language is missing"


@given(text=st.text(max_size=200), subject=st.text(max_size=40))
def test_a_link_carries_the_text_whole_and_nothing_else(text: str, subject: str) -> None:
    text, subject = (one.encode("utf-8", "ignore").decode() for one in (text, subject))
    whatsapp = urlsplit(link_to(Channel.WHATSAPP, "+33612345678", text))
    assert (whatsapp.netloc, whatsapp.path) == ("wa.me", "/33612345678")
    assert unquote(whatsapp.query.removeprefix("text=")) == text
    sms = link_to(Channel.SMS, "+33612345678", text)
    assert unquote(sms.removeprefix("sms:+33612345678?body=")) == text
    mail = link_to(MAIL, "a@example.org", text, subject)
    assert mail.startswith("mailto:a@example.org?subject=")
    asked = parse_qs(mail.partition("?")[2], keep_blank_values=True)
    assert set(asked) == {"subject", "body"}
    assert not set(mail) & set(" \r\n\"'<>"), "nothing of it is a word or a line of its own"


def test_an_address_cannot_bring_in_a_header() -> None:
    assert "bcc=" not in link_to(MAIL, "a@example.org?bcc=b@example.org", "x").partition("?")[0]
    assert link_to(MAIL, "a@example.org?bcc=b@example.org", "x").count("?") == 1
