"""Reads a playbook folder, ``playbook.toml`` and a folder of Markdown per language, into one Playbook."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_questions import FirstQuestion
from pipeline_tui.domain.method_versions import Files
from pipeline_tui.domain.playbook import Card, Playbook
from pipeline_tui.domain.practice_calls import PracticeCall
from pipeline_tui.domain.quality import QualityCard
from pipeline_tui.domain.scripts import Script
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks import care, joints, messages, method
from pipeline_tui.playbooks.cards import CARD_FILES, read_cards
from pipeline_tui.playbooks.consents import consent_wording
from pipeline_tui.playbooks.custom_fields import custom_fields
from pipeline_tui.playbooks.findings import Finding, page_of, trouble
from pipeline_tui.playbooks.first_questions import QUESTIONS, read_questions
from pipeline_tui.playbooks.folders import Folder, StoredFolder
from pipeline_tui.playbooks.markdown import read_script
from pipeline_tui.playbooks.offer_rules import offer_rules
from pipeline_tui.playbooks.practice_calls import PRACTICE, read_practice
from pipeline_tui.playbooks.quality import QUALITY_FILE, read_quality
from pipeline_tui.playbooks.toml_tables import Document
from pipeline_tui.settings import data_folder
from pipeline_tui.wording import tr

TOML_FILE = "playbook.toml"
USUAL_TRADE = "florist"  # where nobody has named one yet: a shop of one person, the smallest there is
PAGES = tuple(
    f"{kind}-{role}" for kind in ("regulation", "instruction") for role in ("scout", "hunter", "farmer")
)


def shipped_trades() -> tuple[str, ...]:
    """Return the trades we ship a playbook for, in alphabetical order."""
    folder = data_folder() / "playbooks"
    return tuple(sorted(found.parent.name for found in folder.glob(f"*/{TOML_FILE}")))


def shipped_folder(trade: str) -> Path:
    """Return the folder of a shipped playbook. Raises UsageTrouble when the trade has none."""
    if trade not in shipped_trades():
        raise UsageTrouble(
            tr("There is no playbook for “{trade}”", trade=trade),
            tr("The trades shipped are: {trades}.", trades=", ".join(shipped_trades())),
            tr("Name one of them, or the folder of your own playbook."),
        )
    return data_folder() / "playbooks" / trade


def load_shipped(trade: str) -> Playbook:
    """Return the shipped playbook of a trade. Raises UsageTrouble when there is none."""
    return _shipped(shipped_folder(trade))


def load_stored(files: Files, number: int) -> Playbook:
    """Return the playbook of a version the shop adopted; its number there is the version of its scripts."""
    return _stored(tuple(sorted(files.items())), number)


# Neither what is shipped nor a version that was adopted changes while a program runs, and reading one takes
# longer than opening the workspace: what was read is given again. A folder somebody writes in is read anew.
@lru_cache(maxsize=8)
def _shipped(folder: Path) -> Playbook:
    return load_playbook(folder)


@lru_cache(maxsize=8)
def _stored(files: tuple[tuple[str, str], ...], number: int) -> Playbook:
    return load_playbook(StoredFolder(dict(files)), number)


def load_playbook(folder: Folder, number: int = 0) -> Playbook:
    """Return the playbook of a folder, as the shop's own version ``number`` where it has one.

    Raises UsageTrouble with file and line when it cannot be read; ``checking.check`` looks deeper.
    """
    playbook, findings = read_playbook(folder, number)
    if playbook is None or findings:
        raise trouble(findings)
    return playbook


def read_playbook(folder: Folder, number: int = 0) -> tuple[Playbook | None, tuple[Finding, ...]]:
    """Return the playbook as far as it can be read, and everything that cannot; None when that is all."""
    document = Document.read(folder / TOML_FILE)
    if document.broken:
        return None, tuple(document.findings)
    root = document.root
    languages = root.texts("languages")
    if "en" not in languages:
        root.fault("languages", tr("“languages” lacks en: every name falls back on English"))
    written = root.number("version", least=1)
    version = number or written
    stage_scripts = method.stage_scripts(root)
    files = _Files(folder, [script for named in stage_scripts.values() for script in named], version)
    for language in languages:
        files.read(language)
    brief, fields = method.brief(root, languages), method.named_codes(root, "fields", languages)
    needs = care.needs(root, languages)
    taken = frozenset(
        {*(one.key for one in brief), *(one.key for one in needs), *(one.code for one in fields)}
    )
    playbook = Playbook(
        trade=root.text("trade"),
        version=version,
        names=root.names("names", languages),
        structure=root.one_of("structure", Structure),
        languages=languages,
        outcomes=method.outcomes(root, languages),
        brief=brief,
        joints=method.joints(root),
        sale_brief=joints.sale_brief(root, languages),
        ways=joints.ways(root),
        joint_reasons=joints.reasons(root, languages),
        return_reasons=method.named_codes(root, "return_reasons", languages),
        lost_reasons=method.named_codes(root, "lost_reasons", languages),
        pause_reasons=method.named_codes(root, "pause_reasons", languages),
        deal_steps=method.deal_steps(root, languages),
        segments=method.segments(root),
        default_segment=root.text("default_segment"),
        check_in_outcomes=method.check_in_outcomes(root, languages),
        scripts=tuple(files.scripts),
        cards=MappingProxyType(files.cards),
        pages=MappingProxyType(files.pages),
        first_check_in_days=root.number("first_check_in_days", least=1),
        win_back_days=root.number("win_back_days", least=1),
        stale_dial_minutes=root.number("stale_dial_minutes", 60, least=1),
        wrap_up_seconds=method.wrap_up_seconds(root),
        skip_reasons=method.named_codes(root, "skip_reasons", languages),
        targets=method.targets(root),
        offers=root.names("offers", languages),
        segment_rules=method.segment_rules(root),
        check_ins_a_day=method.check_ins_a_day(root),
        offer_rules=offer_rules(root),
        appointment_minutes=root.number("appointment_minutes", 30, least=5, most=480),
        fields=fields,
        messages=messages.templates(root, languages),
        stage_scripts=stage_scripts,
        needs=needs,
        shop_dates=care.shop_dates(root, languages),
        consent=consent_wording(root, languages),
        hours=method.usual_hours(root),
        custom_fields=custom_fields(root, languages, taken),
        quality=MappingProxyType(files.quality),
        practice=MappingProxyType(files.practice),
        questions=MappingProxyType(files.questions),
    )
    root.refuse_others()
    return playbook, tuple(sorted({*document.findings, *files.findings}))


class _Files:
    """The Markdown of a playbook, read one language after the other."""

    def __init__(self, folder: Folder, script_ids: list[str], version: int) -> None:
        self._folder = folder
        self._script_ids = script_ids
        self._version = version
        self.scripts: list[Script] = []
        self.cards: dict[str, tuple[Card, ...]] = {}
        self.pages: dict[tuple[str, str], str] = {}
        self.quality: dict[str, tuple[QualityCard, ...]] = {}
        self.questions: dict[str, tuple[FirstQuestion, ...]] = {}
        self.practice: dict[str, tuple[PracticeCall, ...]] = {}
        self.findings: list[Finding] = []

    def read(self, language: str) -> None:
        """Read every file of a language; missing and superfluous ones are findings."""
        expected = {*self._script_ids, *CARD_FILES, *PAGES, PRACTICE, QUESTIONS}
        found = {path.stem for path in (self._folder / language).glob("*.md")}
        for stem in sorted(found - expected - {QUALITY_FILE}):
            self.findings.append(
                Finding(page_of(language, stem), 1, tr("no such page or card file, and no [scripts] entry"))
            )
        for stem in dict.fromkeys(self._script_ids):
            text, file = self._text(language, stem)
            script, findings = read_script(text, file, stem, language, self._version) if text else (None, ())
            self.findings.extend(findings)
            if script is not None:
                self.scripts.append(script)
        cards: list[Card] = []
        for stem, kind in CARD_FILES.items():
            text, file = self._text(language, stem)
            read, findings = read_cards(text, file, kind)
            self.findings.extend(findings)
            cards.extend(read)
        self.cards[language] = tuple(cards)
        for stem in PAGES:
            self.pages[language, stem] = self._text(language, stem)[0]
        text, file = self._text(language, QUALITY_FILE) if QUALITY_FILE in found else ("", "")
        self.quality[language], findings = read_quality(text, file) if text else ((), ())
        self.findings.extend(findings)
        if QUESTIONS in found:
            text, file = self._text(language, QUESTIONS)
            self.questions[language], findings = read_questions(text, file)
            self.findings.extend(findings)
        if PRACTICE in found:
            text, file = self._text(language, PRACTICE)
            self.practice[language], findings = read_practice(text, file)
            self.findings.extend(findings)

    def _text(self, language: str, stem: str) -> tuple[str, str]:
        """Return a file's text and its name within the folder; "" and a finding when it cannot be read."""
        file = page_of(language, stem)
        try:
            text = (self._folder / language / f"{stem}.md").read_text(encoding="utf-8")
        except FileNotFoundError:
            self.findings.append(Finding(file, 1, tr("the file is missing")))
        except (OSError, UnicodeDecodeError) as reason:
            self.findings.append(
                Finding(file, 1, tr("cannot be read: {reason}", reason=reason.__class__.__name__))
            )
        else:
            if text.strip():
                return text, file
            self.findings.append(Finding(file, 1, tr("the file is empty")))
        return "", file
