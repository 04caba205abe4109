"""Where an offer is printed to: a folder that is there, and a name that is free."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.offers import Offer
from pipeline_tui.screens.ask import Reading
from pipeline_tui.wording import tr

KINDS = (".pdf", ".txt")


def first_place(offer: Offer, version: int, folder: str) -> Path:
    """Return where an offer goes first: the folder of the settings, the documents, else where we are."""
    import platformdirs

    wanted = Path(folder).expanduser() if folder else Path(platformdirs.user_documents_dir())
    place = wanted if wanted.is_dir() else Path.cwd()
    name = f"{offer.number}-v{version}"
    tries = (place / f"{name}{again}.pdf" for again in ("", *(f"-{count}" for count in range(2, 1000))))
    return next((one for one in tries if not one.exists()), place / f"{name}.pdf")


def reads_place(text: str) -> Reading:
    """Read the name of a file to print into."""
    place = Path(text.strip()).expanduser()
    if place.suffix.casefold() not in KINDS:
        return Reading(trouble=tr("its name ends in .pdf, or in .txt for plain text"))
    if not place.absolute().parent.is_dir():
        return Reading(trouble=tr("there is no folder {parent}", parent=place.parent))
    if place.exists():
        return Reading(trouble=tr("there is such a file already: give another name"))
    kind = "PDF" if place.suffix.casefold() == ".pdf" else tr("plain text")
    return Reading(tr("{kind}, into {parent}", kind=kind, parent=place.absolute().parent))
