"""Reads and checks the ``[[messages]]`` of ``playbook.toml``: what may be written to a contact.

A message has a key, its channels (whatsapp, sms, email, visit), the stages whose desks offer it, and names
and texts in every language, with the placeholders of the scripts; an e-mail has a subject beside.
"""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.script_walk import placeholders_in
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.writing import LONGEST_TEXT, MessageTemplate, names_in
from pipeline_tui.playbooks.method import WORKED, Languages
from pipeline_tui.playbooks.script_checks import ScriptRules
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr


def templates(root: Table, languages: Languages) -> tuple[MessageTemplate, ...]:
    """Return the messages in their order; a playbook without them offers none."""
    found = []
    for table in root.tables("messages"):
        found.append(
            MessageTemplate(
                key=table.text("key"),
                channels=tuple(Channel(one) for one in _of(table, "channels", tuple(Channel))),
                names=table.names("names", languages),
                texts=table.names("text", languages),
                subjects=table.names("subject", languages) if "subject" in table else _NOTHING,
                stages=frozenset(Stage(one) for one in _of(table, "stages", WORKED)),
            )
        )
        table.refuse_others()
    return tuple(found)


def check_messages(root: Table, playbook: Playbook) -> None:
    """Note every fault of the messages: twice the same key, a name that nothing fills in, no channel."""
    rules, seen = ScriptRules.of(playbook), set[str]()
    for table, message in zip(root.tables("messages"), playbook.messages, strict=True):
        if message.key in seen:
            table.fault("key", tr("“{code}” stands twice in {table}", code=message.key, table="messages"))
        seen.add(message.key)
        if not message.channels:
            table.fault("channels", tr("no channel: whatsapp, sms, email or visit is wanted"))
        if Channel.EMAIL in message.channels and not message.subjects:
            table.fault("subject", tr("an e-mail needs a subject"))
        for name in dict.fromkeys(names_in(message)):
            if name not in rules.placeholders:
                table.fault("text", tr("nothing fills in {name}", name=f"{{{name}}}"))
        for text in (*message.texts.values(), *message.subjects.values()):
            if not text.count("{") == text.count("}") == len(placeholders_in(text)):
                table.fault("text", tr("a brace stands alone"))
            if len(text) > LONGEST_TEXT:
                table.fault("text", tr("longer than {most} characters", most=LONGEST_TEXT))


_NOTHING: MappingProxyType[str, str] = MappingProxyType({})


def _of(table: Table, key: str, known: tuple[Channel, ...] | tuple[Stage, ...]) -> tuple[str, ...]:
    """Return those of a list's words that are known; the others are findings."""
    words, names = table.texts(key), [one.value for one in known]
    for word in words:
        if word not in names:
            table.fault(key, tr("“{word}” is none of {known}", word=word, known=", ".join(names)))
    return tuple(word for word in words if word in names)
