"""Finding somebody among a million: the query beside ``LIKE``, key to paint in a pty, what an act pays."""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.services.finding import find
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import operators
from pipeline_tui.services.staffing import add_person
from pipeline_tui.storage import word_index
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp
from scripts.benchmarks import big_shop
from scripts.benchmarks.desk import running
from scripts.benchmarks.measuring import Report

CONTACTS, QUICK_CONTACTS = 1_000_000, 50_000
LAST_NAMES, FIRST_NAMES, FIRMS = 30_000, 900, 20_000
SOUGHT, QUICK_SOUGHT = 24, 8  # people typed letter by letter
PRESSED, QUICK_PRESSED = 40, 10
FRAMES = 50  # ms: three frames of the screen
RARE = "quintarel"  # a name of forty people, told apart by two digits
_ALL_TEN = re.compile(rb"QUINTAREL09")
EMPTY_APP = """
from textual.app import App
from textual.widgets import Input, Static
class Empty(App):
    def compose(self):
        yield Input()
        yield Static("ready", id="found", markup=False)
    def on_input_changed(self, event):
        all_ten = [f"QUINTAREL{number:02}" for number in range(10)]
        held = [one for one in all_ten if event.value.upper() in one]
        self.query_one("#found", Static).update("\\n".join(held))
Empty().run()
"""
_SYLLABLES = (
    *("ba", "be", "bi", "bo", "da", "de", "di", "do", "ka", "ke", "ki", "la", "le", "li", "lo", "ma", "me"),
    *("mi", "mo", "na", "ne", "ni", "no", "ra", "re", "ri", "ro", "sa", "se", "ta", "te", "ti", "va", "ve"),
    *("mar", "tin", "ber", "nard", "dup", "ont", "pet", "it", "dur", "and", "roy", "mor", "eau", "sim"),
    *("lau", "rent", "gar", "fon", "chal", "lier", "bon", "net", "gir", "aud"),
)
_SEARCHED = "SELECT id, folded FROM contact WHERE folded LIKE '%' || :typed || '%' LIMIT 51"
_DIGITS = "SELECT contact_id FROM number WHERE e164 LIKE '%' || :typed || '%' LIMIT 51"


def make(path: Path, contacts: int) -> Shop:
    """Make a shop of people with names as varied as names are, every seventh in a firm."""
    shop = big_shop.make(path, 1)
    add_person(shop, _manager(shop), "Boss", frozenset({Role.FARMER, Role.MANAGER}), act=uuid4().hex)
    chance = random.Random(1)
    last = [_word(chance, 2, 3) for _ in range(LAST_NAMES)]
    first = [_word(chance, 2, 2) for _ in range(FIRST_NAMES)]
    with shop.store.act() as tx:
        list_id = tx.value("SELECT id FROM list WHERE name = 'Bench'")
        _firms(tx, [f"{_word(chance, 2, 3)} {_word(chance, 2, 2)}" for _ in range(FIRMS)])
        _people(tx, [_person(chance, last, first, number) for number in range(2, contacts + 1)], list_id)
    return shop


def run(report: Report, *, quick: bool) -> None:
    """Measure queries in pairs with ``LIKE``, then keys in a pty."""
    contacts = QUICK_CONTACTS if quick else CONTACTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.db"
        shop = make(path, contacts)
        manager = _manager(shop)
        _queries(report, shop, manager, QUICK_SOUGHT if quick else SOUGHT)
        _writes(report, shop)
        shop.close()
        _keys(report, path, QUICK_PRESSED if quick else PRESSED)


def _queries(report: Report, shop: Shop, manager: Viewer, sought: int) -> None:
    with shop.store.read() as tx:
        names = [row[0] for row in tx.all("SELECT folded FROM contact ORDER BY id")]
        numbers = [row[0] for row in tx.all("SELECT e164 FROM number ORDER BY id")]
    chance = random.Random(2)
    words = [name.split(" ")[0] for name in chance.sample(names, sought)]
    typed = [word[:length] for word in words for length in range(3, len(word) + 1)]
    typed += [f"{word}x" for word in words]  # nobody: LIKE reads every row
    digits = [number[-length:] for number in chance.sample(numbers, sought) for length in range(4, 9)]
    for what, keys, naive in (("letters", typed, _SEARCHED), ("digits", digits, _DIGITS)):
        ours, theirs = [], []
        for key in keys:
            start = time.perf_counter()
            find(shop, manager, key)
            middle = time.perf_counter()
            with shop.store.read() as tx:
                tx.all(naive, {"typed": key})
            ours.append((middle - start) * 1000)
            theirs.append((time.perf_counter() - middle) * 1000)
        report.add(f"search by {what}, a query", ours, "ms")
        report.add(f"search by {what}, LIKE", theirs, "ms")
        report.add(f"search by {what}: all of LIKE / all of ours", [sum(theirs) / sum(ours)], "x", at_least=4)
        report.add(f"search by {what}: slowest query", [max(ours)], "ms")


def _writes(report: Report, shop: Shop) -> None:
    """Compare acts that change a name with the same acts without the index, and look at a load's portions."""
    plain, kept, portions, untouched = [], [], [], []
    for number in range(100, 140):
        change = {"id": number, "folded": f"other {number}"}
        with shop.store.act() as tx:
            start = time.perf_counter()
            tx.run("UPDATE contact SET folded = :folded WHERE id = :id", change)
            middle = time.perf_counter()
            word_index.take_in_changes(tx)
            plain.append((middle - start) * 1000)
            kept.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            word_index.take_in_changes(tx)
            untouched.append((time.perf_counter() - start) * 1000)
    for first in range(1, 10 * word_index.AT_ONCE, word_index.AT_ONCE):
        start = time.perf_counter()
        with shop.store.act() as tx:
            word_index.take_in(tx, range(first, first + word_index.AT_ONCE))
        portions.append((time.perf_counter() - start) * 1000)
    report.add("name changed, the statement", plain, "ms")
    report.add("name changed, with its words", kept, "ms")
    report.add("act that changes no words pays", untouched, "ms")
    report.add(f"words of {word_index.AT_ONCE} loaded contacts, one act", portions, "ms")


def _keys(report: Report, path: Path, pressed: int) -> None:
    """Type a name but for its last letter, then press that and wait for the line to be painted.

    An empty program with a field and ten thin lines is pressed in turn, for what the terminal itself costs.
    """
    program = str(Path(sys.executable).parent / "pipeline-tui")
    empty = path.with_name("empty.py")
    empty.write_text(EMPTY_APP)
    with (
        running([program, "--workspace", str(path), "--as", "Boss"]) as desk,
        running([sys.executable, str(empty)]) as plain,
    ):
        desk.key_until(b"", re.compile(rb"No check-in"))  # whoever manages and farms begins on the calm desk
        desk.drain(2.0)
        desk.key_until(b"/", re.compile(rb"Find"))
        plain.key_until(b"", re.compile(rb"ready"))
        for terminal in (desk, plain):
            terminal.key_until(f"{RARE}0".encode(), _ALL_TEN)
            terminal.drain(0.5)
        painted: list[float] = []
        bare: list[float] = []
        for number in range(pressed):
            digit = number % 10
            wanted = re.compile(b"QUINTAREL0%d" % digit)
            for terminal, times in ((desk, painted), (plain, bare)):
                times.append(terminal.key_until(str(digit).encode(), wanted)[0])
                terminal.drain(0.2)
                terminal.key_until(b"\x7f", _ALL_TEN)
                terminal.drain(0.2)
    report.add("search: key to paint", painted, "ms", at_most=FRAMES)
    report.add("empty program with a field: key to paint", bare, "ms")
    report.add(
        "search: key to paint / empty program", [a / b for a, b in zip(painted, bare, strict=True)], "x"
    )


def _firms(tx: Tx, names: Sequence[str]) -> None:
    rows = [{"id": at, "name": name} for at, name in enumerate(names, start=1)]
    tx.many("INSERT INTO firm (id, name, folded, city) VALUES (:id, :name, :name, 'Lyon')", rows)


def _people(tx: Tx, rows: Sequence[dict[str, object]], list_id: int) -> None:
    given = {"list": list_id, "at": stamp(big_shop.NOW)}
    every = [{**row, **given} for row in rows]
    tx.many(
        """INSERT INTO contact (id, civility, first_name, last_name, folded, language, firm_id, firm_role,
             audience, country, address, postcode, city, zone, region, preferred_hours, source, hot,
             created_at, version)
           VALUES (:id, 'ms', :first, :last, :last || ' ' || :first, 'fr', :firm, '', 'consumer', 'FR', '',
             '',
             'Lyon', 'Europe/Paris', '', '', 'bench', 0, :at, 1)""",
        every,
    )
    tx.many(
        """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
           VALUES (:id, :e164, '', 'mobile', 'personal', 0, 0, 'Europe/Paris')""",
        every,
    )
    tx.many(
        """INSERT INTO position (contact_id, stage, list_id, firm_id, band, blocker, attempts, promise,
             lease_kind, version) VALUES (:id, 'scouting', :list, :firm, 2, 'no-basis', 0, '', '', 1)""",
        every,
    )


def _person(
    chance: random.Random, last: Sequence[str], first: Sequence[str], number: int
) -> dict[str, object]:
    rare = 2 <= number <= 41
    name = f"{RARE}{number % 40:02}" if rare else chance.choice(last)
    firm = chance.randint(1, FIRMS) if number % 7 == 0 else None
    e164 = f"+336{chance.randrange(10**8):08}"
    return {"id": number, "last": name, "first": chance.choice(first), "firm": firm, "e164": e164}


def _word(chance: random.Random, fewest: int, most: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(fewest, most)))


def _manager(shop: Shop) -> Viewer:
    structure = shop.workspace.structure
    return next(Viewer.of(one, structure) for one in operators(shop) if Role.MANAGER in one.roles)
