"""An invented contact for whom a script is walked through before anybody is rung by it."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.calling import Verdict
from pipeline_tui.domain.desk import Desk, NumberLine
from pipeline_tui.domain.names import display_name, spoken_name
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.stages import Stage

_FIRST, _LAST, _CITY = "Claire", "Martin", "Lyon"
_NUMBER = "+33199001234"  # of the range set aside for fiction
_WORDS = MappingProxyType(
    {
        "en": {
            "operator": "Sam",
            "source": "the trade fair",
            "why": "An invented contact: nobody is rung and nothing is stored.",
            "bought": "her last order, 12 Oct 2026",
        },
        "fr": {
            "operator": "Camille",
            "source": "le salon professionnel",
            "why": "Un contact inventé : personne n'est appelé et rien n'est enregistré.",
            "bought": "sa dernière commande, 12 oct. 2026",
        },
    }
)


def operator_in(language: str) -> str:
    """Return the name of an invented operator."""
    return _words(language)["operator"]


def stage_of(playbook: Playbook, script_id: str) -> Stage:
    """Return the stage whose desk opens a script."""
    found = (stage for stage, named in playbook.stage_scripts.items() if script_id in named)
    return next(found, Stage.SCOUTING)


def invented_contact(playbook: Playbook, script_id: str, language: str, now: datetime, zone: str) -> Desk:
    """Return somebody who does not exist, as a desk would show them; the brief is named, not made up."""
    words = _words(language)
    brief = {one.key: f"[{one.name(language)}]" for one in (*playbook.brief, *playbook.sale_brief)}
    return Desk(
        token="preview",
        lease_until=now,
        contact_id=0,
        stage=stage_of(playbook, script_id),
        name=display_name("ms", _FIRST, _LAST, language),
        spoken=spoken_name("ms", _FIRST, _LAST, language),
        first_name=_FIRST,
        last_name=_LAST,
        civility="ms",
        language=language,
        firm="",
        role="",
        city=_CITY,
        zone=zone,
        source=words["source"],
        list_name="",
        why=words["why"],
        numbers=(NumberLine(1, _NUMBER, "+33 1 99 00 12 34", "fixed", "personal"),),
        number_id=1,
        verdict=Verdict(True, reason=words["why"]),
        attempt=1,
        attempts_allowed=1,
        basis=words["why"],
        script_id=script_id,
        brief=MappingProxyType(brief),
        offer=playbook.offers.get(language, ""),
        bought=(words["bought"],),
    )


def _words(language: str) -> dict[str, str]:
    return _WORDS.get(language[:2], _WORDS["en"])
