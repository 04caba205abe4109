"""A manager who loads lists and registers while the others call, and takes some back; killed as they are."""

from __future__ import annotations

import json
import os
import random
import traceback
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices, Known
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    importing,
    loading,
    loading_registers,
    taking_loads_back,
    undoing,
    undoing_imports,
)
from pipeline_tui.services.resuming_loads import resume_loads
from pipeline_tui.services.signing_in import sign_in, who
from tests.killing.ground import LOADER, MANAGER, WORKERS, Ground, name_of, new_number, open_acks, read_acks

FIRST_LOADED = 10_000  # number of the first contact that a load brings
_HEADER = "Nom;Prénom;Société;Téléphone;Ville;Type;Vendeur;Achats"
_SCOUTED = ("Salon", "Fair", "Street")
_PER_LOAD = 40  # at most
_COUNTRY = "FR"
REGISTER = "Robinson"


class Loader:
    """Loads and takes back until killed; what it is about to do is told before, what is stored after."""

    def __init__(self, ground: Ground, seed: int) -> None:
        """Open the shop and the file of acknowledgements."""
        self._draw = random.Random(seed)
        self._folder = ground.path.parent
        self._base = range(ground.contacts)
        self._path = ground.acks(LOADER)
        self._acks = open_acks(self._path)
        self._shop = ground.open()
        self._viewer = sign_in(self._shop, who(self._shop, MANAGER))
        self._loads = sum(told["what"] == "load-begins" for told in read_acks(self._path))
        # Small portions: what is loaded in one second is stored in as many acts as a large list.
        loading.ROWS_AT_ONCE = loading._LINKED_AT_ONCE = taking_loads_back._AT_ONCE = 15
        loading_registers._AT_ONCE = 20

    def work(self, turns: int | None = None) -> None:
        """Open the lists, as the manager's desk does, then load one file after the other."""
        resume_loads(self._shop, self._viewer)
        while turns is None or turns > 0:
            try:
                self._turn()
            except (NothingToDo, Refused):
                self._tell("nothing-to-take-back")
            if turns is not None:
                turns -= 1
        self._shop.close()

    def leave_one_of_each(self) -> None:
        """Load a list and a register that nobody takes back."""
        self._scouted()
        self._load_register()

    def _turn(self) -> None:
        deeds: tuple[Callable[[], None], ...] = (self._scouted, self._hot, self._clients, self._register)
        self._draw.choices((*deeds, self._take_back), weights=(4, 1, 1, 4, 4))[0]()

    def _scouted(self) -> None:
        self._load(self._draw.choice(_SCOUTED), ImportChoices(known=self._draw.choice(list(Known))))

    def _hot(self) -> None:
        self._load("Hot", ImportChoices(stage=Stage.HUNTING, audience=Audience.BUSINESS))

    def _clients(self) -> None:
        choices = ImportChoices(
            stage=Stage.FARMING,
            audience=Audience.BUSINESS,
            basis=BasisKind.CONTRACT,
            evidence="orders of the old shop",
        )
        self._load("Clients", choices)

    def _load(self, name: str, choices: ImportChoices) -> None:
        """Load new people, one of them twice, some who are known and have moved, and one without a number."""
        first, count = FIRST_LOADED + _PER_LOAD * self._loads, self._draw.randint(5, _PER_LOAD)
        known = self._draw.sample(self._base, 8)
        town = f"Town {self._loads}"
        owner = name_of(self._draw.randrange(WORKERS)) if self._draw.random() < 0.7 else ""
        bought = "12/03/2026 45,50 € roses" if choices.stage is Stage.FARMING else ""
        rows = [
            f"N{at};;Firm {at};{new_number(at)};{town};pro;{owner};{bought}"
            for at in range(first, first + count)
        ]
        rows += [f"Contact {at};;;{new_number(at)};{town};pro;;" for at in known]
        rows += [rows[0], "Nobody;;Firm 0;none;;pro;;"]
        file = self._folder / f"list-{self._loads}.csv"
        file.write_text("\n".join((_HEADER, *rows)), encoding="utf-8")
        act = uuid.uuid4().hex
        self._loads += 1
        self._tell("load-begins", act=act, first=first, count=count, known=known, town=town, rows=len(rows))
        importing.import_list(self._shop, self._viewer, file, list_name=name, choices=choices, act=act)
        self._tell(f"load-{choices.stage.value}", act=act, contact=None)
        file.unlink()

    def _take_back(self) -> None:
        """Take one list back: the first in a drawn order that was loaded and not taken back yet."""
        for name in self._draw.sample((*_SCOUTED, "Hot", "Clients"), len(_SCOUTED) + 2):
            act = uuid.uuid4().hex
            with suppress(UsageTrouble, NothingToDo):
                undoing_imports.undo_import(self._shop, self._viewer, name, act=act)
                self._tell("load-undone", act=act, contact=None)
                return

    def _register(self) -> None:
        """Load a new copy; now and then it was the wrong one, and the copy before counts again."""
        self._load_register()
        if self._draw.random() < 0.3:
            act = uuid.uuid4().hex
            undoing.undo(self._shop, self._viewer, act=act)
            self._tell("register-undone", act=act, contact=None)

    def _load_register(self) -> None:
        listed = self._draw.sample(
            self._base, self._draw.randint(len(self._base) // 50, len(self._base) // 15)
        )
        file = self._folder / "register.txt"
        file.write_text("\n".join(f"{new_number(at)},2026-01-31" for at in listed), encoding="utf-8")
        act = uuid.uuid4().hex
        self._tell("register-begins", act=act, listed=listed)
        loading_registers.load_register(
            self._shop,
            self._viewer,
            file,
            country=_COUNTRY,
            dated=self._shop.today() - timedelta(days=1),
            name=REGISTER,
            act=act,
        )
        self._tell("register", act=act, contact=None)

    def _tell(self, what: str, **told: Any) -> None:
        os.write(self._acks, (json.dumps({"what": what, **told}) + "\n").encode())


def run(ground: Ground, seed: int, turns: int | None = None) -> None:
    """Load in this process; whatever goes wrong is written down for the judgement."""
    try:
        Loader(ground, seed).work(turns)
    except Exception:  # noqa: BLE001 - the judgement raises it
        told = json.dumps({"what": "crash", "trace": traceback.format_exc()}) + "\n"
        os.write(open_acks(ground.acks(LOADER)), told.encode())
