"""Acts the law asks for: consent, registers, erasure, evidence, rules."""

from __future__ import annotations

from collections.abc import Callable

from pipeline_tui.services import (
    answering_access,
    asking_gate,
    consenting,
    erasing,
    holding_data,
    loading_registers,
    proving,
    retaining,
    suppressing,
    tightening,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import NATIONAL, NUMBER, SECRET, contact, dialled
from tests.shops import Line


def tighten(line: Line) -> Act:
    text = f"# {SECRET}\n[FR.consumer.cap]\nattempts = 3\ndays = 30\n"
    return lambda act: tightening.tighten(line.shop, line.viewer("Mona"), text, f"{SECRET}.toml", act=act)


def may_call(line: Line) -> Act:
    contact(line)
    return lambda act: asking_gate.may_call(line.shop, line.viewer("Sam"), NUMBER, act=act)


def evidence(line: Line) -> Act:
    dialled(line)
    return lambda act: proving.evidence(line.shop, line.viewer("Mona"), NUMBER, act=act)


def load_register(line: Line) -> Act:
    contact(line)
    file = line.shop.store.path.with_name("register.txt")
    file.write_text(f"{NUMBER}\n{NATIONAL}\n", encoding="utf-8")
    return lambda act: loading_registers.load_register(
        line.shop,
        line.viewer("Mona"),
        file,
        country="FR",
        dated=line.shop.today(),
        name=f"register {SECRET}",
        act=act,
    )


def retain(line: Line) -> Act:
    contact(line)
    line.later(days=1200)
    return lambda act: retaining.retain(line.shop, line.viewer("Mona"), act=act)


def held_data(line: Line) -> int:
    known = contact(line)
    holding_data.hold(line.shop, line.viewer("Mona"), known, reason=SECRET, act=line.act())
    return known


ACTS: dict[str, Callable[[Line], Act]] = {
    "consenting.give_consent": given(
        "Mona", consenting.give_consent, contact, evidence=f"form {SECRET}", wording=SECRET
    ),
    "consenting.revoke_consent": given(
        "Mona", consenting.revoke_consent, contact, channel=SECRET, evidence=SECRET
    ),
    "loading_registers.load_register": load_register,
    "erasing.erase_person": given("Mona", erasing.erase_person, contact),
    "answering_access.export_person": given("Mona", answering_access.export_person, contact),
    "answering_access.who_looked": given("Mona", answering_access.who_looked, contact),
    "holding_data.hold": given("Mona", holding_data.hold, contact, reason=f"case {SECRET}"),
    "holding_data.release": given("Mona", holding_data.release, held_data),
    "retaining.retain": retain,
    "suppressing.suppress": lambda g: (
        contact(g),
        lambda act: suppressing.suppress(g.shop, g.viewer("Sam"), NUMBER, reason=SECRET, act=act),
    )[1],
    "tightening.tighten": tighten,
    "asking_gate.may_call": may_call,
    "proving.evidence": evidence,
}
