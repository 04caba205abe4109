"""German Länder by postcode, for their public holidays; where a prefix reaches into several, all of them.

Postcodes follow mail routes, not borders, so that a doubt names one Land more than there may be: a holiday in
any of them then counts.
"""

from __future__ import annotations

from functools import lru_cache

# Länder: first digits of postcodes; the longest prefix that is there decides.
_LAENDER = {
    "SN": "02 040-043 047 08 09",
    "BB": "03 15 16",
    "BB,SN": "01 04",
    "SN,TH": "046 07",
    "TH": "98 99",
    "ST": "061-064 066-069 39",
    "ST,TH": "06",
    "BE": "10",
    "BB,BE": "12 13 14",
    "BB,MV": "17",
    "MV": "18 170-171 174 190-191",
    "BB,MV,NI": "19",
    "HH": "20",
    "HH,NI,SH": "21",
    "HH,SH": "22",
    "MV,SH": "23",
    "SH": "24 25 235-238",
    "NI": "26 30 31 295-296 380-383",
    "HB,HH,NI,SH": "27",
    "HB,NI": "28",
    "NI,ST": "29 38",
    "NW": "33 40-42 44-47 50-52 58-59 480-483",
    "NI,NW": "32 48 49",
    "HE,NI,NW": "34",
    "HE": "35 60-61 340-342",
    "HE,TH": "36",
    "HE,NI,NW,TH": "37",
    "NW,RP": "53 57",
    "RP,SL": "54 66",
    "HE,RP": "55 56 65",
    "BY,HE": "63",
    "BW,BY,HE": "64 69",
    "SL": "661-663 667",
    "RP": "67",
    "BW,HE": "68",
    "BW": "70-73 75 77-79",
    "BW,BY": "74 88 89 97",
    "BW,RP": "76",
    "BY": "80-87 90-95 970-974",
    "BY,TH": "96",
}


def laender_of(digits: str) -> str:
    """Return the Länder a postcode of five digits may lie in, by comma; "" when it is not known."""
    table = _by_prefix()
    return table.get(digits[:3]) or table.get(digits[:2], "")


@lru_cache(maxsize=1)
def _by_prefix() -> dict[str, str]:
    found: dict[str, str] = {}
    for laender, prefixes in _LAENDER.items():
        for part in prefixes.split():
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                found[f"{number:0{len(first)}d}"] = laender
    return found
