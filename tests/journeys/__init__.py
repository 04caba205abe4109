"""Journeys through the whole program, from the shell and with keys."""

import pytest

pytest.register_assert_rewrite("tests.journeys.steps")  # what they find wrong is shown in full
