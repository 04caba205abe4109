"""Offers on paper: as text, or as PDF; what was not sent is marked as a draft on every page."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.offer_paper import Paper, Printed, as_text, paper_language, paper_of
from pipeline_tui.domain.offers import Offer, OfferState
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.offering import offer
from pipeline_tui.services.shop import Shop
from pipeline_tui.settings import read_settings
from pipeline_tui.storage import contact_lines, journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

PRINTED = "offer_printed"
_LETTER = frozenset({"US", "CA", "MX", "PH"})  # where paper is cut another way


def offer_text(shop: Shop, viewer: Viewer, offer_id: int, version: int | None = None) -> str:
    """Return the paper of an offer of an own deal as plain text."""
    return as_text(_paper(shop, offer(shop, viewer, offer_id, version)))


def print_offer(
    shop: Shop,
    viewer: Viewer,
    offer_id: int,
    path: Path,
    *,
    act: str,
    version: int | None = None,
    replace: bool = False,
) -> Printed:
    """Write an offer of an own deal into a file: as PDF, or as text where its name ends in ``.txt``.

    A file that is there is written over only with ``replace``. A client's name and prices leave the workspace
    with it, so the journal says who printed which version, and when: no entry, no file, and the other way.
    """
    known = offer(shop, viewer, offer_id, version)
    paper, place = _paper(shop, known), path.expanduser().absolute()
    if place.suffix.casefold() == ".txt":
        data = as_text(paper).encode()
    elif place.suffix.casefold() == ".pdf":
        # A third of a second of imports, and only whoever prints needs them.
        from pipeline_tui.services.drawing_pages import pdf_of

        data = pdf_of(paper, letter=shop.workspace.country in _LETTER)
    else:
        raise UsageTrouble(
            tr("Which kind of file?"),
            tr("{name} ends in neither.", name=clean(place.name, limit=120)),
            tr("End its name in .pdf or .txt."),
        )
    final = known.state is OfferState.SENT
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, PRINTED)
        if done is None:
            kind = place.suffix.casefold().lstrip(".")
            detail = {"offer": offer_id, "version": known.version, "as": kind, "final": final}
            journal.append(tx, viewer.operator_id, PRINTED, act, shop.now(), known.contact_id, detail)
        _write(place, data, replace=replace or done is not None)  # a retry writes the same once more
    return Printed(offer_id, known.number, known.version, str(place), final)


def _write(place: Path, data: bytes, *, replace: bool) -> None:
    try:
        with place.open("wb" if replace else "xb") as out:
            out.write(data)
    except FileExistsError as error:
        raise Refused(
            tr("There is such a file already"), clean(str(place), limit=300), tr("Give another name.")
        ) from error
    except OSError as error:
        raise UsageTrouble(
            tr("The offer could not be written"),
            f"{clean(str(place), limit=300)}: {clean(error.strerror or str(error))}.",
            tr("Give a folder that is there and that you may write in."),
        ) from error


def _paper(shop: Shop, known: Offer) -> Paper:
    with shop.store.read() as tx:
        client = contact_lines.contact_lines(tx, known.contact_id)
    language = paper_language(client.language, shop.workspace.language)
    written = (known.sent_at or known.written_at).astimezone(shop.zone).date()
    head = read_settings().letterhead
    return paper_of(known, shop.workspace.firm, client.city, written, language, letterhead=head)
