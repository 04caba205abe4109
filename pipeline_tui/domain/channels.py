"""Channels beside the telephone, and what keeps a contact from being written to on one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How a contact is reached without a call."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    VISIT = "visit"


WRITTEN = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL)  # a visit is agreed, not sent
BY_NUMBER = frozenset({Channel.WHATSAPP, Channel.SMS})


class Barrier(StrEnum):
    """Why a contact is not written to; the order is the order in which it is looked at."""

    NO_ADDRESS = "no-address"
    STOPPED = "stopped"  # they asked not to be contacted at all
    REFUSED = "refused"  # they do not want this channel
    NO_CONSENT = "no-consent"  # the country's rules want their consent first
    NEXT_STAGE = "next-stage"  # a visit is agreed by the next stage


@dataclass(frozen=True, slots=True)
class MessageRules:
    """On which channels an audience must have agreed before it is written to."""

    consent: frozenset[Channel] = frozenset(WRITTEN)
    clients: frozenset[Channel] = frozenset()  # of these: not a client, about what they bought
    source: str = "no rule looked up: cautious"
    status: str = "default"


@dataclass(frozen=True, slots=True)
class KnownOfChannel:
    """What is known about writing to one contact on one channel."""

    reachable: bool  # there is a mobile number or an address
    stopped: bool = False
    said: bool | None = None  # what they said of this channel; None: never asked
    client: bool = False
    asked: bool = False  # they asked us for something, and that still stands


def barrier(channel: Channel, rules: MessageRules, known: KnownOfChannel) -> Barrier | None:
    """Return what keeps a contact from being written to on a channel; None when nothing does.

    A visit is agreed with them when it is planned, and needs no more than that.
    """
    if channel is Channel.VISIT:
        return None
    if not known.reachable:
        return Barrier.NO_ADDRESS
    if known.stopped:
        return Barrier.STOPPED
    if known.said is not None:
        return None if known.said else Barrier.REFUSED
    if known.asked or channel not in rules.consent:
        return None
    return None if known.client and channel in rules.clients else Barrier.NO_CONSENT
