"""The versions of an offer: what each of them came to, and what it changed."""

from __future__ import annotations

from pipeline_tui.domain.offer_changes import OfferChanges
from pipeline_tui.screens.offer_sheet import OfferViews
from pipeline_tui.ui.formatting import QUIET, fixed
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.offer_lines import changed_lines, version_row
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import tr


class OfferVersions(OfferViews):
    """The sheet with the view of its versions."""

    def on_mount(self) -> None:
        """Follow the cursor among the versions."""
        self.watch(self.query_one("#version-list", LineList), "cursor", self._pointed, init=False)

    @property
    def chosen_version(self) -> int | None:
        """Return the version under the cursor, None for the newest."""
        offer = self.offer
        cursor = self.query_one("#version-list", LineList).cursor
        if not self.by_version or offer is None or not 0 <= cursor < len(offer.versions):
            return None
        return offer.versions[::-1][cursor].version

    def draw_versions(self) -> None:
        """Draw the versions, the newest first."""
        offer, session = self.offer, self.session
        if offer is None:
            return
        shown = self.query_one("#version-list", LineList)
        rows = [
            version_row(one, offer.currency, session.language, session.zone, self.now)
            for one in reversed(offer.versions)
        ]
        shown.show(rows, cursor=min(max(shown.cursor, 0), len(rows) - 1))
        self._read_changes()

    def _pointed(self, _cursor: int) -> None:
        if self.by_version:
            self._read_changes()

    def _read_changes(self) -> None:
        offer, version = self.offer, self.chosen_version
        if offer is None or version is None:
            return
        if version == 1:
            self.query_one("#changes", Page).show(lambda _w, _h: [fixed(tr("The first version."), QUIET)])
            return
        doors, offer_id = self.session.doors, offer.id
        self.read(
            "changes",
            lambda: doors.compare_versions(offer_id, version - 1, version),
            self._show_changes,
        )

    def _show_changes(self, differs: OfferChanges) -> None:
        session = self.session
        currency = session.workspace.currency
        self.query_one("#changes", Page).show(
            lambda width, _: changed_lines(differs, currency, session.language, self.today, width)
        )

    def action_versions(self) -> None:
        """Change between the lines and the versions."""
        self.by_version = not self.by_version
        self.repaint()
