"""docs/states.md is what the table of transitions says."""

import pytest

from models.transitions import Transition, Transitions
from tests.house import states


def test_the_page_is_what_the_table_says():
    assert states.PAGE.read_text("utf-8") == states.page(), "run `python -m tests.house.states`"


def test_no_two_rows_lead_from_one_state_by_one_verb():
    with pytest.raises(ValueError, match="two rows"):
        Transitions(Transition("open", "close", "closed"), Transition("open", "close", "gone"))
