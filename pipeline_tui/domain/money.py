"""Amounts as people type and read them, in between integer minor units; and which currency a country uses."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import quoted, tr

_NO_CENTS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])

# ISO 4217 code and the ISO 3166 countries that use it.
_COUNTRIES = """
AED AE|AFN AF|ALL AL|AMD AM|AOA AO|ARS AR|AUD AU CC CX HM KI NF NR TV|AWG AW|AZN AZ|BAM BA|BBD BB|BDT BD
BHD BH|BIF BI|BMD BM|BND BN|BOB BO|BRL BR|BSD BS|BTN BT|BWP BW|BYN BY|BZD BZ|CAD CA|CDF CD|CHF CH LI|CLP CL
CNY CN|COP CO|CRC CR|CUP CU|CVE CV|CZK CZ|DJF DJ|DKK DK FO GL|DOP DO|DZD DZ|EGP EG|ERN ER|ETB ET
EUR AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE
EUR IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT|FJD FJ|FKP FK|GBP GB GG GS IM JE|GEL GE
GHS GH|GIP GI|GMD GM|GNF GN|GTQ GT|GYD GY|HKD HK|HNL HN|HTG HT|HUF HU|IDR ID|ILS IL PS|INR IN|IQD IQ|IRR IR
ISK IS|JMD JM|JOD JO|JPY JP|KES KE|KGS KG|KHR KH|KMF KM|KPW KP|KRW KR|KWD KW|KYD KY|KZT KZ|LAK LA|LBP LB
LKR LK|LRD LR|LSL LS|LYD LY|MAD EH MA|MDL MD|MGA MG|MKD MK|MMK MM|MNT MN|MOP MO|MRU MR|MUR MU|MVR MV|MWK MW
MXN MX|MYR MY|MZN MZ|NAD NA|NGN NG|NIO NI|NOK BV NO SJ|NPR NP|NZD CK NU NZ PN TK|OMR OM|PAB PA|PEN PE|PGK PG
PHP PH|PKR PK|PLN PL|PYG PY|QAR QA|RON RO|RSD RS|RUB RU|RWF RW|SAR SA|SBD SB|SCR SC|SDG SD|SEK SE|SGD SG
SHP SH|SLE SL|SOS SO|SRD SR|SSP SS|STN ST|SYP SY|SZL SZ|THB TH|TJS TJ|TMT TM|TND TN|TOP TO|TRY TR|TTD TT
TWD TW|TZS TZ|UAH UA|UGX UG|USD AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI ZW|UYU UY|UZS UZ|VES VE
VND VN|VUV VU|WST WS|XAF CF CG CM GA GQ TD|XCD AG AI DM GD KN LC MS VC|XCG CW SX|XOF BF BJ CI GW ML NE SN TG
XPF NC PF WF|YER YE|ZAR ZA|ZMW ZM
"""

CURRENCY_OF_COUNTRY = MappingProxyType(
    {
        country: entry.split()[0]
        for line in _COUNTRIES.strip().splitlines()
        for entry in line.split("|")
        for country in entry.split()[1:]
    }
)
_CURRENCIES = frozenset(CURRENCY_OF_COUNTRY.values())

_SYMBOLS = MappingProxyType(
    {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹", "CAD": "CA$", "AUD": "A$"}
)
_WRITTEN = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "euro": "EUR", "euros": "EUR", "dollars": "$"}

_THOUSANDS_MARK = MappingProxyType({"en": ",", "de": ".", "es": ".", "it": ".", "nl": ".", "pt": "."})
_MOST_MINOR = 10**15

_MONEY = re.compile(
    r"(?P<before>[^\d.,\s-]*)\s*(?P<number>[\d.,' ]*\d)\s*(?P<kilo>k(?![a-z]))?\s*(?P<after>[^\d.,-]*)"
)
_EXAMPLES = "Write it like 1200, 1 200,50 or 1,200.50."


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has: 2, or 0 for yen and the like, or 3 for some dinars."""
    return 0 if currency in _NO_CENTS else 3 if currency in _THOUSANDTHS else 2


def currency_of(country: str) -> str:
    """Return the ISO 4217 currency of an ISO 3166 country; UsageTrouble for a country nobody knows."""
    currency = CURRENCY_OF_COUNTRY.get(country.upper())
    if currency is None:
        raise UsageTrouble(
            tr("Unknown country"),
            tr('"{country}" is no two-letter country code.', country=country),
            tr("Write FR, US, GB, DE and so on."),
        )
    return currency


def parse_scaled(text: str, language: str, digits: int) -> int:
    """Return a number without a sign as typed, "1,5" or "1 200", times ten to the power of ``digits``.

    UsageTrouble for a negative one, for more decimals, for a mark with two readings, for nonsense.
    """
    plain = _plain(text)
    if plain.startswith(("-", "−", "(")):
        raise UsageTrouble(
            tr("Number not understood"),
            tr('"{text}" is negative.', text=text.strip()[:40]),
            tr("Write it like 1,5."),
        )
    if not re.fullmatch(r"[\d.,' ]*\d", plain):
        raise UsageTrouble(
            tr("Number not understood"),
            tr('"{text}" is no number.', text=text.strip()[:40]),
            tr("Write it like 1,5."),
        )
    scaled = _number(text, plain, language, digits).scaleb(digits)
    if scaled > _MOST_MINOR:
        raise _trouble(text, tr("is larger than any amount that can be kept"))
    return int(scaled)


def parse_money(text: str, language: str, currency: str = "EUR") -> int:
    """Return an amount in minor units of ``currency``; ``language`` only settles what a lone mark means.

    Takes "1 200,50", "1,200.50", "€45", "45€50", "1'200", "12k". UsageTrouble for a negative amount, for more
    decimals than the currency has, for another currency's sign, for a mark with two readings, for nonsense.
    """
    plain = re.sub(r"^(\d+) ?([€£])(\d\d)$", r"\1,\3 \2", _plain(text))
    if plain.startswith(("-", "−", "(")):
        raise _trouble(text, tr("is negative: an amount is zero or more"))
    found = _MONEY.fullmatch(plain)
    if found is None:
        raise _trouble(text, tr("is not an amount"))
    for sign in (found["before"], found["after"].strip()):
        _check_sign(text, sign, currency)
    value = _number(text, found["number"].strip(), language, minor_digits(currency))
    minor = value * (1000 if found["kilo"] else 1) * 10 ** minor_digits(currency)
    if minor != int(minor):
        raise _trouble(
            text,
            tr(
                "has more decimals than {currency} has ({minor_digits})",
                currency=currency,
                minor_digits=minor_digits(currency),
            ),
        )
    if minor > _MOST_MINOR:
        raise _trouble(text, tr("is larger than any amount that can be kept"))
    return int(minor)


def format_money(minor: int, currency: str, language: str, *, cents: bool = False) -> str:
    """Return an amount as read in a language: "1 200,50 €" in French, "€1,200.50" in English.

    Whole amounts are shown without decimals unless ``cents``.
    """
    digits = minor_digits(currency)
    value = Decimal(abs(minor)).scaleb(-digits)
    shown = digits if cents or value != int(value) else 0
    number = f"{value:,.{shown}f}"
    sign = "-" if minor < 0 else ""
    symbol = _SYMBOLS.get(currency, currency)
    if language.startswith("en"):
        return f"{sign}{symbol}{' ' if symbol == currency else ''}{number}"
    return f"{sign}{_continental(number, language)} {symbol}"


def format_scaled(scaled: int, digits: int, language: str) -> str:
    """Return a number of ``digits`` decimals as read in a language, without the zeros at its end: "1,5"."""
    number = f"{Decimal(scaled).scaleb(-digits):,.{digits}f}"
    if digits:
        number = number.rstrip("0").rstrip(".")
    return number if language.startswith("en") else _continental(number, language)


def _continental(number: str, language: str) -> str:
    gap = "." if _THOUSANDS_MARK.get(language[:2]) == "." else " "
    return number.translate({ord(","): gap, ord("."): ","})


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").strip()
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).casefold()


def _check_sign(text: str, sign: str, currency: str) -> None:
    if not sign:
        return
    meant = _WRITTEN.get(sign, sign.upper())
    if meant == currency or meant == _SYMBOLS.get(currency) or (meant == "$" and currency.endswith("D")):
        return
    if meant in _CURRENCIES or meant == "$":
        raise _trouble(text, tr("is not in {currency}, the currency of this workspace", currency=currency))
    raise _trouble(text, tr('has something that is no amount: "{sign}"', sign=sign))


def _number(text: str, number: str, language: str, digits: int) -> Decimal:
    """Return the value of digits with marks; the last mark is the decimal one unless it groups thousands."""
    number = re.sub(r"(?<=\d)[' ](?=\d{3}(?!\d))", "", number)
    marks = [c for c in number if c in ".,"]
    if not set(number) <= set("0123456789.,"):
        raise _trouble(text, tr("has a gap in the wrong place"))
    if len(set(marks)) == 2 or len(marks) == 1:
        decimal = marks[-1]
        whole, _, part = number.rpartition(decimal)
        if len(set(marks)) == 1 and len(part) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole):
            if _THOUSANDS_MARK.get(language[:2]) == decimal:
                return Decimal(whole + part)
            if digits != 3:
                raise _trouble(
                    text,
                    tr("can be read as {whole}{part} or as {whole} and a fraction", whole=whole, part=part),
                )
        groups = whole.split("," if decimal == "." else ".")
        if len(part) > digits:
            raise _trouble(text, tr("has too many decimals ({part} after the mark)", part=len(part)))
    else:
        groups, part = re.split(r"[.,]", number), ""
    if len(groups) > 1 and not (re.fullmatch(r"\d{1,3}", groups[0]) and all(len(g) == 3 for g in groups[1:])):
        raise _trouble(text, tr("has its marks in the wrong places"))
    if not all(group.isdigit() for group in groups):
        raise _trouble(text, tr("has its marks in the wrong places"))
    return Decimal(f"{''.join(groups)}.{part or 0}")


def _trouble(text: str, why: str) -> UsageTrouble:
    return UsageTrouble(tr("Amount not understood"), f"{quoted(text.strip()[:40])} {why}.", _EXAMPLES)
