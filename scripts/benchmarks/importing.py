"""Loading 200,000 rows with every check against peers that check less, and the floor while it loads."""

from __future__ import annotations

import csv
import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import uuid
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import phonenumbers
from sqlmodel import Field, Session, SQLModel, create_engine

from pipeline_tui.domain.import_choices import ImportCancelled, Phase, Progress
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phone_plans import plain_number
from pipeline_tui.domain.stages import Role
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.signing_in import operators
from pipeline_tui.services.undoing_imports import undo_import
from scripts.benchmarks import big_shop, floor
from scripts.benchmarks.measuring import Report, percentile

ROWS, FEW = 200_000, 20_000
REPEATS = 5
_HEADER = ("Nom", "Prénom", "Société", "Téléphone", "E-mail", "Adresse", "Code postal", "Ville")
_FIRST = ("Claire", "Paul", "Marie", "Jean", "Zoé", "Hugo", "Nina", "Omar", "Karim", "Julie", "Chloé", "Inès")
_LAST = ("Martin", "Bernard", "Dubois", "Petit", "Durand", "Moreau", "Lefèvre", "Mercier", "Garcia", "Roux")
_STREETS = ("rue de la Paix", "avenue Foch", "place Bellecour", "chemin des Vignes")


class Lead(SQLModel, table=True):
    """The row as a first thought would store it."""

    id: int | None = Field(default=None, primary_key=True)
    nom: str
    prenom: str
    societe: str
    telephone: str
    email: str
    adresse: str
    code_postal: str
    ville: str


def write_list(path: Path, rows: int) -> None:
    """Write an invented list: numbers of three countries, one row in a hundred without one."""
    draw = random.Random(5)
    postcodes = [f"{draw.randint(1000, 95999):05}" for _ in range(6000)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(_HEADER)
        for at in range(rows):
            first = draw.choice(_FIRST)
            last = draw.choice(_LAST) + "".join(draw.choices("aeioklmnrst", k=draw.randint(0, 5)))
            writer.writerow(
                (
                    last.upper(),
                    first,
                    f"{last} & Fils {at % 5000}" if at % 4 == 0 else "",
                    _number(draw) if at % 100 else "n/c",
                    f"{first}.{last}{at}@example.org".lower() if at % 2 else "",
                    f"{at % 200} {draw.choice(_STREETS)}",
                    draw.choice(postcodes),
                    "Lyon",
                )
            )


def _number(draw: random.Random) -> str:
    while True:
        country, start, digits = draw.choice(
            (("FR", "06", 8), ("FR", "01", 8), ("FR", "04", 8), ("GB", "+447", 9), ("DE", "+4989", 8))
        )
        text = start + "".join(draw.choices("0123456789", k=digits))
        if plain_number(text, country) is not None:
            spaced = " ".join(text[at : at + 2] for at in range(0, len(text), 2))
            return spaced if country == "FR" and draw.random() < 0.6 else text


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _manager(shop: Shop) -> Viewer:
    found = next(one for one in operators(shop) if Role.MANAGER in one.roles)
    return Viewer.of(found, shop.workspace.structure)


def _ours(folder: Path, file: Path) -> float:
    """Load the file into a shop and return the CPU seconds; every row must be accounted for."""
    path = folder / f"{uuid.uuid4().hex}.db"
    shop = big_shop.make(path, 1000)
    start = _cpu()
    report = import_list(shop, _manager(shop), file, list_name="Bench", act=uuid.uuid4().hex)
    taken = _cpu() - start
    assert report.rows == report.taken + report.merged + report.rejected
    shop.close()
    return taken


def _sqlite_utils(folder: Path, file: Path) -> float:
    """Let sqlite-utils insert the file, with its own guessing of types and no check at all."""
    target = folder / f"{uuid.uuid4().hex}.db"
    command = [sys.executable, "-m", "sqlite_utils", "insert", str(target), "leads", str(file)]
    start = _cpu()
    subprocess.run([*command, "--csv", "--delimiter", ";", "--silent"], check=True, stdout=subprocess.DEVNULL)
    return _cpu() - start


def _add_all(folder: Path, file: Path) -> float:
    """Store the rows by SQLModel's ``add_all`` in one transaction; of every check only that of numbers."""
    engine = create_engine(f"sqlite:///{folder / uuid.uuid4().hex}.db")
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables["lead"]])
    start = _cpu()
    with file.open(encoding="utf-8", newline="") as read, Session(engine) as session:
        rows = csv.reader(read, delimiter=";")
        next(rows)
        names = ("nom", "prenom", "societe", "telephone", "email", "adresse", "code_postal", "ville")
        values: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
        for each in values:
            each["telephone"] = _checked(each["telephone"])
        session.add_all([Lead(**each) for each in values])
        session.commit()
    taken = _cpu() - start
    engine.dispose()
    return taken


def _checked(telephone: str) -> str:
    """Return a number as phonenumbers reads it, "" when it is not valid: what a first thought would ask."""
    try:
        number = phonenumbers.parse(telephone, "FR")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def run(report: Report, *, quick: bool) -> None:
    """Measure CPU time, memory and undo of a load, and the floor's waits while one runs."""
    rows = FEW if quick else ROWS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "list.csv"
        write_list(file, rows)
        _peers(report, folder, file, rows)
        _memory_and_undo(report, folder, file, rows)
        _while_calling(report, folder, file, 8 if quick else floor.DESKS)


def _peers(report: Report, folder: Path, file: Path, rows: int) -> None:
    to_insert, to_add_all, ours = [], [], []
    for _ in range(REPEATS):
        mine, theirs, naive = _ours(folder, file), _sqlite_utils(folder, file), _add_all(folder, file)
        ours.append(mine / rows * 1e6)
        to_insert.append(mine / theirs)
        to_add_all.append(naive / mine)
        for left in folder.glob("*.db*"):
            left.unlink()
    report.add(f"import of {rows:,} rows, every check: CPU of a row", ours, "µs")
    report.add("import / sqlite-utils insert, no check (CPU)", to_insert, "x", at_most=1)
    report.add("SQLModel add_all with phonenumbers / import (CPU)", to_add_all, "x", at_least=2)


def _memory_and_undo(report: Report, folder: Path, file: Path, rows: int) -> None:
    answer = folder / "memory.txt"
    spawned = multiprocessing.get_context("spawn").Process(target=_in_a_process, args=(folder, file, answer))
    spawned.start()
    spawned.join()
    peak, undone = answer.read_text().split()
    report.add(f"import of {rows:,} rows: peak memory", [float(peak)], "MiB")
    report.add("undo of it: CPU of a row", [float(undone) / rows * 1e6], "µs")


def _in_a_process(folder: Path, file: Path, answer: Path) -> None:
    shop = big_shop.make(folder / "memory.db", 1000)
    me = _manager(shop)
    import_list(shop, me, file, list_name="Bench", act=uuid.uuid4().hex)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = _cpu()
    undo_import(shop, me, "Bench", act=uuid.uuid4().hex)
    answer.write_text(f"{peak} {_cpu() - start}")
    shop.close()


def _while_calling(report: Report, folder: Path, file: Path, desks: int) -> None:
    """Compare the desks' waits at two calls a second, while nothing loads and while the file does."""
    shop = big_shop.make(folder / "floor.db", 100_000, scouts=floor.DESKS)
    path = shop.store.path
    shop.close()
    quiet = floor.paced(path, desks)
    context = multiprocessing.get_context("spawn")
    writing, stop = context.Event(), context.Event()
    loader = context.Process(target=_load_until, args=(path, file, writing, stop))
    loader.start()
    writing.wait(600)
    busy = floor.paced(path, desks)
    stop.set()
    loader.join()
    for name, waits in (("", quiet), (" while a list loads", busy)):
        p50, p99 = percentile(waits, 0.5), percentile(waits, 0.99)
        report.add(f"{desks} desks at 2 calls/s{name}: p99", [p99], "ms")
        report.add(f"{desks} desks at 2 calls/s{name}: p99 / p50", [p99 / p50], "x", at_most=5)
    report.add(f"{desks} desks at 2 calls/s while a list loads: longest wait", [max(busy)], "ms")


def _load_until(path: Path, file: Path, writing: Event, stop: Event) -> None:
    """Load the file again and again until told to stop; say when the first new contacts are being stored."""
    shop = open_shop(path, now=big_shop.NOW, running=True)
    me = _manager(shop)

    def told(how_far: Progress) -> None:
        if how_far.phase is Phase.LOADING:
            writing.set()

    while not stop.is_set():
        name = uuid.uuid4().hex
        try:
            import_list(
                shop, me, file, list_name=name, progress=told, cancelled=stop.is_set, act=uuid.uuid4().hex
            )
            undo_import(shop, me, name, act=uuid.uuid4().hex)
        except ImportCancelled:
            break
    shop.close()
