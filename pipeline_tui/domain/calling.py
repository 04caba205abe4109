"""Records of the calling rules: a country's file, what the gate is told, and what it answers.

The rules and figures themselves stand in ``data/calling_rules/*.toml``, each with its source and status.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.channels import MessageRules
from pipeline_tui.domain.registers import Listing, RegisterRules
from pipeline_tui.domain.retention import RetentionRules
from pipeline_tui.wording import WordTable, tr


class Purpose(StrEnum):
    """Why somebody is rung; only prospecting is capped."""

    PROSPECTING = "prospecting"
    OWN_REQUEST = "own-request"
    CONTRACT = "contract"
    SERVICE = "service"


class Audience(StrEnum):
    """Whom the rules protect; unknown counts as consumer."""

    CONSUMER = "consumer"
    BUSINESS = "business"


class BasisKind(StrEnum):
    """On what ground we may call."""

    CONSENT = "consent"
    CONTRACT = "contract"
    BUSINESS_INTEREST = "business-interest"
    OWN_REQUEST = "own-request"


_GROUNDS: WordTable[str] = WordTable(
    {
        BasisKind.CONSENT: "consent",
        BasisKind.CONTRACT: "contract",
        BasisKind.BUSINESS_INTEREST: "business interest",
        BasisKind.OWN_REQUEST: "own request",
    },
    "kind",
)


def ground_words(kinds: Iterable[str]) -> str:
    """Return the grounds of which one is needed: "consent or contract"."""
    return tr(" or ").join(sorted(_GROUNDS[kind] for kind in kinds))


class Blocker(StrEnum):
    """Why a contact cannot be rung now; the order is the order of the gate."""

    NO_NUMBER = "no-number"
    SUPPRESSED = "suppressed"
    ON_REGISTER = "on-register"
    NO_REGISTER = "register-missing"
    NO_BASIS = "no-basis"
    PAUSED = "paused-after-refusal"
    CAPPED = "capped"
    NO_ZONE = "zone-unknown"
    OUTSIDE_WINDOW = "outside-window"
    WAITING = "waiting-to-retry"
    CALLBACK_LATER = "callback-later"
    ON_ANOTHER_DESK = "on-another-desk"
    OTHER_LANGUAGE = "other-language"
    LIST_PAUSED = "list-paused"
    ATTEMPTS_USED = "attempts-used"


class RuleStatus(StrEnum):
    """How far a figure of a rule file can be relied on."""

    LAW = "law"
    SECONDARY = "secondary"  # read in a commentary, not in the law
    UNVERIFIED = "unverified"  # general knowledge
    DEFAULT = "default"  # no rule found: our own cautious choice
    SHOP = "shop"  # the shop's own, tighter than the file


Windows = MappingProxyType[int, tuple[tuple[time, time], ...]]  # weekday (Monday 0) -> open periods


@dataclass(frozen=True, slots=True)
class AudienceRules:
    """What holds for consumers or for businesses of one country."""

    windows: Windows
    holidays_closed: bool
    basis_required: frozenset[BasisKind]  # empty: none needed for prospecting
    cap_attempts: int | None  # prospecting attempts ...
    cap_days: int  # ... in a rolling window of so many calendar days
    refusal_pause_days: int
    window_source: str
    basis_source: str
    cap_source: str
    pause_source: str
    holidays_source: str = ""
    window_status: RuleStatus = RuleStatus.DEFAULT
    basis_status: RuleStatus = RuleStatus.DEFAULT
    cap_status: RuleStatus = RuleStatus.DEFAULT
    pause_status: RuleStatus = RuleStatus.DEFAULT
    holidays_status: RuleStatus = RuleStatus.DEFAULT
    messages: MessageRules = field(default_factory=MessageRules)  # when writing to them needs consent
    register: RegisterRules = field(default_factory=RegisterRules)  # of people who want no calls
    # Where nobody knows the region, a public holiday in any of these counts besides the country's own.
    holiday_regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionRules:
    """What holds in a region with rules of its own, the country's wherever it says nothing."""

    consumer: AudienceRules
    business: AudienceRules
    differs: tuple[str, ...] = ()  # "consumer.window": what the region's own rules say

    def of(self, audience: Audience | None) -> AudienceRules:
        """Return the rules for an audience; unknown counts as consumer."""
        return self.business if audience is Audience.BUSINESS else self.consumer


@dataclass(frozen=True, slots=True)
class CountryRules:
    """One country's dated, sourced rule file."""

    country: str  # ISO 3166 alpha-2; "" for the default file
    version: str  # date checked, as in the file
    consumer: AudienceRules
    business: AudienceRules
    note: str = ""
    retention: RetentionRules = field(default_factory=RetentionRules)  # how long personal data stays
    also_for: frozenset[str] = frozenset()  # territories with a country code of their own under the same law
    regions: Mapping[str, RegionRules] = field(default_factory=dict)  # those with rules of their own
    anywhere: RegionRules | None = None  # the strictest of all of them, for whoever may be in any
    own: str = ""  # short hash of the shop's own tighter rules, "" without any

    def of(self, audience: Audience | None, region: str = "") -> AudienceRules:
        """Return the rules for an audience in a region; unknown counts as consumer, and as the strictest.

        Several regions by comma are all possible.
        """
        if self.anywhere is not None:
            own = self.regions.get(region)
            if own is not None:
                return own.of(audience)
            if not region or any(one in self.regions for one in region.split(",")):
                return self.anywhere.of(audience)
        return self.business if audience is Audience.BUSINESS else self.consumer

    @property
    def name(self) -> str:
        """Return file and version, with the hash of the shop's own rules where there are any."""
        own = f" + own {self.own}" if self.own else ""
        return f"{self.country or 'default'} {self.version}{own}"


@dataclass(frozen=True, slots=True)
class Basis:
    """One recorded ground for calling somebody."""

    kind: BasisKind
    given_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    slot_at: datetime | None = None  # own request: the precise time asked for
    purpose: Purpose | None = None  # None: any
    text: str = ""  # how it was given, as shown on the desk
    id: int = 0


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What the gate is told about one number."""

    id: int
    e164: str
    zones: tuple[str, ...]  # every zone the number may lie in; () when none is known
    suppressed: bool = False
    attempts: tuple[datetime, ...] = ()  # prospecting attempts on the number by anyone, on any list
    shared: bool = False  # a switchboard has no cap of its own
    redial_until: datetime | None = None  # UTC; after a dropped talk: till then it is the same attempt
    listings: tuple[Listing, ...] = ()  # what each register that is loaded says of it


@dataclass(frozen=True, slots=True)
class CallFacts:
    """Everything the gate decides on; gathered by storage, judged without a clock or database."""

    purpose: Purpose
    audience: Audience | None
    country: str
    region: str  # subdivision for holidays, "" when unknown
    place_zone: str  # zone of a known address, "" when unknown
    number: NumberFacts | None
    person_suppressed: bool
    bases: tuple[Basis, ...]
    refused_at: datetime | None
    person_attempts: tuple[datetime, ...]  # prospecting attempts on the person, any number
    last_bought: date | None = None  # their last purchase with us


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer: allowed, or which rule refuses, by what source, until when."""

    allowed: bool
    blocker: Blocker | None = None
    reason: str = ""  # one sentence for the operator
    source: str = ""
    until: datetime | None = None  # UTC; None: not by waiting
    rules: str = ""  # rule file and version, kept as proof
    basis: Basis | None = None
    zone: str = ""  # the zone the window was checked in
    open_until: datetime | None = None  # UTC, when allowed
    attempts: int = 0
    cap: int | None = None
    status: RuleStatus | None = None  # of the rule that refuses
    region: str = ""  # whose rules and holidays were asked; "" unknown, several by comma are all possible


@dataclass(frozen=True, slots=True)
class Bucket:
    """Contacts whose windows open and close together: rule file, audience, zones and holiday region.

    ``language`` is what its contacts speak, so that a claim finds those of an operator's languages.
    """

    country: str
    audience: Audience
    zones: tuple[str, ...]
    region: str = ""
    language: str = ""  # ISO 639; "" for everybody

    @property
    def key(self) -> str:
        """Return the bucket's stable text key; without a language the same as before there were any."""
        spoken = (self.language,) if self.language else ()
        return "|".join((self.country, self.audience.value, ",".join(self.zones), self.region, *spoken))


@dataclass(frozen=True, slots=True)
class Closed:
    """When a bucket next opens; None when it never does within the horizon."""

    opens_at: datetime | None
    holiday: date | None = None
