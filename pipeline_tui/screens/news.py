"""What is new in the inbox, counted on every desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.messages import Waiting
from pipeline_tui.screens.working import WorkingScreen
from pipeline_tui.ui.keymap import shown_key

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session

LOOK_EVERY = 10.0  # seconds


class NewsScreen(WorkingScreen):
    """A screen that knows how much waits in the viewer's inbox."""

    session: Session

    def __init__(self) -> None:
        """Start without news."""
        super().__init__()
        self.news = Waiting()
        self._version = -1  # of the workspace, when it was last looked for news

    def on_mount(self) -> None:
        """Look now and then, while the desk is in front."""
        self.set_interval(LOOK_EVERY, self._look)

    def on_screen_resume(self) -> None:
        """Look when the desk comes to the front."""
        self.look_for_news()

    def look_for_news(self) -> None:
        """Ask how much waits."""
        self.read("news", self.session.doors.news, self._heard_news)

    def news_words(self) -> tuple[str, ...]:
        """Return the header's word for what waits: the key that opens it, and how much there is."""
        inbox = self.session.keys.find("desk.inbox")
        if not self.news.count or inbox is None:
            return ()
        key = shown_key(inbox.keys[0]) if inbox.keys else "inbox"
        return (f"{key} {self.news.count}",)

    def _look(self) -> None:
        version = self.session.doors.changes()
        if self.is_current and not self.acting and version != self._version:
            self._version = version
            self.look_for_news()

    def _heard_news(self, news: Waiting) -> None:
        self.news = news
