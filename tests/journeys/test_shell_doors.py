"""Every command as every kind of operator: nothing of anybody else's desk, by exit code and by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline_tui.cli.main import build
from pipeline_tui.domain.structures import Structure
from tests.journeys.shell import Prompt
from tests.services.oracle import PEOPLE, Oracle, live
from tests.shops import MONDAY, Line, opened_line

# Commands that name something; {} stands for its id.
NAMED = {
    "contact show {}": "card",
    "deal show {}": "seen deal",
    "deal step {} quote-sent": "deal",
    "deal next {} --do ring --at +2h": "deal",
    "deal won {} --amount 45.00": "deal",
    "deal lost {} --reason price": "deal",
    "deal snooze {} --until +9d --reason x": "deal",
    "deal value {} 45.00": "deal",
    "deal repeat {} --title tables": "sellable contact",
    "offer new {}": "deal",
    "offer list {}": "deal",
    "offer show {}": "offer",
    "offer line {} --text x": "offer",
    "offer terms {} --discount 1": "offer",
    "offer pdf {} offer.txt": "offer",
    "offer send {}": "unsent offer",
    "offer approve {}": "waiting offer",
    "offer refuse {} no": "waiting offer",
    "accept {}": "hand-off",
    "return {} --reason need-unclear --note why": "hand-off",
    "hand-again {} --brief need=x": "given back",
    "check-in log {} --outcome reached": "check-in",
    "check-in move {} --to +9d": "check-in",
    "client segment {} A": "client",
    "client show {}": "contact",
    "client need {} style tulips": "kept contact",
    "client occasion add {} birthday --on 29/2": "kept contact",
    "client occasion drop {}": "occasion",
    "client complaint open {} wilted": "content contact",
    "client complaint solve {} replaced": "complaining contact",
    "client win-back {}": "sellable contact",
    "purchase add {} 45.00": "farming contact",
    "purchase list {}": "contact",
    "purchase refund {} --reason x": "purchase",
    "contact message {}": "contact",
    "contact answered {} --channel email": "contact",
    "contact channel {} email --agreed": "contact",
    "message {} hello": "told contact",
    "messages --open {}": "message",
    "contact change {} --role x": "token",
    "late-words {} hello": "own call",
    "dial {}": "token",
    "release {}": "token",
    "outcome {} busy": "token",
    "hand-off {} --brief need=x --brief next=y": "token",
}
UNNAMED = {
    "contact add Neu",
    "late-words",
    "callbacks",
    "callbacks --all",
    "inbox",
    "look-up",
    "look-up 0199001000",
    "messages",
    "pause lunch",
    "receipts",
    "resume",
    "slots",
    "deals",
    "find c",
    "find 0199",
    "offer waiting",
    "prices list",
    "prices import missing.csv",
    "check-ins",
    "consent add 0199001000",
    "consent revoke 0199001000",
    "consent show 0199001000",
    "suppress 0199001999 --reason asked",
    "rules show US",
    "rules tighten missing.toml",
    "playbook adopt florist",
    "playbook versions",
    "playbook diff 1 florist",
    "playbook news",
    "playbook preview cold-call",
    "playbook edit",
    "may-call 0199001000",
    "evidence 0199001000",
    "client occasion list",
    "diary export diary.ics",
    "today",
    "purchase import missing.csv",
    "next",
    "undo",
    "people list",
    "people newcomers",
    "structure show",
    "shop show",
    "shop set --goal 40",
    "structure set two-tier-finder --preview",
    "lists show",
    "lists show 1",
    "lists pause 1",
    "lists resume 1",
    "lists priority 1 2",
    "journal show",
    "journal verify",
    "report funnel",
    "figures",
    "report must-say",
    "report joints",
    "report red",
    "report forecast",
    "report farming",
    "report occasions",
    "people add Neu:scout",
    "people change Sam --speaks fr,en",
    "language fr",
    "people passphrase Sam",
    "people work",
    "people stages Sam scout,hunter --preview",
    "people replace Paul --by team --preview",
    "people deactivate Nobody",
    "people reactivate Sam",
    "people absent Mona",
    "people away",
    "people back Mona",
    "lists import missing.csv --list L",
    "lists undo Nowhere",
    "registers show",
    "registers load missing.txt --country GB --dated 20/11/2026",
    "people export 0199001000",
    "people erase 0199001000 --dry-run",
    "people hold 0199001000 --reason x",
    "people release 0199001000",
    "people retain --dry-run",
    "people looked 0199001000",
}
FOR_MANAGERS = {
    "people newcomers",
    "playbook adopt florist",
    "playbook edit",
    "shop set --goal 40",
    "structure set two-tier-finder --preview",
    "callbacks --all",
    "offer waiting",
    "prices import missing.csv",
    "rules tighten missing.toml",
    "evidence 0199001000",
    "lists show",
    "lists show 1",
    "lists pause 1",
    "lists resume 1",
    "lists priority 1 2",
    "journal verify",
    "report funnel",
    "report must-say",
    "report joints",
    "report red",
    "people add Neu:scout",
    "people change Sam --speaks fr,en",
    "people work",
    "people stages Sam scout,hunter --preview",
    "people replace Paul --by team --preview",
    "people deactivate Nobody",
    "people reactivate Sam",
    "people absent Mona",
    "people back Mona",
    "lists import missing.csv --list L",
    "lists undo Nowhere",
    "registers show",
    "registers load missing.txt --country GB --dated 20/11/2026",
    "people export 0199001000",
    "people erase 0199001000 --dry-run",
    "people hold 0199001000 --reason x",
    "people release 0199001000",
    "people retain --dry-run",
    "people looked 0199001000",
}
# They ask nobody who they are: they make, keep or examine a whole file, or print what the program is.
OF_THE_FILE = {"init", "demo", "practice", "backup", "restore", "doctor", "keys"} | {
    f"playbook {one}" for one in ("list", "check", "show")
}
MOST = 3  # things of others tried at each door that writes; every reading door is tried with all


def commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_no_command_is_forgotten() -> None:
    known = set(commands(typer.main.get_command(build())))
    listed = {
        max((one for one in known if f"{words} ".startswith(f"{one} ")), key=len, default=words)
        for words in (*NAMED, *UNNAMED)
    }
    assert known == listed | OF_THE_FILE


WALKED = [
    pytest.param(one, id=one.value, marks=() if one is Structure.THREE_TIER else pytest.mark.slow)
    for one in Structure
]


@pytest.fixture(params=WALKED)
def lived_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path, request.param, PEOPLE) as line:
        live(line)
        yield line


def nobody_else(_oracle: Oracle) -> set[int]:
    return set()


def handed_to(oracle: Oracle) -> set[int]:
    rows = oracle.line.all("SELECT id, contact_id FROM hand_off")
    return {row[1] for row in rows if row[0] in oracle.things("hand-off")}


# Whom an answer may name besides the operator's own contacts.
BESIDES_ONE_S_OWN: dict[str, Callable[[Oracle], set[int]]] = {
    "inbox": handed_to,
    "today": lambda oracle: handed_to(oracle) | oracle.promised(),
    "look-up 0199001000": handed_to,
    "messages": Oracle.told_about,
    "look-up": Oracle.dialled,
    "late-words": Oracle.dialled,
    "callbacks": Oracle.promised,
    "callbacks --all": Oracle.promised,
    "offer waiting": Oracle.asked_about,
    **dict.fromkeys(
        (
            *("report red", "find c", "find 0199"),
            *("consent add 0199001000", "consent revoke 0199001000", "consent show 0199001000"),
            *("people export 0199001000", "people looked 0199001000"),
            *("people erase 0199001000 --dry-run", "people hold 0199001000 --reason x"),
            "people release 0199001000",
        ),
        lambda oracle: oracle.all_of("contact") if oracle.viewer.is_manager else set(),
    ),
}


def named_in(line: Line, said: str) -> set[int]:
    rows = line.all("SELECT c.id, c.last_name, n.e164 FROM contact c JOIN number n ON n.contact_id = c.id")
    # Hashes and ids of acts are drawn at random: the six digits of a number stand in one now and then.
    plain = re.sub(r"\b[0-9a-f-]{32,}\b", "", said).replace(" ", "").casefold()
    return {row[0] for row in rows if row[1].casefold() in plain or row[2][-6:] in plain}


def test_no_command_opens_another_s_desk(
    lived_in: Line, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_NOW", MONDAY.isoformat())
    monkeypatch.chdir(lived_in.shop.store.path.parent)
    prompt = Prompt(str(lived_in.shop.store.path), capsys)
    for name, _ in PEOPLE:
        oracle = Oracle(lived_in, lived_in.viewer(name))
        for words, kind in NAMED.items():
            others = sorted(oracle.all_of(kind) - oracle.things(kind))
            for thing in others if " show " in words else others[:MOST]:
                before = lived_in.entries()
                refused = prompt(*words.format(thing).split(), "--as", name)
                assert (refused.code, refused.out) == (1, ""), (name, words, thing, refused)
                assert named_in(lived_in, refused.err) == set(), (name, words, thing)
                assert lived_in.entries() == before
        for words in sorted(UNNAMED - {"next", "undo", "people passphrase Sam"}):
            answered = prompt(*words.split(), "--as", name, "--json")
            if words in FOR_MANAGERS and not oracle.viewer.is_manager:
                assert (answered.code, answered.out) == (1, ""), (name, words)
            also = BESIDES_ONE_S_OWN.get(words, nobody_else)(oracle)
            assert named_in(lived_in, answered.out + answered.err) <= oracle.contacts() | also, (name, words)
