"""The cells of one row by field, clean; what the columns of a file mean is settled once for all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from pipeline_tui.domain.import_cells import read_emails, tidy
from pipeline_tui.domain.import_columns import Columns
from pipeline_tui.domain.text import is_plain

LONGEST_NOTE = 2000
_LONGEST_NUMBERS = 400

# Fields of one line of text, and how many characters of it are taken.
_TEXTS = MappingProxyType(
    {
        "civility": 40,
        "last_name": 80,
        "first_name": 80,
        "name": 160,
        "firm": 120,
        "role": 80,
        "audience": 200,
        "consent": 200,
        "consent_evidence": 200,
        "consent_date": 40,
        "country": 80,
        "language": 40,
        "address": 200,
        "postcode": 20,
        "city": 80,
        "hours": 80,
        "source": 80,
    }
)
_NO_TEXTS = MappingProxyType(dict.fromkeys(_TEXTS, ""))


class FileCells:
    """Where the fields of a file stand in its rows."""

    __slots__ = ("by_field", "numbers", "texts", "width")

    def __init__(self, columns: Columns) -> None:
        """Take what each column holds."""
        self.by_field = dict(columns.by_field)
        self.texts = [
            (field, places, _TEXTS[field]) for field, places in self.by_field.items() if field in _TEXTS
        ]
        self.numbers = [at for field in ("phone", "mobile") for at in self.by_field.get(field, ())]
        self.width = len(columns.names)


class RowCells:
    """The cells of a row by field."""

    __slots__ = ("_cells", "_file", "_plain", "text")

    text: dict[str, str]
    """The clean text of every field of one line, "" when the row has none."""

    def __init__(self, cells: Sequence[str], file: FileCells) -> None:
        """Take a row of a file, which may have too few cells."""
        self._cells, self._file = cells, file
        plain = self._plain = is_plain("".join(cells))  # looked at once for all of them, as most rows are
        texts = self.text = dict(_NO_TEXTS)
        count = len(cells)
        for field, places, limit in file.texts:
            for at in places:
                if at < count and (cell := cells[at]):
                    # The same as ``_tidy``, which is a call for every cell of a long list.
                    if plain and len(cell) <= limit and cell[0] not in "='":
                        cell = cell.strip()
                    else:
                        cell = tidy(cell, limit=limit)
                    if cell:
                        texts[field] = cell
                        break

    @property
    def short(self) -> bool:
        """Whether cells are missing."""
        return len(self._cells) < self._file.width

    def cells_of(self, field: str) -> list[str]:
        """Return the raw cells of a field that the row has."""
        cells = self._cells
        return [cells[at] for at in self._file.by_field.get(field, ()) if at < len(cells)]

    def notes(self) -> list[str]:
        """Return the clean, non-empty notes, with their line breaks."""
        cells = (tidy(cell, limit=LONGEST_NOTE, multiline=True) for cell in self.cells_of("note") if cell)
        return [text for text in cells if text]

    def numbers(self) -> list[str]:
        """Return the non-empty cells that may hold numbers, clean, with their line breaks."""
        cells = self._cells
        return [self._tidy(cells[at]) for at in self._file.numbers if at < len(cells) and cells[at]]

    def emails(self) -> tuple[str, ...]:
        """Return the addresses of a row, each once."""
        found = [address for cell in self.cells_of("email") if cell for address in read_emails(cell)]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def emails_in_place(self) -> bool:
        """Whether a row with missing cells still holds addresses where the addresses belong."""
        return all("@" in cell for cell in self.cells_of("email") if cell.strip())

    def _tidy(self, cell: str) -> str:
        if self._plain and len(cell) <= _LONGEST_NUMBERS and cell[0] not in "='":
            return cell.strip()
        return tidy(cell, limit=_LONGEST_NUMBERS, multiline=True)
