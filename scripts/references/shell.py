"""The reference of the shell: each command with its options and its JSON answer, and the records in them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from enum import Enum
from types import MappingProxyType
from typing import Any

import typer

from pipeline_tui.cli.main import PROGRAM, build
from pipeline_tui.domain import (
    absences,
    acts,
    backups,
    callbacks,
    calling,
    caring,
    consents,
    contact_acts,
    contact_card,
    desk,
    diaries,
    evidence,
    examination,
    farming,
    finding,
    first_days,
    forecast,
    hunting,
    import_columns,
    import_report,
    joint_report,
    list_card,
    list_states,
    loads,
    look_ups,
    may_call,
    messages,
    method_changes,
    method_news,
    method_versions,
    must_say,
    needs,
    occasions,
    offer_changes,
    offers,
    open_work,
    own_figures,
    pauses,
    personal_data,
    price_list,
    red_list,
    registers,
    reorder,
    replacing,
    restructuring,
    rules_page,
    sales,
    shares,
    shop,
    staff,
    suppressions,
    till,
    today,
    writing,
)

_PEOPLE = "an array of *person*"
ANSWERS = MappingProxyType(
    {
        "init": "`workspace`, `firm`, `trade`, `country`, `structure`, `language`, `zone`, `hours`, "
        "`currency`, `goal`, `practice`, `people` (" + _PEOPLE + ")",
        "demo": "the same as `init`",
        "practice": "an array of `call`, `title`, `points` and the parts of the score, each as got and of "
        "how many; with `--list`, of `call`, `title`, `script`",
        "people list": _PEOPLE,
        "people add": "*person*",
        "people change": "*person*",
        "people work": "an array of *OnStaff*, each with `id`; `operator` is a *person* without `stages`",
        "people stages": "*StagesChanged*; with --preview, *Plan*",
        "people replace": "*Replaced*; with --preview, *Plan*",
        "people deactivate": "*Replaced*",
        "people reactivate": "*person*",
        "people absent": "*Absence*",
        "people back": "*Absence*",
        "people away": "an array of *Absence*",
        "people export": "*PersonalData*; `holdings` by table, each an array of its rows",
        "people erase": "*Erased*",
        "people hold": "*LegalHold*",
        "people release": "*FirstDay* of a newcomer; *LegalHold* of a number",
        "people newcomers": "an array of *FirstDay*",
        "people retain": "*Retained*",
        "people looked": "*LookedAt*",
        "language": "`name`, `language` (`en`, `fr`, or empty while none is chosen)",
        "people passphrase": "`id`, `name`, `has_passphrase`",
        "structure show": "`structure`, `tiers`: an array of `id`, `stages`, `people` (" + _PEOPLE + ")",
        "structure set": "*Restructuring*; `applied` is false with `--preview`",
        "lists import": "*ImportReport*; every verdict has an `id`, its row",
        "lists show": "an array of *ListLine*; with a name, *ListCard*",
        "lists pause": "*ListLine*",
        "lists resume": "*ListLine*",
        "lists priority": "*ListLine*",
        "lists undo": "*ImportUndone*",
        "next": "*claim*; with nothing to call, exit code 1 and *nothing*",
        "dial": "*claim*",
        "release": "`token`, `released`",
        "outcome": "*Recorded*",
        "callbacks": "an array of *PromisedCall*",
        "pause": "*Pause*, `seconds` so far, and `today`: an array of `id`, *PauseTotal*",
        "resume": "*Pause*, `seconds`, and `today` as in `pause`",
        "hand-off": "*HandedOff*",
        "slots": "an array of *Slot*",
        "inbox": "an array of *HandOff*",
        "accept": "*Accepted*",
        "return": "*HandOff*",
        "hand-again": "*HandedOff*",
        "find": "*FoundPeople*",
        "look-up": "*LookUp*; without a number, an array of *PastDial*",
        "messages": "an array of *Message*; with `--open`, one *Message*",
        "message": "*Sent*",
        "receipts": "an array of *Receipt*, newest first",
        "deals": "an array of *Deal*",
        "deal show": "*DealCard*",
        "deal step": "*Deal*",
        "deal next": "*Deal*",
        "deal snooze": "*Deal*",
        "deal value": "*Deal*",
        "deal won": "*Won*",
        "deal lost": "*Deal*",
        "prices import": "*PriceReport*; every verdict has an `id`, its row",
        "prices list": "an array of *PriceItem*",
        "offer new": "*Offer*",
        "offer list": "an array of *Offer*",
        "offer line": "*Offer*",
        "offer terms": "*Offer*",
        "offer show": "*Offer*; with `--text`, `id` and `text`; with `--compare`, *OfferChanges*",
        "offer send": "*Offer*; its `state` is `sent`, or `waiting` above the limit",
        "offer pdf": "`id`, `file`, `version`, `final`: false for a draft",
        "offer waiting": "an array of *Approval*",
        "offer approve": "*Answered*",
        "offer refuse": "*Answered*",
        "deal repeat": "*Repeated*",
        "check-ins": "an array of *CheckIn*",
        "check-in log": "*CheckInLogged*",
        "purchase add": "*Sold*",
        "purchase refund": "*Sold*; the amount is below zero",
        "purchase import": "*TillReport*; every verdict has an `id`, its row",
        "today": "*Today*",
        "purchase list": "an array of *Purchase*, newest first",
        "check-in move": "*CheckIn*",
        "client segment": "*ClientSegment*",
        "diary export": "`file`, `events`, `clashes`, `from`, `to`",
        "contact show": "*ContactCard*",
        "contact add": "*Added*",
        "contact change": "*Changed*",
        "contact message": "*Written*; without a message to send, *Ways*",
        "contact answered": "*Written*",
        "contact channel": "*ChannelState*",
        "late-words": "*LateWords*; without words an array of *RecentCall*",
        "undo": "*Undone*",
        "journal show": "an array of *JournalEntry*, newest first",
        "journal verify": "`ok`, `entries`, `chains`, `first_bad`",
        "consent add": "*Ledger*",
        "consent revoke": "*Ledger*",
        "consent show": "*Ledger*",
        "suppress": "*Suppressed*",
        "registers load": "*RegisterLoaded*; each of `rejected` with `id`, its line, and `why`",
        "registers show": "an array of *RegisterLine*",
        "figures": "*OwnDay*; `day` and each of `days` with its `rate`",
        "report funnel": "an array of *FunnelRow*",
        "client show": "*ClientCard*",
        "client need": "*NeedLine*; without a key an array of them",
        "client win-back": "*GivenBack*",
        "client occasion add": "*Occasion*",
        "client occasion list": "an array of `id`, `occasion`, `name`, `on`, `days_left`, `due`",
        "client occasion drop": "*Occasion*",
        "client complaint open": "*Complaint*",
        "client complaint solve": "*Complaint*",
        "report farming": "an array of *FarmingRow*",
        "report occasions": "an array of `id`, `client`, `name`, `on`, `in_days`, `why`, `last`",
        "report joints": "an array of *JointRow*",
        "report red": "`counts`, a count for each kind; `lines`, an array of *RedLine*",
        "report forecast": "an array of *Forecast*",
        "report must-say": "an array of *MustSayRow*",
        "playbook list": "an array: `trade`, `name`, `structure`, `version`, `languages`, `scripts`, `cards`",
        "playbook check": "`playbooks`, `findings`: `playbook`, `file`, `line`, `text`; exit code 1 with any",
        "playbook adopt": "*Adopted*",
        "playbook versions": "an array of *MethodVersion*",
        "playbook diff": "`from`, `to`; `files`, an array of *FileChange*",
        "playbook preview": "the script: `id`, `title`, `language`, `version`, `steps`; a terminal opens it",
        "playbook news": "*NewInMethod*; exit code 1 when nothing is new",
        "playbook edit": "`draft`, `files`, `changed`, `findings`; exit code 1 with any finding",
        "playbook show": "as one of `playbook list`; with a page `page`, `language`, `text`",
        "rules show": "*RulesPage*",
        "rules tighten": "*Tightened*",
        "may-call": "*MayCall*; exit code 1 when it is not `allowed`",
        "evidence": "*Evidence*",
        "backup": "*Backup*",
        "restore": "*Restored*",
        "doctor": "*Examination*",
        "keys": "an array of `id`, `title`, `keys`, `desks`, `group`, `live`, `tooltip`",
    }
)

# What the shell answers differently from the record behind it: cli/shapes.py.
SHAPES = MappingProxyType(
    {
        "person": "`id`, `name`, `roles`, `active`, `has_passphrase`, `extension`, `language`, "
        "`languages`, `discount_limit`, `newcomer`, `stages`",
        "claim": "`token`; `contact` with `id`, `number`, `number_id`, `list`, `name`, `spoken`, "
        "`first_name`, `last_name`, `civility`, `language`, `firm`, `role`, `city`, `zone`, `source`, "
        "`numbers`, `preferred_hours`; `why`; then what is left of *Desk*",
        "nothing": "`blockers`, a count for each reason; `opens_at`, an instant or null; "
        "`lists` that give no work, an array of *StoppedList*",
    }
)
RECORDS: tuple[type[Any], ...] = (
    *(desk.Desk, desk.NumberLine, calling.Verdict, calling.Basis, desk.PastCall, desk.OpenCall, desk.Draft),
    desk.KeptDraft,
    callbacks.PromisedCall,
    *(pauses.Pause, pauses.PauseTotal),
    *(acts.Recorded, acts.HandedOff, acts.Accepted, acts.Won, acts.Undone, acts.Repeated, acts.GivenBack),
    *(hunting.HandOff, hunting.Receipt, hunting.Deal, hunting.DealCard, hunting.Involved),
    *(look_ups.LookUp, look_ups.Found, look_ups.PastDial, messages.Message, messages.Sent),
    *(finding.FoundPeople, finding.FoundPerson, first_days.FirstDay),
    *(farming.CheckIn, farming.CheckInLogged, farming.ClientSegment, farming.Purchase, sales.Sold),
    *(price_list.PriceReport, price_list.PriceRow, price_list.PriceItem),
    *(offers.Offer, offers.Contents, offers.OfferLine, offers.Totals, offers.RateTotal),
    *(offers.OfferVersion, offers.Approval, offers.Answered),
    *(offer_changes.OfferChanges, offer_changes.LineChange),
    *(till.TillReport, till.TillVerdict, today.Today, today.Due, today.Task),
    *(writing.Written, writing.Ways, writing.Way, writing.ChannelState),
    *(farming.ClientCard, needs.NeedLine, needs.NeedSaid, occasions.Occasion, occasions.Coming),
    *(caring.Complaint, caring.Promise, caring.Score, caring.Year, caring.Brought, caring.FarmingRow),
    reorder.Habit,
    *(contact_acts.Added, contact_acts.Changed, contact_acts.LateWords, contact_acts.RecentCall),
    *(contact_card.ContactCard, import_report.ImportReport, import_report.RowVerdict, loads.ImportUndone),
    import_columns.ColumnUse,
    *(consents.Ledger, consents.GroundLine, suppressions.Suppressed),
    *(list_card.ListCard, list_card.StageCounts, list_card.ListLoad, list_states.StoppedList),
    *(personal_data.PersonalData, personal_data.Erased, personal_data.LegalHold),
    *(personal_data.Retained, personal_data.RetentionLine, personal_data.LookedAt, personal_data.Looked),
    *(registers.RegisterLine, registers.RegisterLoaded),
    *(restructuring.Restructuring, restructuring.SightOfOne, restructuring.WorkMoved),
    *(restructuring.HandOffsWaiting, restructuring.JointChanged),
    *(shop.ListLine, shop.FunnelRow, must_say.MustSayRow, shop.JournalEntry),
    staff.OnStaff,
    *(replacing.Plan, replacing.Replaced, replacing.StagesChanged, replacing.Part, open_work.OpenWork),
    *(absences.Absence, diaries.Slot, joint_report.JointRow, red_list.RedLine),
    *(forecast.Forecast, forecast.MonthLine, forecast.StepChance, shares.Share),
    *(own_figures.OwnDay, own_figures.DayFigures, own_figures.HourFigures),
    *(own_figures.Usual, own_figures.Became),
    *(rules_page.RulesPage, rules_page.RuleLine, rules_page.RegionLines, acts.Tightened, may_call.MayCall),
    *(method_versions.MethodVersion, method_versions.Adopted),
    *(method_news.NewInMethod, method_changes.FileChange, method_changes.ChangedLine),
    *(evidence.Evidence, evidence.Attempt, evidence.Proof, evidence.Person, evidence.Stop),
    *(backups.Backup, backups.Restored, examination.Examination, examination.Check),
)
# Named in the answers beside the record's own fields.
_ALSO = MappingProxyType(
    {
        "Recorded": "`desk` and `empty` are replaced by `next`: the *claim* in hand now, or null; "
        "with nothing to call, *nothing* beside it",
        "HandedOff": "`desk` and `empty` as in *Recorded*; and `id`, the hand-off's",
        "Undone": "`desk` is a *claim*, or null",
        "ContactCard": "and `id`, the contact's",
        "Added": "`desk` is a *claim*, or null; and `id`, the contact's",
        "Changed": "`desk` is a *claim*; and `id`, the contact's",
        "FoundPerson": "and `id`, the contact's",
        "LookUp": "but for `number`; and `claim`, the *claim* in hand now, or null; `sent`, *Sent* or null",
        "PastDial": "and `id`, the call's",
        "PromisedCall": "and `id`, the contact's; `there` and `here`, `due` on both clocks; `minutes_late`, "
        "below zero when it is still to come",
        "FunnelRow": "and `id`, the step",
        "FarmingRow": "and `id`, the farmer",
        "Forecast": 'and `id`, the hunter; "" for all',
        "MustSayRow": "and `id`; `share` is of `not_said` in `passed`, from 0 to 1, or null",
        "PriceItem": "and `id`, the code",
        "Approval": "and `id`, the offer's",
        "Answered": "and `id`, the offer's",
        "JointRow": "and `id`, the joint and the two names",
        "Slot": "and `id`, the time and the hunter",
        "JournalEntry": "and `id`",
        "RegisterLine": "and `id`, country and name; `blocks`: people who gave no ground are not rung for it",
        "Check": "and `id`, the name",
    }
)


def commands() -> dict[str, Any]:
    """Return every command by the words that call it, in the order of the help."""
    return dict(_below("", typer.main.get_command(build())))


def command_reference() -> str:
    """Return a section for each command: what it does, its arguments and options, its answer."""
    return "\n\n".join(_section(words, command) for words, command in commands().items())


def record_reference() -> str:
    """Return the fields of every record in the answers."""
    lines = [f"- *{name}*: {text}" for name, text in SHAPES.items()]
    for record in RECORDS:
        names = ", ".join(f"`{field.name}`" for field in dataclasses.fields(record))
        also = f"; {_ALSO[record.__name__]}" if record.__name__ in _ALSO else ""
        lines.append(f"- *{record.__name__}*: {names}{also}")
    return "\n".join(lines)


def _below(before: str, command: Any) -> Iterator[tuple[str, Any]]:
    for name, each in command.commands.items():
        if hasattr(each, "commands"):
            yield from _below(f"{before}{name} ", each)
        else:
            yield f"{before}{name}", each


def _section(words: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    needed = [f"{each.opts[0]} {_value(each)}" for each in options if each.required]
    usage = " ".join([PROGRAM, words, *(_value(each) for each in arguments), *needed])
    said = re.sub(r"\s*\n\s*", " ", command.help)
    lines = [f"### {words}", "", f"`{usage}`", "", said, ""]
    lines += [f"- `{_value(each)}`: {each.help}" for each in arguments]
    lines += [_option(each) for each in options]
    if arguments or options:
        lines.append("")
    return "\n".join([*lines, f"Answers with {ANSWERS[words]}."])


def _option(option: Any) -> str:
    name = option.opts[0] if option.is_flag else f"{option.opts[0]} {_value(option)}"
    default = option.default.value if isinstance(option.default, Enum) else option.default
    tail = ""
    if option.required:
        tail = " Needed."
    elif default not in (None, "", False):
        tail = f" Default: {default}."
    return f"- `{name}`: {option.help}{tail}"


def _value(param: Any) -> str:
    if param.metavar:
        return str(param.metavar)
    kind = param.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(each.value) for each in kind)
    return "N" if kind is int else str(param.name).upper()
