"""A scout at a real terminal with the keyboard only: one verb for each thing a scout does, all read back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import Pty, Seen, in_pty

RESTING = "No contact in hand"
_FIRST = ("Alice", "Basile", "Chloé", "Denis", "Elsa", "Fanny")
_LAST = (
    "ABEILLE",
    "BOULEAU",
    "CERISE",
    "DAHLIA",
    "ÉGLANTINE",
    "FOUGÈRE",
    "GENÊT",
    "HORTENSIA",
    "IRIS",
    "JONQUILLE",
)
NAMES = tuple(f"{first} {last}" for last in _LAST for first in _FIRST)

_HEAD = "Civilité;Nom;Prénom;Téléphone;Portable;Société;Ville;Code postal;Type;Consentement;Date consentement"


def contacts(number: int, *, firm_of: int = 0) -> str:
    """Return a list of so many people with fixed line and mobile; ``firm_of`` colleagues share a firm."""
    lines = [_HEAD]
    for at in range(number):
        first, last = NAMES[at].split(" ")
        firm = f"Serre {at // firm_of + 1}" if firm_of else ""
        kind = "professionnel" if firm_of else "particulier"
        # Numbers of the ranges set aside for fiction.
        phones = f"01 99 00 50 {at:02};06 39 98 50 {at:02}"
        lines.append(f"Mme;{last};{first};{phones};{firm};Paris;75011;{kind};formulaire web;02/09/2026")
    return "\n".join(lines) + "\n"


def shop_of(
    prompt: Prompt, *people: str, text: str, trade: str = "florist", structure: str = "three-tier"
) -> Path:
    """Set up an English-speaking practice shop in France with a list, and return its workspace."""
    operators = [word for person in people for word in ("--operator", person)]
    place = ("--trade", trade, "--country", "FR", "--language", "en")
    prompt.done("init", "--practice", "--firm", "Fleurs", *place, "--structure", structure, *operators)
    file = Path(prompt.workspace).with_name("people.csv")
    file.write_text(text, "utf-8")
    manager = people[-1].partition(":")[0]
    report = prompt.done("lists", "import", file, "--list", "Salon", "--as", manager)
    assert report["taken"] == text.count("\n") - 1, report
    return Path(prompt.workspace)


@dataclass(frozen=True, slots=True)
class Scout:
    """Somebody's hands and eyes at one desk."""

    pty: Pty
    names: Collection[str] = NAMES

    @property
    def who(self) -> str:
        """Return the name of the contact in hand, "" at rest."""
        line = self.pty.screen().splitlines()[1]
        return next((name for name in self.names if name in line), "")

    def sees(self, *wanted: str | Seen) -> str:
        """Wait until all of this stands on the screen."""
        return self.pty.wait_for(*wanted)

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.pty.press(*keys)

    def next(self, name: str = "") -> str:
        """Press Enter for the next contact; say who it is."""
        self.press("enter")
        self.sees(name or self.anybody, "Enter dial")
        return self.who

    def dial(self) -> None:
        """Ring."""
        self.press("enter")
        self.sees("h HOT")

    def ring(self) -> str:
        """Ring whoever is in hand; say who that is."""
        self.sees(self.anybody, "Enter dial")
        who = self.who
        self.dial()
        return who

    def fields(self, *answers: str) -> None:
        """Answer the questions of the step one after the other, and go back to the keys."""
        for answer in answers:
            self.press("tab")
            self.sees("back to the keys")
            self.press(*answer)
        self.press("escape")
        self.sees("h HOT")

    def stored(self, who: str, *words: str, again: bool = False) -> None:
        """Wait until an act is told to be stored and another contact, or the same ``again``, stands ready."""
        self.sees("✓ ", who, *words, "Enter dial", lambda _: (self.who == who) is again and self.who != "")

    def stayed(self, who: str, *words: str) -> None:
        """Wait until an outcome is told to be stored with the contact still in hand; then go on."""
        self.sees("✓ ", *words, f"{who} · ", "Enter dial", lambda _: self.who == who)
        self.press("s")
        self.stored(who, "put back")

    def palette(self, words: str) -> None:
        """Find a command by its words."""
        self.press(":")
        self.sees("what do you want to do?")
        self.press(*words)
        self.sees(words)
        self.press("enter")

    def note(self, text: str) -> None:
        """Write a note and go back to the keys."""
        self.press("e")
        self.sees("back to the keys")
        self.press(*text)
        self.sees(text.split()[-1])  # a long one goes on in the next line
        self.press("escape")
        self.sees("h HOT")

    def anybody(self, screen: str) -> bool:
        """Return whether some contact is in hand."""
        return bool(self.who)


@contextmanager
def at_desk(
    path: Path,
    name: str,
    now: str = MOMENT,
    *,
    size: tuple[int, int] = (80, 24),
    names: Sequence[str] = NAMES,
) -> Iterator[Scout]:
    """Open the workstation for somebody at a practice time."""
    with in_pty(path, now, "--as", name, size=size) as pty:
        yield Scout(pty, names)


def figures_in(screen: str) -> tuple[int, int] | None:
    """Return calls and hot ones as the header tells them, None as long as it is half painted."""
    header = screen.splitlines()[0]
    found = re.search(r"(\d+) calls?(?: · \d+ reached)?.* (\d+) hot", header)
    return (int(found[1]), int(found[2])) if found is not None else None
