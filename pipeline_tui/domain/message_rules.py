"""The part of a country's rule file that says when messages need consent.

[consumer.messages]
consent = ["email", "sms", "whatsapp"]  # only to who agreed, or asked us for something
clients = ["email"]                     # of these, none is needed from a client
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline_tui.domain.channels import WRITTEN, Channel, MessageRules
from pipeline_tui.domain.rule_fields import Place, get, only
from pipeline_tui.wording import tr

_STATUSES = ("law", "secondary", "unverified", "default")


def read_message_rules(data: Mapping[str, Any], here: Place) -> MessageRules:
    """Return the rules of one audience; without the table every channel wants consent."""
    if "messages" not in data:
        return MessageRules()
    table, place = get(data, "messages", Mapping, here), here / "messages"
    only(table, {"consent", "clients", "source", "status"}, place)
    consent, clients = (read_channels(table, name, place) for name in ("consent", "clients"))
    if clients - consent:
        raise (place / "clients").trouble("names a channel that needs no consent at all.")
    status = get(table, "status", str, place)
    if status not in _STATUSES:
        raise (place / "status").trouble(
            tr("{name} is none of {known}.", name=f'"{status}"', known=", ".join(_STATUSES))
        )
    return MessageRules(consent, clients, get(table, "source", str, place), status)


def read_channels(table: Mapping[str, Any], name: str, here: Place) -> frozenset[Channel]:
    """Return the channels a field names."""
    known = {channel.value for channel in WRITTEN}
    for one in get(table, name, list, here):
        if one not in known:
            raise (here / name).trouble(f"{one!r} is none of {', '.join(sorted(known))}.")
    return frozenset(Channel(one) for one in table[name])
