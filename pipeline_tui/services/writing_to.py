"""Writing to a contact beside the telephone: WhatsApp, SMS, e-mail, a visit; and what came back.

A message is in the history before any program opens. Consent is asked per channel; the country's rules say
where it is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.channels import (
    BY_NUMBER,
    WRITTEN,
    Barrier,
    Channel,
    KnownOfChannel,
    barrier,
)
from pipeline_tui.domain.custom_fields import visible
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.names import spoken_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.script_words import values_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.domain.writing import (
    LONGEST_TEXT,
    ChannelState,
    MessageTemplate,
    Way,
    Ways,
    Written,
    filled,
    link_to,
)
from pipeline_tui.services.meeting import counts_as_contact, plan_visit
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import clients, contact_lines, journal, sight, written
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

WROTE, ANSWERED, WORD = "wrote", "answered", "channel_word"


@dataclass(frozen=True, slots=True)
class _Reader:
    """A contact as a message needs it."""

    contact_id: int
    stage: Stage
    name: str
    language: str
    mobile: str  # E.164, "" for none
    email: str
    values: dict[str, str]
    channels: tuple[ChannelState, ...]

    def address(self, channel: Channel) -> str:
        if channel in BY_NUMBER:
            return self.mobile
        return self.email if channel is Channel.EMAIL else ""

    def state(self, channel: Channel) -> ChannelState:
        return next(one for one in self.channels if one.channel is channel)


def ways_to_write(shop: Shop, viewer: Viewer, contact_id: int) -> Ways:
    """Return every message that can be sent to a contact now, filled, and what keeps a channel shut."""
    with shop.store.read() as tx:
        reader = _reader(tx, shop, viewer, contact_id)
        open_ones = {one.channel for one in reader.channels if one.barrier is None}
        ways = []
        for template in shop.playbook.messages:
            if template.fits(reader.stage):
                subject, text = filled(template, reader.language, reader.values)
                named = template.name(shop.workspace.language)
                ways += [
                    Way(channel, template.key, named, text, subject if channel is Channel.EMAIL else "")
                    for channel in template.channels
                    if channel in open_ones
                ]
        unanswered = written.unanswered(tx, contact_id)
    return Ways(contact_id, reader.name, tuple(ways), reader.channels, unanswered)


def write_to(
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    channel: Channel,
    template: str,
    *,
    act: str,
    at: datetime | None = None,
) -> Written:
    """Store a message in the contact's history and return it with its link.

    A visit needs ``at`` (UTC): it becomes the next step of the hunter's deal, or the farmer's check-in.
    """
    found, now = _template(shop, template, channel), shop.now()
    if channel is Channel.VISIT and (at is None or at <= now):
        raise UsageTrouble(tr("A visit needs a time to come"), "", tr('Say when, as in "tue 14:20".'))
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, WROTE)
        reader = _reader(tx, shop, viewer, contact_id)
        if done is None:
            _require_open(reader.state(channel), reader.name)
            subject, text = filled(found, reader.language, reader.values)
            body = clean(text, limit=LONGEST_TEXT, multiline=True)
            detail: dict[str, Any] = {"channel": channel.value, "template": found.key}
            if channel is Channel.VISIT and at is not None:
                named = found.name(shop.workspace.language)
                detail["visit"] = plan_visit(tx, shop, viewer, contact_id, reader.stage, at, act, named)
            detail["written"] = written.store(
                tx,
                viewer.operator_id,
                contact_id,
                reader.stage,
                now,
                channel,
                body,
                template=found.key,
                visit_at=at if channel is Channel.VISIT else None,
            )
            journal.append(tx, viewer.operator_id, WROTE, act, now, contact_id, detail)
        else:
            detail = done.detail
        _, key, body, visit_at = written.one(tx, detail["written"])
        subject = filled(found, reader.language, reader.values)[0]
        return Written(
            id=detail["written"],
            contact_id=contact_id,
            name=reader.name,
            channel=channel,
            template=key,
            text=body,
            link=link_to(channel, reader.address(channel), body, subject),
            at=visit_at,
        )


def note_answer(
    shop: Shop, viewer: Viewer, contact_id: int, channel: Channel, *, act: str, note: str = ""
) -> Written:
    """Store that they answered: a real contact, from which a client's rhythm counts anew."""
    if channel is Channel.VISIT:
        raise UsageTrouble(tr("A visit is no answer"), "", tr("Log the check-in, or note what was said."))
    words, now = clean(note, limit=LONGEST_TEXT, multiline=True), shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ANSWERED)
        stage = sight.stage_in_sight(tx, viewer, contact_id, now)
        if done is None:
            detail: dict[str, Any] = {"channel": channel.value}
            if stage is Stage.FARMING:
                detail |= counts_as_contact(tx, shop, viewer, contact_id)
            detail["written"] = written.store(
                tx, viewer.operator_id, contact_id, stage, now, channel, words, answer=True
            )
            journal.append(tx, viewer.operator_id, ANSWERED, act, now, contact_id, detail)
        else:
            detail = done.detail
        body = written.one(tx, detail["written"])[2]
        name = contact_lines.name_of(tx, contact_id)
    return Written(detail["written"], contact_id, name, channel, text=body)


def say_of_channel(
    shop: Shop, viewer: Viewer, contact_id: int, channel: Channel, *, agreed: bool, act: str
) -> ChannelState:
    """Store whether they want to be written to on a channel; their last word counts."""
    if channel not in WRITTEN:
        raise UsageTrouble(
            tr("No consent is kept of a visit"),
            tr("It is agreed each time."),
            tr("Name whatsapp, sms or email."),
        )
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, WORD)
        sight.stage_in_sight(tx, viewer, contact_id, now)
        if done is None:
            word = written.say(tx, viewer.operator_id, contact_id, channel, now, agreed=agreed)
            detail = {"channel": channel.value, "agreed": agreed, "word": word}
            journal.append(tx, viewer.operator_id, WORD, act, now, contact_id, detail)
        return _reader(tx, shop, viewer, contact_id).state(channel)


def _template(shop: Shop, key: str, channel: Channel) -> MessageTemplate:
    known = {one.key: one for one in shop.playbook.messages}
    found = known.get(key)
    if found is None or channel not in found.channels:
        fitting = [one for one in known if channel in known[one].channels]
        raise UsageTrouble(
            tr('There is no message "{key}" by {channel}', key=clean(key, limit=40), channel=channel),
            tr("The playbook knows {fitting}.", fitting=", ".join(fitting) or "none"),
            tr("Give one of these."),
            {"known": fitting},
        )
    return found


def _reader(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int) -> _Reader:
    now, made = shop.now(), shop.workspace
    stage = sight.stage_in_sight(tx, viewer, contact_id, now)
    lines = contact_lines.contact_lines(tx, contact_id)
    numbers = contact_lines.number_lines(tx, contact_id, made.secret)
    addresses = contact_lines.emails(tx, contact_id)
    mobile = next((one.e164 for one in numbers if one.kind == "mobile" and not one.suppressed), "")
    email = addresses[0] if addresses else ""
    language = lines.language if lines.language in shop.playbook.languages else made.language
    brief, _ = contact_lines.last_brief(tx, contact_id)
    bought = clients.purchases(tx, contact_id) if Stage.FARMING in viewer.stages else ()
    answers = dict(
        visible(
            shop.playbook.custom_fields, viewer.stages, contact_lines.answers(tx, contact_id, viewer.stages)
        )
    )
    answers.setdefault("last_purchase", next((one.what for one in bought if one.amount_minor > 0), ""))
    values = values_of(lines, brief, answers, made.firm, viewer.name, shop.playbook.offers.get(language, ""))
    spoken = spoken_name(lines.civility, lines.first_name, lines.last_name, language)
    values["civility_name"] = spoken or lines.name
    audience, country = written.audience_and_country(tx, contact_id)
    shop.look_at_rules(tx)
    rules = shop.rules(country or made.country).of(Audience(audience) if audience else None).messages
    said = written.words(tx, contact_id)
    stopped = written.person_stopped(tx, made.secret, contact_id)
    client = clients.client(tx, contact_id) is not None
    asked = written.asked_us(tx, contact_id, now)
    states = []
    for channel in Channel:
        word, at = said.get(channel, (None, None))
        reachable = bool(mobile if channel in BY_NUMBER else email)
        known = KnownOfChannel(reachable, stopped, word, client, asked)
        states.append(ChannelState(channel, word, at, barrier(channel, rules, known), rules.source))
    if stage is Stage.SCOUTING:  # nobody's diary yet: a time with them is agreed by handing over
        states = [one for one in states if one.channel is not Channel.VISIT]
        states.append(ChannelState(Channel.VISIT, barrier=Barrier.NEXT_STAGE))
    return _Reader(contact_id, stage, lines.name, language, mobile, email, values, tuple(states))


def _require_open(state: ChannelState, name: str) -> None:
    told = {
        Barrier.NO_ADDRESS: (tr("No mobile number or address is known"), tr("f adds one.")),
        Barrier.STOPPED: (tr("They asked not to be contacted"), tr("Nobody writes to them.")),
        Barrier.REFUSED: (tr("They do not want this channel"), tr("Ring, or ask them another way.")),
        Barrier.NO_CONSENT: (
            tr("Consent is needed first ({source})", source=state.source),
            tr("Ask them, then store that they agree."),
        ),
        Barrier.NEXT_STAGE: (
            tr("A visit is the hunter's"),
            tr("Hand the contact over, with a time in the hunter's diary."),
        ),
    }
    if state.barrier is not None:
        why, way_out = told[state.barrier]
        raise Refused(
            tr("{name} is not written to by {channel}", name=name, channel=state.channel),
            tr("{why}; nothing was stored.", why=why),
            way_out,
            {"barrier": state.barrier.value},
        )
