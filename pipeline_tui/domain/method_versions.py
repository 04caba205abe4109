"""The shop's method as versions: whole playbooks, adopted one after the other and never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

Files = Mapping[str, str]  # text by name within the playbook's folder, as "en/cold-call.md"
NONE = 0  # no version was ever adopted: the shipped playbook holds
_DIGITS = 8  # of the hash, where a person reads it


def digest_of(files: Files) -> str:
    """Return the hash of a playbook's whole content: the same files, the same digest."""
    return sha256(json.dumps(dict(files), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def short(digest: str) -> str:
    """Return the part of a digest that is shown."""
    return digest[:_DIGITS]


@dataclass(frozen=True, slots=True)
class MethodVersion:
    """One version of the shop's method."""

    number: int
    digest: str
    at: datetime  # UTC; when it was stored
    by: str  # who adopted it, "" for the set-up
    holds: bool  # calls are made by it now
    files: int
    changed: int  # files that differ from the version before


@dataclass(frozen=True, slots=True)
class Adopted:
    """What adopting a playbook did."""

    number: int
    before: int
    digest: str
    changed: int  # files that differ from the version that held
    warnings: tuple[str, ...] = ()
