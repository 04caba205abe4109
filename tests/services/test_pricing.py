"""The price list from files as shops have them; every row is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.price_list import PriceItem, PriceReport, search
from pipeline_tui.services import pricing
from pipeline_tui.services.practising import make_demo
from pipeline_tui.services.undoing import undo
from tests.services.ground import Ground

FRENCH = (
    "Réf;Désignation;Unité;Prix HT;TVA\r\nROSE;Rose rouge;tige;2,50;5,5\r\nLIV;Livraison;;1 200,00;20\r\n"
)


def load(
    ground: Ground, text: str, who: str = "Mona", *, act: str = "", encoding: str = "utf-8", dry: bool = False
) -> PriceReport:
    file = ground.shop.store.path.with_name("prices.csv")
    file.write_bytes(text.encode(encoding))
    return pricing.import_prices(ground.shop, ground.viewer(who), file, act=act or ground.act(), dry_run=dry)


def known(ground: Ground) -> tuple[PriceItem, ...]:
    return pricing.prices(ground.shop, ground.viewer("Hugo"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_french_list_in_every_usual_encoding(three: Ground, encoding: str) -> None:
    report = load(three, FRENCH, encoding=encoding)
    assert (report.rows, report.added, report.updated, report.unchanged, report.rejected) == (2, 2, 0, 0, 0)
    assert report.delimiter == ";"
    assert known(three) == (
        PriceItem("LIV", "Livraison", "", 120_000, 2000),
        PriceItem("ROSE", "Rose rouge", "tige", 250, 550),
    )


def test_again_updates_by_code_and_takes_nothing_away(three: Ground) -> None:
    load(three, FRENCH)
    report = load(three, "code,name,unit,price,vat\nrose,Rose,stem,2.60,5.5\nNEW,Tulip,stem,1.10,5.5\n")
    assert (report.rows, report.added, report.updated, report.unchanged, report.kept) == (2, 1, 1, 0, 1)
    assert [one.code for one in known(three)] == ["LIV", "NEW", "rose"]
    same = load(three, "code,name,unit,price,vat\nrose,Rose,stem,2.60,5.5\n")
    assert (same.unchanged, same.updated, same.kept) == (1, 0, 2)
    assert undo(three.shop, three.viewer("Mona"), act=three.act()).verb == "prices_loaded"
    assert undo(three.shop, three.viewer("Mona"), act=three.act()).verb == "prices_loaded"
    assert [(one.code, one.price_minor) for one in known(three)] == [("LIV", 120_000), ("ROSE", 250)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("X,,stem,2.50,10", "name", "it is empty"),
        (",Rose,stem,2.50,10", "code", "it is empty"),
        ("X,Rose,stem,abc,10", "price", '"abc" is not an amount.'),
        ("X,Rose,stem,-2,10", "price", '"-2" is negative: an amount is zero or more.'),
        ("X,Rose,stem,2.505,10", "price", '"2.505" can be read as 2505 or as 2 and a fraction.'),
        ("X,Rose,stem,£3,10", "price", '"£3" is not in EUR, the currency of this workspace.'),
        ("X,Rose,stem,2.50,120", "tax", '"120" is more than a hundred per cent.'),
        ("X,Rose,stem,2.50,high", "tax", '"high" is no number.'),
        ("ok,Rose,stem,2.50,10", "code", "it stands in row 2 too"),
        ("X,Rose,stem,2.50,10,more", "", "it has 6 cells where the header has 5"),
        (f"{'X' * 41},Rose,stem,2.50,10", "code", "it is longer than 40 characters"),
    ],
)
def test_a_wrong_row_names_its_column_and_spoils_no_other(
    three: Ground, row: str, column: str, reason: str
) -> None:
    report = load(three, f"code,name,unit,price,tax\nOK,Tulip,stem,1.00,10\n{row}\n")
    assert (report.rows, report.added, report.rejected) == (2, 1, 1)
    (wrong,) = [one for one in report.verdicts if one.verdict == "rejected"]
    assert (wrong.row, wrong.column, wrong.reason) == (3, column, reason)
    assert [one.code for one in known(three)] == ["OK"]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("code,name,unit,tax", "price"),
        ("name,price,tax", "code"),
        ("a,b,c", "code, name, price, tax"),
        ("code,name,prix TTC,tva", "without tax"),
    ],
)
def test_a_file_without_the_columns_says_which(three: Ground, header: str, says: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        load(three, f"{header}\nx,y,1,2\n")
    assert says in trouble.value.title
    assert known(three) == ()


def test_rows_in_are_rows_accounted_for_dry_or_not(three: Ground) -> None:
    rows = [f"C{n},Item {n},,{n}.50,{n % 120}" for n in range(300)] + ["C5,Again,,1,1", "bad,,,,"]
    text = "code,name,unit,price,tax\n" + "\n".join(rows)
    dry = load(three, text, dry=True)
    assert known(three) == ()
    real = load(three, text)
    assert (dry.added, dry.rejected, dry.verdicts) == (real.added, real.rejected, real.verdicts)
    assert real.rows == 302 == real.added + real.updated + real.unchanged + real.rejected
    assert len(known(three)) == real.added


def test_only_managers_load_and_everybody_reads(three: Ground) -> None:
    for who in ("Sam", "Hugo", "Fatou"):
        with pytest.raises(Refused):
            load(three, FRENCH, who)
    load(three, FRENCH)
    for who in ("Sam", "Hugo", "Fatou", "Mona"):
        assert len(pricing.prices(three.shop, three.viewer(who))) == 2


def test_what_is_no_list_is_refused(three: Ground, tmp_path: Path) -> None:
    with pytest.raises(PipelineError):
        pricing.import_prices(three.shop, three.viewer("Mona"), tmp_path / "nowhere.csv", act=three.act())
    with pytest.raises(PipelineError):
        load(three, "code,name,price,tax\n")


def test_search_finds_every_word_and_codes_first() -> None:
    items = (
        PriceItem("B1", "Red rose bouquet", "", 1, 0),
        PriceItem("ROSE", "Rosé wine", "", 1, 0),
        PriceItem("T1", "Tulip", "", 1, 0),
    )
    assert [one.code for one in search(items, "rose", 9)] == ["ROSE", "B1"]
    assert [one.code for one in search(items, "bou RED", 9)] == ["B1"]
    assert [one.code for one in search(items, "", 2)] == ["B1", "ROSE"]
    assert search(items, "lily", 9) == ()


@pytest.mark.parametrize("trade", ["florist", "furniture"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_practice_shop_has_prices(tmp_path: Path, trade: str, language: str) -> None:
    shop = make_demo(tmp_path / "demo.db", contacts=1, history_days=0, trade=trade, language=language)
    items = pricing.practice_prices(shop)
    with shop.store.read() as tx:
        assert tx.value("SELECT COUNT(*) FROM price_item") == len(items) == 8
    assert all(one.price_minor > 0 and one.tax > 0 for one in items)
    shop.close()
