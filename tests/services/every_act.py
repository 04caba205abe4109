"""Every act of the services: each made ready, so that an id is all that it still needs.

The rows stand by subject in ``tests/services/acts``.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.services.acts import calling, clients, deals, joints, law, managing, people
from tests.services.acts.one_act import Act
from tests.services.one_table import one_table
from tests.shops import Line

TABLE: dict[str, Callable[[Line], Act]] = one_table(
    subject.ACTS for subject in (calling, joints, deals, clients, law, people, managing)
)
