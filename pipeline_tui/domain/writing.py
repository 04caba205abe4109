"""Messages to a contact: the shop's templates, filled, and what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from urllib.parse import quote

from pipeline_tui.domain.channels import Barrier, Channel
from pipeline_tui.domain.desk import nothing_said
from pipeline_tui.domain.script_walk import GAP, fill, placeholders_in
from pipeline_tui.domain.stages import Stage

LONGEST_TEXT = 2000  # characters of a message
OTHER_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A message of the playbook, with the same placeholders as its scripts."""

    key: str
    channels: tuple[Channel, ...]
    names: MappingProxyType[str, str]
    texts: MappingProxyType[str, str]  # language -> text
    subjects: MappingProxyType[str, str] = field(default_factory=nothing_said)  # of an e-mail
    stages: frozenset[Stage] = frozenset()  # empty: every desk

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names[OTHER_LANGUAGE]

    def text(self, language: str) -> str:
        """Return the text in a language, else in English."""
        return self.texts.get(language) or self.texts[OTHER_LANGUAGE]

    def subject(self, language: str) -> str:
        """Return an e-mail's subject in a language, else in English, "" for none."""
        return self.subjects.get(language) or self.subjects.get(OTHER_LANGUAGE, "")

    def fits(self, stage: Stage) -> bool:
        """Return whether the message is for contacts of a stage."""
        return not self.stages or stage in self.stages


@dataclass(frozen=True, slots=True)
class Way:
    """A message that can be sent now: the template filled for one contact, on one channel."""

    channel: Channel
    template: str
    name: str
    text: str
    subject: str = ""

    @property
    def has_gap(self) -> bool:
        """Return whether something in it is not known."""
        return GAP in self.text or GAP in self.subject


@dataclass(frozen=True, slots=True)
class ChannelState:
    """One channel of a contact: whether they said anything of it, and what keeps it shut."""

    channel: Channel
    said: bool | None = None
    said_at: datetime | None = None  # UTC
    barrier: Barrier | None = None
    source: str = ""  # of the rule that wants consent


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything ``k`` offers for one contact."""

    contact_id: int
    name: str
    ways: tuple[Way, ...]
    channels: tuple[ChannelState, ...]
    unanswered: Channel | None = None  # of the last message without an answer


@dataclass(frozen=True, slots=True)
class Written:
    """A message, a visit or an answer is in the contact's history; ``link`` opens it in a program."""

    id: int
    contact_id: int
    name: str
    channel: Channel
    template: str = ""
    text: str = ""
    link: str = ""
    at: datetime | None = None  # UTC, of a visit


def filled(template: MessageTemplate, language: str, values: dict[str, str]) -> tuple[str, str]:
    """Return subject and text with every placeholder replaced; what is not known is a gap that shows."""
    return fill(template.subject(language), values), fill(template.text(language), values).strip()


def names_in(template: MessageTemplate) -> tuple[str, ...]:
    """Return every placeholder of a template in every language, for the check of a playbook."""
    texts = (*template.texts.values(), *template.subjects.values())
    return tuple(name for text in texts for name in placeholders_in(text))


def link_to(channel: Channel, address: str, text: str, subject: str = "") -> str:
    """Return the link that opens a message in its program, filled in; "" for a visit."""
    words = quote(text, safe="")
    match channel:
        case Channel.WHATSAPP:
            return f"https://wa.me/{address.lstrip('+')}?text={words}"
        case Channel.SMS:
            return f"sms:{address}?body={words}"
        case Channel.EMAIL:
            return f"mailto:{quote(address, safe='@+')}?subject={quote(subject, safe='')}&body={words}"
        case Channel.VISIT:
            return ""
