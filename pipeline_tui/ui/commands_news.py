"""The command that shows what is new in the shop's method."""

from __future__ import annotations

from pipeline_tui.ui.command import DESKS, Command, Group, Live

NEWS_COMMANDS = (
    Command(
        "method.news",
        "New in the playbook",
        "Shows what the playbook says otherwise since you read it last; y there says that you did.",
        "D",
        DESKS,
        Group.PROGRAM,
        Live.IDLE,
        short="new in the playbook",
        method="method_news",
    ),
)
