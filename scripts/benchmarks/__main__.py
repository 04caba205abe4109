"""Runs the benchmarks that were asked for, or all of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from scripts.benchmarks import board, calendar, claims, desk, floor, importing, search, sheets, startup
from scripts.benchmarks.measuring import Report

BENCHMARKS: dict[str, Callable[..., None]] = {
    "claims": claims.run,
    "calendar": calendar.run,
    "desks": floor.run,
    "desk": desk.run,
    "board": board.run,
    "search": search.run,
    "sheets": sheets.run,
    "import": importing.run,
    "startup": startup.run,
}


def main(arguments: list[str]) -> int:
    """Run, show the table, write the JSON."""
    quick = "--quick" in arguments
    wanted = [one for one in arguments if one != "--quick"] or list(BENCHMARKS)
    unknown = [one for one in wanted if one not in BENCHMARKS]
    if unknown:
        print(f"bench: unknown: {', '.join(unknown)}. Next step: choose from {', '.join(BENCHMARKS)}")
        return 2
    report = Report()
    for name in wanted:
        print(f"bench: {name} ...", file=sys.stderr)
        BENCHMARKS[name](report, quick=quick)
    report.show()
    print(report.write(Path(".bench")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
