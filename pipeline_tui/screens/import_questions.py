"""What is chosen for the whole file before it is loaded: how each choice reads, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.import_standing import STANDING_FIELDS
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.ask import Ask, Choose, Reading
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.import_state import Wanted
from pipeline_tui.screens.session import Session
from pipeline_tui.wording import WordTable, tr

Asked = tuple[Dialog[str], Callable[[str], Wanted]]

_STAGES: Mapping[str, str] = WordTable(
    {
        Stage.SCOUTING: "scouting: cold contacts, called in their turn",
        Stage.HUNTING: "hunting: hot contacts, each with an open deal",
        Stage.FARMING: "farming: clients, each with a check-in",
    }
)
_KNOWN: Mapping[str, str] = WordTable(
    {
        Known.SKIP: "left as they are",
        Known.FILL: "filled in where something is missing",
        Known.UPDATE: "updated: what the row says replaces what stood there",
    }
)
_AUDIENCES: Mapping[str, str] = WordTable(
    {
        "": "as each row says; unknown counts as consumer",
        Audience.CONSUMER: "consumers, where a row says nothing",
        Audience.BUSINESS: "businesses, where a row says nothing",
    }
)
_BASES: Mapping[str, str] = WordTable(
    {
        "": "as each row says, none where it says nothing",
        BasisKind.CONSENT: "consent, where a row says nothing",
        BasisKind.CONTRACT: "a current contract",
        BasisKind.BUSINESS_INTEREST: "business interest",
        BasisKind.OWN_REQUEST: "their own wish to be called about an offer (hunting)",
    }
)
_ENCODINGS = ("", "UTF-8", "Windows-1252", "UTF-16", "ISO-8859-15", "Windows-1250", "Mac Roman", "CP850")
_DELIMITERS = WordTable(
    {"": "found in the file", ";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
)
_QUOTES = WordTable(
    {
        "": "found in the file",
        "double": 'double quotation marks: "',
        "single": "single ones: '",
        "none": "nothing",
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as a line; ``chosen`` when it was made, rather than found or usual."""

    key: str
    label: str
    value: str
    chosen: bool = False


def choices_of(wanted: Wanted, report: ImportReport | None, session: Session) -> tuple[Choice, ...]:
    """Return what is chosen for the whole file, with what was found where nothing is."""
    made = wanted.choices
    added = report is not None and report.dry_run and report.list_id is not None
    home = session.workspace.country
    there_is = tr(" (there is one: added to it)") if added else ""
    return (
        Choice("name", tr("name of the list"), wanted.list_name + there_is, True),
        Choice("stage", tr("stage"), _STAGES[made.stage], made.stage is not Stage.SCOUTING),
        Choice("known", tr("known contacts are"), _KNOWN[made.known], made.known is not Known.FILL),
        Choice("audience", tr("they are"), _AUDIENCES[made.audience or ""], made.audience is not None),
        Choice("basis", tr("may be called by"), _basis(made.basis), made.basis is not None),
        *([Choice("evidence", tr("proof of it"), made.evidence, True)] if made.basis is not None else []),
        Choice(
            "country",
            tr("country of numbers"),
            made.country or tr("{home}, the shop's", home=home),
            bool(made.country),
        ),
        *_of_the_file(wanted, report),
    )


def _basis(kind: BasisKind | None) -> str:
    return _BASES.get(kind or "") or str(kind)


def _of_the_file(wanted: Wanted, report: ImportReport | None) -> Iterable[Choice]:
    """Return how the file is read; of a workbook the sheet, of others the marks."""
    made, kind = wanted.choices, report.kind if report is not None else ""
    if kind == "XLSX" or made.sheet:
        found = (
            tr("{sheet} (the first)", sheet=report.sheet)
            if report is not None and report.sheet
            else tr("the first")
        )
        yield Choice("sheet", tr("sheet"), made.sheet or found, bool(made.sheet))
    if kind == "XLSX":
        return
    found = (
        tr("{encoding}, as found", encoding=report.encoding)
        if report is not None
        else tr("found in the file")
    )
    yield Choice("encoding", tr("encoding"), made.encoding or found, bool(made.encoding))
    if kind == "vCard":
        return
    mark = _cut_at(report.delimiter) if report is not None else ""
    cut = tr("{mark}, as found", mark=mark) if mark else tr("found in the file")
    yield Choice("delimiter", tr("cells are cut at"), _cut_at(made.delimiter) or cut, bool(made.delimiter))
    around = (
        tr("{quote}, as found", quote=report.quote)
        if report is not None and report.quote
        else tr("found in the file")
    )
    yield Choice(
        "quote", tr("and enclosed in"), _QUOTES[made.quote] if made.quote else around, bool(made.quote)
    )


def _cut_at(mark: str) -> str:
    return _DELIMITERS.get(mark, mark) if mark else ""


def question(key: str, wanted: Wanted, session: Session) -> Asked:
    """Return the dialog that asks for a choice, and what its answer makes of the choices."""
    return _QUESTIONS[key](wanted, session)


def _name(wanted: Wanted, _: Session) -> Asked:
    ask = Ask(
        tr("Into which list?"),
        hint=(tr("A list of that name is added to; else a new one is made."),),
        value=wanted.list_name,
    )
    return ask, lambda typed: Wanted(clean(typed, limit=80), wanted.choices)


def _country(wanted: Wanted, session: Session) -> Asked:
    home = session.workspace.country
    ask = Ask(
        tr("Numbers without a country code are of which country?"),
        hint=(tr("Two letters, as in FR. Empty: {home}, the shop's, after what the row says.", home=home),),
        value=wanted.choices.country,
        read=_reads_country,
        required=False,
    )
    return ask, lambda typed: wanted.choose(country=typed.strip().upper())


def _reads_country(text: str) -> Reading:
    from phonenumbers import SUPPORTED_REGIONS

    code = text.strip().upper()
    if not code:
        return Reading()
    if code in SUPPORTED_REGIONS:
        return Reading(tr("numbers of {code}", code=code))
    return Reading(trouble=tr("two letters of a country with telephone numbers are wanted"))


def _evidence(wanted: Wanted, _: Session) -> Asked:
    ask = Ask(
        tr("What proves that they may be called?"),
        hint=(tr("Who asked them, when, with which words: it is kept with every contact."),),
        value=wanted.choices.evidence,
        required=False,
    )
    return ask, lambda typed: wanted.choose(evidence=clean(typed, limit=200))


def _sheet(wanted: Wanted, _: Session) -> Asked:
    ask = Ask(
        tr("Which sheet of the workbook?"),
        hint=(tr("Its name; empty for the first one that holds something."),),
        value=wanted.choices.sheet,
        required=False,
    )
    return ask, lambda typed: wanted.choose(sheet=clean(typed, limit=80))


def _stage(wanted: Wanted, session: Session) -> Asked:
    """Ask for the stage; owner, last contact and purchases are then looked for anew, or not at all."""
    dialog, made = _choose(tr("Where do the new contacts begin?"), "stage", _STAGES)(wanted, session)

    def chosen(code: str) -> Wanted:
        columns = {
            field: column for field, column in wanted.choices.columns.items() if field not in STANDING_FIELDS
        }
        return made(code).choose(columns=columns)

    return dialog, chosen


def _basis_of_all(wanted: Wanted, session: Session) -> Asked:
    """Ask for the ground; without one there is nothing to prove."""
    dialog, made = _choose(tr("On what ground may they be called?"), "basis", _BASES)(wanted, session)
    return dialog, lambda code: made(code) if code else made(code).choose(evidence="")


def _choose(title: str, field: str, answers: Mapping[str, str]) -> Callable[[Wanted, Session], Asked]:
    """Return what asks for one of a few codes."""

    def asked(wanted: Wanted, _: Session) -> Asked:
        kinds = _KINDS.get(field, str)
        return (
            Choose(title, tuple((str(code), words) for code, words in answers.items())),
            lambda code: wanted.choose(**{field: kinds(code) if code or kinds is str else None}),
        )

    return asked


_KINDS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {"stage": Stage, "known": Known, "audience": Audience, "basis": BasisKind}
)
_QUESTIONS: Mapping[str, Callable[[Wanted, Session], Asked]] = MappingProxyType(
    {
        "name": _name,
        "stage": _stage,
        "known": _choose("Contacts that are known already are", "known", _KNOWN),
        "audience": _choose("Who stands on this list?", "audience", _AUDIENCES),
        "basis": _basis_of_all,
        "evidence": _evidence,
        "country": _country,
        "sheet": _sheet,
        "encoding": _choose(
            "In which encoding was it saved?",
            "encoding",
            {code: code or "found in the file" for code in _ENCODINGS},
        ),
        "delimiter": _choose("At what are its cells cut?", "delimiter", _DELIMITERS),
        "quote": _choose("In what are its cells enclosed?", "quote", _QUOTES),
    }
)
