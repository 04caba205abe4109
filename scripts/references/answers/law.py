"""What the shell answers about what the law asks for: consent, registers, rules, evidence, the journal."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import (
    acts,
    consents,
    evidence,
    may_call,
    personal_data,
    registers,
    rules_page,
    shop,
    suppressions,
)

ANSWERS = {
    "people export": "*PersonalData*; `holdings` by table, each an array of its rows",
    "people erase": "*Erased*",
    "people hold": "*LegalHold*",
    "people retain": "*Retained*",
    "people looked": "*LookedAt*",
    "journal show": "an array of *JournalEntry*, newest first",
    "journal verify": "`ok`, `entries`, `chains`, `first_bad`",
    "consent add": "*Ledger*",
    "consent revoke": "*Ledger*",
    "consent show": "*Ledger*",
    "suppress": "*Suppressed*",
    "registers load": "*RegisterLoaded*; each of `rejected` with `id`, its line, and `why`",
    "registers show": "an array of *RegisterLine*",
    "rules show": "*RulesPage*",
    "rules tighten": "*Tightened*",
    "may-call": "*MayCall*; exit code 1 when it is not `allowed`",
    "evidence": "*Evidence*",
}
RECORDS: tuple[type[Any], ...] = (
    *(consents.Ledger, consents.GroundLine),
    suppressions.Suppressed,
    *(
        personal_data.PersonalData,
        personal_data.Erased,
        personal_data.LegalHold,
        personal_data.Retained,
        personal_data.RetentionLine,
        personal_data.LookedAt,
        personal_data.Looked,
    ),
    *(registers.RegisterLine, registers.RegisterLoaded),
    shop.JournalEntry,
    *(rules_page.RulesPage, rules_page.RuleLine, rules_page.RegionLines),
    acts.Tightened,
    may_call.MayCall,
    *(evidence.Evidence, evidence.Attempt, evidence.Proof, evidence.Person, evidence.Stop),
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {
    "JournalEntry": "and `id`",
    "RegisterLine": "and `id`, country and name; `blocks`: people who gave no ground are not rung for it",
}
