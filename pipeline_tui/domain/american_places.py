"""States of the United States: by postcode, by the area code of a number, and the time zones of each.

Area codes as libphonenumber's descriptions name them; postcodes by their first three digits (USPS). What lies
in two zones, or is not sure to lie in one, is given every zone of its state.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

_EAST, _CENTRAL = "America/New_York", "America/Chicago"
_MOUNTAIN, _PACIFIC = "America/Denver", "America/Los_Angeles"

# state: (zones, first three digits of postcodes, area codes)
_STATES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "AK": (("America/Anchorage", "America/Adak"), "995-999", "907"),
    "AL": ((_CENTRAL,), "350-352 354-369", "205 251 256 334 659 938"),
    "AR": ((_CENTRAL,), "716-729", "327 479 501 870"),
    "AZ": (("America/Phoenix", _MOUNTAIN), "850-853 855-857 859-860 863-865", "480 520 602 623 928"),
    "CA": (
        (_PACIFIC,),
        "900-908 910-928 930-961",
        "209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714"
        " 738 747 760 805 818 820 831 840 858 909 916 925 949 951",
    ),
    "CO": ((_MOUNTAIN,), "800-816", "303 719 720 748 970 983"),
    "CT": ((_EAST,), "060-069", "203 475 860 959"),
    "DC": ((_EAST,), "200 202-205", "202 771"),
    "DE": ((_EAST,), "197-199", "302"),
    "FL": (
        (_EAST, _CENTRAL),
        "320-339 341-342 344 346-347 349",
        "239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954",
    ),
    "GA": ((_EAST,), "300-319 398-399", "229 404 470 478 678 706 762 770 912 943"),
    "HI": (("Pacific/Honolulu",), "967-968", "808"),
    "IA": ((_CENTRAL,), "500-516 520-528", "319 515 563 641 712"),
    "ID": (("America/Boise", _PACIFIC), "832-838", "208 986"),
    "IL": (
        (_CENTRAL,),
        "600-620 622-629",
        "217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 872",
    ),
    "IN": (
        ("America/Indiana/Indianapolis", _CENTRAL),
        "460-479",
        "219 260 317 463 574 765 812 930",
    ),
    "KS": ((_CENTRAL, _MOUNTAIN), "660-662 664-679", "316 620 785 913"),
    "KY": ((_EAST, _CENTRAL), "400-418 420-427", "270 364 502 606 859"),
    "LA": ((_CENTRAL,), "700-701 703-708 710-714", "225 318 337 504 985"),
    "MA": ((_EAST,), "010-027", "339 351 413 508 617 774 781 857 978"),
    "MD": ((_EAST,), "206-212 214-219", "227 240 301 410 443 667"),
    "ME": ((_EAST,), "039-049", "207"),
    "MI": (("America/Detroit", _CENTRAL), "480-499", "231 248 269 313 517 586 616 734 810 906 947 989"),
    "MN": ((_CENTRAL,), "550-551 553-567", "218 320 507 612 651 763 952"),
    "MO": ((_CENTRAL,), "630-631 633-641 644-658", "235 314 417 557 573 636 660 816 975"),
    "MS": ((_CENTRAL,), "386-397", "228 601 662 769"),
    "MT": ((_MOUNTAIN,), "590-599", "406"),
    "NC": ((_EAST,), "270-289", "252 336 472 704 743 828 910 919 980 984"),
    "ND": ((_CENTRAL, _MOUNTAIN), "580-588", "701"),
    "NE": ((_CENTRAL, _MOUNTAIN), "680-681 683-693", "308 402 531"),
    "NH": ((_EAST,), "030-038", "603"),
    "NJ": ((_EAST,), "070-089", "201 551 609 640 732 848 856 862 908 973"),
    "NM": ((_MOUNTAIN,), "870-871 873-875 877-884", "505 575"),
    "NV": ((_PACIFIC, _MOUNTAIN), "889-891 893-895 897-898", "702 725 775"),
    "NY": (
        (_EAST,),
        "005 100-149",
        "212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914 917 929 934",
    ),
    "OH": ((_EAST,), "430-459", "216 220 234 283 326 330 380 419 440 513 567 614 740 937"),
    "OK": ((_CENTRAL,), "730-731 734-741 743-749", "405 539 572 580 918"),
    "OR": ((_PACIFIC, "America/Boise"), "970-979", "458 503 541 971"),
    "PA": ((_EAST,), "150-196", "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878"),
    "PR": (("America/Puerto_Rico",), "006-007 009", "787 939"),
    "RI": ((_EAST,), "028-029", "401"),
    "SC": ((_EAST,), "290-299", "803 821 839 843 854 864"),
    "SD": ((_CENTRAL, _MOUNTAIN), "570-577", "605"),
    "TN": ((_EAST, _CENTRAL), "370-385", "423 615 629 731 865 901 931"),
    "TX": (
        (_CENTRAL, _MOUNTAIN),
        "733 750-770 772-799 885",
        "210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 945"
        " 956 972 979",
    ),
    "UT": ((_MOUNTAIN,), "840-847", "385 435 801"),
    "VA": ((_EAST,), "201 220-246", "276 434 540 571 686 703 757 804 826 948"),
    "VI": (("America/St_Thomas",), "008", "340"),
    "VT": ((_EAST,), "050-054 056-059", "802"),
    "WA": ((_PACIFIC,), "980-986 988-994", "206 253 360 425 509 564"),
    "WI": ((_CENTRAL,), "530-532 534-535 537-549", "262 274 353 414 534 608 715 920"),
    "WV": ((_EAST,), "247-268", "304 681"),
    "WY": ((_MOUNTAIN,), "820-831", "307"),
}
ZONES = MappingProxyType({state: told[0] for state, told in _STATES.items()})

# Where a state of two zones has a postcode that is sure to lie in one of them.
_ONE_ZONE = MappingProxyType(
    {
        "AK": {"America/Anchorage": "996-999"},
        "AZ": {"America/Phoenix": "850-853 855-857 863-864"},  # 860 and 865 hold land of the Navajo
        "FL": {_EAST: "320-323 326-349", _CENTRAL: "325"},
        "ID": {"America/Boise": "832-834 836-837", _PACIFIC: "838"},
        "IN": {"America/Indiana/Indianapolis": "460-462 467-474", _CENTRAL: "464"},
        "KS": {_CENTRAL: "660-676"},
        "KY": {_EAST: "402-418", _CENTRAL: "420-424"},
        "MI": {"America/Detroit": "480-497"},
        "ND": {_CENTRAL: "580-584"},
        "NE": {_CENTRAL: "680-689", _MOUNTAIN: "693"},
        "NV": {_PACIFIC: "889-897"},
        "OR": {_PACIFIC: "970-978"},
        "SD": {_CENTRAL: "570-574", _MOUNTAIN: "577"},
        "TN": {_EAST: "374 376 379", _CENTRAL: "370-372 380-384"},
        "TX": {_CENTRAL: "733 750-797", _MOUNTAIN: "799 885"},
    }
)


def state_of_postcode(digits: str) -> str:
    """Return the state a postcode of five digits lies in, "" when it is not known."""
    return _by_postcode().get(digits[:3], "")


def zone_of_postcode(digits: str) -> str:
    """Return the one zone a postcode lies in; "" when its state has two and it does not tell."""
    state = state_of_postcode(digits)
    zones = ZONES.get(state, ())
    if len(zones) == 1:
        return zones[0]
    sure = _ONE_ZONE.get(state, {})
    return next((zone for zone, told in sure.items() if digits[:3] in _spelled(told)), "")


def state_of_number(e164: str) -> str:
    """Return the state of a number by its area code; "" for one of no state, such as a toll-free number."""
    return _by_area().get(e164[2:5], "") if e164.startswith("+1") and len(e164) == 12 else ""


@lru_cache(maxsize=1)
def _by_postcode() -> dict[str, str]:
    return {prefix: state for state, told in _STATES.items() for prefix in _spelled(told[1])}


@lru_cache(maxsize=1)
def _by_area() -> dict[str, str]:
    return {area: state for state, told in _STATES.items() for area in told[2].split()}


@lru_cache(maxsize=128)
def _spelled(ranges: str) -> frozenset[str]:
    """Return every prefix of "350-352 354": 350, 351, 352, 354."""
    found: set[str] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        found.update(f"{number:03d}" for number in range(int(first), int(last or first) + 1))
    return frozenset(found)
