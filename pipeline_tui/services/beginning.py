"""Making the workspace that the first answers describe, with a list to call from where there is none yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipeline_tui.domain.first_answers import DEMO, FirstAnswers
from pipeline_tui.services.demo_list import load_demo_list
from pipeline_tui.services.set_up_drafts import forget_answers
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.signing_in import sign_in, who


def begin(path: Path, answers: FirstAnswers, *, practice: bool = False, now: datetime | None = None) -> None:
    """Make the workspace and forget the draft; what is refused leaves both as they were."""
    shop = set_up(path, answers.set_up(practice=practice), now=now)
    forget_answers(path)
    try:
        if answers.list_file == DEMO:
            load_demo_list(shop, sign_in(shop, who(shop, answers.crew.manager)))
    finally:
        shop.close()
