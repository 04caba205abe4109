"""Loading a register of people who want no calls: its numbers are kept as hashes, and it counts at once.

A copy is written in short acts that hold up no desk, and does not count before its last number is in. Whoever
stands in the queue and is listed leaves it; the gate asks the register again at every claim and every dial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.csv_text import lines_of
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.register_files import RegisterRow, read_register
from pipeline_tui.domain.registers import RegisterLine, RegisterLoaded, RegisterRules, outdated
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.domain.text_encodings import decode, kind_of_file
from pipeline_tui.services import settling_registers
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, register_loading, registers, workspaces
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.writer_lock import only_loader
from pipeline_tui.wording import tr

LOADED = "register_loaded"
Progress = Callable[[int, int], None]  # lines done, lines in all
_AT_ONCE = 5000  # numbers in one act: some twenty milliseconds
_REJECTS = 20  # rejected lines that are named
_MOST_BYTES = 512 * 1024 * 1024


@dataclass(slots=True)
class _Count:
    """What became of the lines so far."""

    rows: int = 0
    hashes: dict[int, int] = field(default_factory=dict)  # short hash -> since
    rejected: list[tuple[int, str]] = field(default_factory=list)
    rejected_count: int = 0


def register_lines(shop: Shop, viewer: Viewer) -> tuple[RegisterLine, ...]:
    """Return every register that is loaded, and those that our contacts' countries name; for managers."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        shop.look_at_rules(tx)
        return registers_in(tx, shop)


def load_register(
    shop: Shop,
    viewer: Viewer,
    file: Path,
    *,
    country: str,
    dated: date,
    act: str,
    name: str = "",
    progress: Progress | None = None,
) -> RegisterLoaded:
    """Load a register's file; it takes the place of the copy of the same name. For managers.

    ``dated`` is the day of the file's contents: by it the copy grows old. ``name`` is that of the country's
    file where it is left out. A number that is new since the copy before, and whose line says nothing else,
    counts as listed since the day of that copy; in a first copy for ever.
    """
    needs_manager(viewer)
    rules = shop.rules(_code(country))
    title = (
        clean(name, limit=60)
        or rules.consumer.register.name
        or tr("Register {country}", country=rules.country or country)
    )
    if dated > shop.today():
        raise UsageTrouble(
            tr("That day is still to come"), tr("Nothing was loaded."), tr("Give the day of the file.")
        )
    code = rules.country or country.upper()
    lines = _read(file)
    with only_loader(shop.store.path):
        with shop.store.read() as tx:
            done = done_before(tx, viewer, act, LOADED)
            if done is not None:
                return _again(_line(tx, shop, code, title), file, done.detail)
            before = register_loading.copy_of(tx, code, title)
        _remove(shop, before[0] if before else None)
        with shop.store.act() as tx:
            register_id = register_loading.begin(
                tx, code, title, dated, operator_id=viewer.operator_id, act=act, now=shop.now()
            )
        count = _write(shop, lines, code, register_id, before, progress)
        if not count.hashes:
            _remove(shop, None)
            raise UsageTrouble(
                tr("{name} holds no number of {code}", name=clean(file.name, limit=120), code=code),
                tr("{rows} lines were read; nothing was loaded.", rows=count.rows),
                tr("Check file and --country."),
            )
        affected = settling_registers.affected(shop, code, count.hashes)
        replaces = before[0] if before else None
        with shop.store.act() as tx:
            register_loading.count_from_now(tx, register_id, len(count.hashes), replaces)
            detail = {
                "register": register_id,
                "replaces": replaces,
                "country": code,
                "rows": count.rows,
                "numbers": len(count.hashes),
                "affected": len(affected),
            }
            journal.append(tx, viewer.operator_id, LOADED, act, shop.now(), None, detail)
            line = _line(tx, shop, code, title)
        settling_registers.settle_places(shop, register_id, affected, freed=not line.blocks)
    return RegisterLoaded(
        register=line,
        file=clean(file.name, limit=120),
        rows=count.rows,
        taken=len(count.hashes),
        repeated=count.rows - count.rejected_count - len(count.hashes),
        rejected=tuple(count.rejected),
        rejected_count=count.rejected_count,
        affected=len(affected),
    )


def _again(line: RegisterLine, file: Path, told: Mapping[str, int]) -> RegisterLoaded:
    """Answer a retry of a load that is done: what it counted, without the lines."""
    name = clean(file.name, limit=120)
    return RegisterLoaded(line, name, told["rows"], told["numbers"], 0, (), 0, told["affected"])


def _line(tx: Tx, shop: Shop, country: str, name: str) -> RegisterLine:
    return next(
        one for one in registers_in(tx, shop) if (one.country, fold(one.name)) == (country, fold(name))
    )


def _read(file: Path) -> list[str]:
    name = clean(file.name, limit=120)
    if not file.is_file():
        raise UsageTrouble(
            tr("There is no file {name}", name=name),
            tr("Nothing was loaded."),
            tr("Check the name and the folder."),
        )
    size = file.stat().st_size
    if size > _MOST_BYTES:
        raise UsageTrouble(
            tr("{name} is too large", name=name),
            tr("It has {size} MB.", size=size // 1024**2),
            tr("Cut it into several."),
        )
    data = file.read_bytes()
    if kind := kind_of_file(data):
        raise UsageTrouble(
            tr("{name} is {kind}", name=name, kind=kind),
            tr("A register is read from a text file."),
            tr("Save it as CSV or text first."),
        )
    return lines_of(decode(data).text)


def _write(
    shop: Shop,
    lines: list[str],
    country: str,
    register_id: int,
    before: tuple[int, date] | None,
    progress: Progress | None,
) -> _Count:
    count = _Count()
    secret = shop.workspace.secret
    for rows in _portions(read_register(lines, country)):
        some: dict[int, int] = {}
        unsaid: list[int] = []
        for row in rows:
            count.rows += 1
            if row.why and not row.e164:
                count.rejected_count += 1
                if len(count.rejected) < _REJECTS:
                    count.rejected.append((row.line, row.why))
                continue
            key = registers.short_hash(keyed_hash(secret, row.e164))
            some[key] = min(some.get(key, registers.days_of(row.since)), registers.days_of(row.since))
            if row.since is None:
                unsaid.append(key)
        with shop.store.act() as tx:
            if before is not None and unsaid:
                stood, since = register_loading.since_in(tx, before[0], unsaid), registers.days_of(before[1])
                some |= {key: stood.get(key, since) for key in unsaid}
            register_loading.add(tx, register_id, some)
        for key, since in some.items():
            count.hashes[key] = min(count.hashes.get(key, since), since)
        if progress is not None:
            progress(rows[-1].line, len(lines))
    return count


def _portions(rows: Iterable[RegisterRow]) -> Iterator[list[RegisterRow]]:
    every = iter(rows)
    while some := list(islice(every, _AT_ONCE)):
        yield some


def _remove(shop: Shop, keep: int | None) -> None:
    """Remove copies nobody needs any more, in short acts."""
    with shop.store.read() as tx:
        gone = register_loading.superfluous(tx, keep)
    for register_id in gone:
        after: int | None = -1
        while after is not None:
            with shop.store.act() as tx:
                after = register_loading.remove_some(tx, register_id, after)


def registers_in(tx: Tx, shop: Shop) -> tuple[RegisterLine, ...]:
    """Return the same inside a running transaction."""
    now = shop.now()
    found: dict[tuple[str, str], RegisterLine] = {}
    for country, name, dated, numbers in register_loading.every(tx):
        asked = _asked(shop, country, name)
        copied = date.fromisoformat(dated)
        found[country, fold(name)] = RegisterLine(
            country=country,
            name=name,
            dated=copied,
            numbers=numbers,
            age_days=(_today(now) - copied).days,
            days_old=asked.days_old,
            needed=asked.needed,
            outdated=outdated(copied, asked.days_old, _today(now)),
        )
    countries = {shop.workspace.country, *(bucket.country for _, bucket in workspaces.buckets(tx))}
    for code in sorted(countries - {""}):
        rules = shop.rules(code)
        for audience in Audience:
            asked = rules.of(audience).register
            key = (rules.country, fold(asked.name))
            if asked.needed and key not in found:
                found[key] = RegisterLine(
                    rules.country, asked.name, days_old=asked.days_old, needed=asked.needed
                )
    return tuple(found[key] for key in sorted(found))


def _asked(shop: Shop, country: str, name: str) -> RegisterRules:
    rules = shop.rules(country)
    asked = (rules.of(audience).register for audience in Audience)
    return next((one for one in asked if fold(one.name) == fold(name)), RegisterRules())


def _today(now: datetime) -> date:
    """Return the day by which copies grow old: the gate reckons in UTC as well."""
    return now.astimezone(UTC).date()


def _code(country: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = country.strip().upper()
    if code not in SUPPORTED_REGIONS:
        raise UsageTrouble(
            tr("{country} is no country code", country=clean(country, limit=20)),
            tr("Two letters of a country with telephone numbers are needed."),
            tr("For the United Kingdom: --country GB."),
        )
    return code
