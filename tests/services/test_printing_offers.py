"""Paper: what stands on it is read back by an independent reader and compared with the offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.offer_paper import Paper, as_text, paper_language, paper_of
from pipeline_tui.domain.offers import Contents, Offer, OfferLine, OfferState, totals
from pipeline_tui.services import offering, printing_offers
from pipeline_tui.services.drawing_pages import pdf_of
from pipeline_tui.settings import config_file
from tests.services.ground import MONDAY, Ground

DAY = date(2026, 11, 24)
LINES = (
    OfferLine("Roses rouges, longues tiges", 12_500, 250, tax=550, unit="tiges", code="ROSE"),
    OfferLine("Łódź żółć, Ελληνικά άνθη, Букет из пионов, ő ű ğ ş ț", 3000, 123_456, 750, 2000),
    OfferLine("Œuvre «à façon» & <b>non</b> gras", 1000, 99, tax=2000),
)


def offer_of(*lines: OfferLine, discount: int = 0, currency: str = "EUR", words: str = "") -> Offer:
    return Offer(
        id=1,
        number="2026-0042",
        deal_id=1,
        contact_id=1,
        client="Claire MARTIN",
        firm="Hôtel des Deux Passerelles",
        hunter="Zoë",
        version=3,
        state=OfferState.SENT,
        contents=Contents(lines, discount, date(2026, 12, 1), words),
        currency=currency,
        totals=totals(lines, discount),
        deepest=0,
        limit=0,
        written_at=MONDAY,
    )


def paper(offer: Offer, language: str = "fr") -> Paper:
    return paper_of(offer, "Fleurs du Port", "Lyon", DAY, language)


def pages(data: bytes, folder: Path) -> list[str]:
    file = folder / "read-back.pdf"
    file.write_bytes(data)
    return [page.extract_text() for page in PdfReader(file).pages]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def amounts(text: str, label: str) -> list[int]:
    """Return the minor units that stand after a label, written the French way."""
    found = re.findall(rf"{re.escape(label)}\s+(-?[\d ]+,\d\d) €", flat(text))
    return [int(Decimal(one.replace(" ", "").replace(",", ".")) * 100) for one in found]


def test_every_letter_of_europe_and_every_total_come_out(tmp_path: Path) -> None:
    offer = offer_of(*LINES, discount=500, words="Bonjour,\nvoici notre proposition.")
    (page,) = pages(pdf_of(paper(offer)), tmp_path)
    read = flat(page)
    for line in LINES:
        assert line.text in read
    for wanted in ("Devis 2026-0042", "version 3", "Fleurs du Port", "Claire MARTIN", "Zoë", "Lyon"):
        assert wanted in read
    for wanted in ("24 novembre 2026", "1er décembre 2026", "12,5 tiges", "1 234,56 €", "-7,5 %", "page 1/1"):
        assert wanted in read
    sums = offer.totals
    assert amounts(page, "Total TTC") == [sums.gross_minor]
    assert amounts(page, "Total HT") == [sums.net_minor]
    assert amounts(page, "Remise globale 5 %") == [-sums.discount_minor]
    taxes = re.findall(r"TVA ([\d,]+) % sur ([\d ]+,\d\d) € ([\d ]+,\d\d) €", read)
    told = [tuple(Decimal(one.replace(" ", "").replace(",", ".")) for one in row) for row in taxes]
    assert told == [
        (Decimal(rate.tax) / 100, Decimal(rate.net_minor) / 100, Decimal(rate.tax_minor) / 100)
        for rate in sums.rates
    ]


def test_a_long_offer_breaks_with_its_heading_repeated(tmp_path: Path) -> None:
    lines = tuple(
        replace(LINES[0], text=f"Ligne numéro {n} " + "et encore des mots " * (n % 9)) for n in range(1, 91)
    )
    offer = offer_of(*lines)
    every = pages(pdf_of(paper(offer)), tmp_path)
    assert len(every) > 2
    for number, page in enumerate(every, start=1):
        assert f"page {number}/{len(every)}" in page
        assert "Devis 2026-0042" in page
    with_lines = [page for page in every if "Ligne numéro" in page]
    assert all("Désignation" in page for page in with_lines)
    read = flat(" ".join(every))
    assert [int(n) for n in re.findall(r"Ligne numéro (\d+) ", read)] == list(range(1, 91))
    assert amounts(every[-1], "Total TTC") == [offer.totals.gross_minor]


def test_a_word_longer_than_its_column_is_not_lost(tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 8
    (page,) = pages(pdf_of(paper(offer_of(replace(LINES[0], text=word, code="")))), tmp_path)
    assert word in re.sub(r"\s+", "", page)


@pytest.mark.parametrize(
    ("currency", "language", "shown"),
    [
        ("EUR", "fr", "1 234,50 €"),
        ("EUR", "en", "€1,234.50"),
        ("JPY", "en", "¥123,450"),
        ("KWD", "fr", "123,450 KWD"),
    ],
)
def test_amounts_as_the_currency_and_the_language_write_them(
    tmp_path: Path, currency: str, language: str, shown: str
) -> None:
    offer = offer_of(OfferLine("x", 1000, 123_450), currency=currency)
    (page,) = pages(pdf_of(paper(offer, language)), tmp_path)
    assert shown in flat(page)
    assert shown in as_text(paper(offer, language))


def test_the_same_paper_is_the_same_file_with_its_fonts_in_it(tmp_path: Path) -> None:
    made = paper(offer_of(*LINES))
    data = pdf_of(made)
    assert data == pdf_of(made)
    file = tmp_path / "fonts.pdf"
    file.write_bytes(data)
    resources: Any = PdfReader(file).pages[0]["/Resources"]
    fonts = [one.get_object() for one in resources["/Font"].values()]
    drawn = [one for one in fonts if "DejaVuSans" in one["/BaseFont"]]
    assert len(drawn) >= 2
    assert all("/FontFile2" in one["/FontDescriptor"] for one in drawn)
    assert len(data) < 200_000
    assert pdf_of(made, letter=True) != data


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    offer = replace(offer_of(*LINES * 30), state=OfferState.WAITING)
    every = pages(pdf_of(paper(offer)), tmp_path)
    assert len(every) > 1
    assert all("BROUILLON" in page for page in every)
    assert as_text(paper(offer)).count("BROUILLON") == 2


def columns(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if line.strip())


def test_the_text_holds_the_same_within_its_width() -> None:
    offer = offer_of(*LINES, discount=500)
    text = as_text(paper(offer))
    assert all(len(line) <= 78 for line in columns(text))
    assert amounts(text, "Total TTC") == [offer.totals.gross_minor]
    for wanted in ("Devis 2026-0042 · version 3", "1er décembre 2026", "12,5 tiges", "-7,5 %"):
        assert wanted in text


def test_the_firm_s_address_stands_under_its_name_and_a_town_once(tmp_path: Path) -> None:
    offer = replace(offer_of(*LINES), firm="Hôtel des Deux Passerelles, Lyon")
    made = paper_of(
        offer, "Fleurs du Port", "Lyon", DAY, "fr", letterhead="12 rue des Tanneurs\n\x1b]0;x\n69002 Lyon\n"
    )
    assert as_text(made).splitlines()[:3] == ["Fleurs du Port", "12 rue des Tanneurs", "]0;x"]
    first = pages(pdf_of(made), tmp_path)[0]
    assert first.index("12 rue") < first.index("69002 Lyon") < first.index("Pour")
    assert "Passerelles, Lyon, Lyon" not in first
    assert "Passerelles, Lyon" in first


def test_the_letterhead_is_a_setting(three: Ground, tmp_path: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('letterhead = "12 rue des Tanneurs\\n69002 Lyon"\n', encoding="utf-8")
    hugo = three.viewer("Hugo")
    made = offering.open_offer(three.shop, hugo, three.deal(hugo), act=three.act())
    assert "12 rue des Tanneurs\n69002 Lyon" in printing_offers.offer_text(three.shop, hugo, made.id)


def test_the_paper_speaks_the_client_s_language() -> None:
    assert [paper_language(*one) for one in (("fr", "en"), ("fr-FR", "en"), ("pl", "fr"), ("", "xx"))] == [
        "fr",
        "fr",
        "fr",
        "en",
    ]


def test_what_was_not_sent_is_no_offer(three: Ground, tmp_path: Path) -> None:
    hugo = three.viewer("Hugo")
    says = Contents((OfferLine("roses", 1000, 250),), 1500)
    made = offering.open_offer(three.shop, hugo, three.deal(hugo), says, act=three.act())
    offering.send_offer(three.shop, hugo, made.id, act=three.act())
    draft = printing_offers.print_offer(three.shop, hugo, made.id, tmp_path / "draft.pdf", act=three.act())
    assert not draft.final
    assert "BROUILLON" in pages(Path(draft.file).read_bytes(), tmp_path)[0]
    lower = replace(made.contents, discount=1000)
    offering.write_offer(three.shop, hugo, made.id, 1, lower, act=three.act())
    offering.send_offer(three.shop, hugo, made.id, act=three.act())
    final = printing_offers.print_offer(three.shop, hugo, made.id, tmp_path / "final.pdf", act=three.act())
    assert final.final
    assert "BROUILLON" not in pages(Path(final.file).read_bytes(), tmp_path)[0]
    text = printing_offers.print_offer(three.shop, hugo, made.id, tmp_path / "final.txt", act=three.act())
    assert Path(text.file).read_text("utf-8") == printing_offers.offer_text(three.shop, hugo, made.id)


def test_where_it_cannot_be_written(three: Ground, tmp_path: Path) -> None:
    hugo = three.viewer("Hugo")
    made = offering.open_offer(three.shop, hugo, three.deal(hugo), act=three.act())
    place = tmp_path / "offer.pdf"
    act = three.act()
    first = printing_offers.print_offer(three.shop, hugo, made.id, place, act=act)
    assert printing_offers.print_offer(three.shop, hugo, made.id, place, act=act) == first
    with pytest.raises(Refused):
        printing_offers.print_offer(three.shop, hugo, made.id, place, act=three.act())
    printing_offers.print_offer(three.shop, hugo, made.id, place, replace=True, act=three.act())
    for wrong in (tmp_path / "nowhere" / "offer.pdf", tmp_path / "offer.doc", tmp_path):
        with pytest.raises(UsageTrouble):
            printing_offers.print_offer(three.shop, hugo, made.id, wrong, act=three.act())
    printed = three.one("SELECT COUNT(*), MIN(detail) FROM journal WHERE verb = 'offer_printed'")
    assert printed == (2, f'{{"as":"pdf","final":false,"offer":{made.id},"version":1}}'), (
        "what failed is not there"
    )
    assert three.whole()
