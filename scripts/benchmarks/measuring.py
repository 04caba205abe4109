"""Medians with their spread, ratios pair by pair, a table and a JSON file."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``unit`` is ms, x, n/s or a count."""

    name: str
    median: float
    low: float
    high: float
    unit: str
    budget: str = ""
    kept: bool | None = None
    repeats: int = 1


@dataclass
class Report:
    """Every figure of one run."""

    figures: list[Figure] = field(default_factory=list)

    def add(
        self,
        name: str,
        samples: Sequence[float],
        unit: str,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> Figure:
        """Keep the median and spread of repeats; a budget is kept or not by the median."""
        middle = statistics.median(samples)
        budget, kept = "", None
        if at_most is not None:
            budget, kept = f"<= {at_most:g}", middle <= at_most
        if at_least is not None:
            budget, kept = f">= {at_least:g}", middle >= at_least
        figure = Figure(name, middle, min(samples), max(samples), unit, budget, kept, len(samples))
        self.figures.append(figure)
        return figure

    def show(self) -> None:
        """Print the table."""
        table = Table(box=box.SIMPLE, pad_edge=False)
        for heading, justify in (
            ("work", "left"),
            ("median", "right"),
            ("from", "right"),
            ("to", "right"),
            ("", "left"),
            ("budget", "left"),
            ("", "left"),
        ):
            table.add_column(heading, justify="right" if justify == "right" else "left")
        for one in self.figures:
            verdict = "" if one.kept is None else "kept" if one.kept else "NOT KEPT"
            numbers = [f"{value:.3g}" for value in (one.median, one.low, one.high)]
            table.add_row(one.name, *numbers, one.unit, one.budget, verdict)
        Console(width=120).print(table)

    def write(self, folder: Path) -> Path:
        """Write the figures as JSON, with the machine they come from."""
        folder.mkdir(exist_ok=True)
        now = datetime.now(UTC)
        target = folder / f"bench-{now:%Y%m%d-%H%M%S}.json"
        target.write_text(
            json.dumps(
                {
                    "at": now.isoformat(),
                    "python": platform.python_version(),
                    "machine": platform.machine(),
                    "figures": [asdict(one) for one in self.figures],
                },
                indent=1,
            )
        )
        return target


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the sample below which this share of all samples lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
