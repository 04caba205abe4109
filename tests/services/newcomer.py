"""Anne, who is added by hand: what is typed of her, and the two questions asked of the services."""

from __future__ import annotations

from pipeline_tui.domain.contact_acts import Added, Alike
from pipeline_tui.domain.newcomers import Ground, How, NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import adding, recognising
from tests.shops import Line

ANNE = NewPerson(
    "Mme Anne DURAND", "01 99 00 55 66", place="69002 Lyon", how=How.INCOMING, ground=Ground.ASKED
)
NUMBER = "+33199005566"


def add(line: Line, viewer: Viewer, person: NewPerson = ANNE, **how: object) -> Added:
    return adding.add_contact(line.shop, viewer, person, act=line.act(), **how)  # type: ignore[arg-type]


def ask(line: Line, viewer: Viewer, person: NewPerson, form: str = "form") -> Alike:
    return recognising.alike(line.shop, viewer, person, form=form)
