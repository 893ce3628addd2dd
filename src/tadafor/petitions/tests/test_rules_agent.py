"""Who becomes the agent by a paper: a table of cases."""

import pytest

from tadafor.petitions.rules import (
    AGENT_CODE_TRIES,
    AgentRefusal,
    Paper,
    refuse_printing,
    refuse_renewing,
    refuse_taking_over,
)

SHOWN = Paper(shown=True)
TAKEN = Paper(shown=True, taken=True)
NO_CARD = Paper(has_card=False)
NO = AgentRefusal.NOT_TOGETHER


@pytest.mark.parametrize(
    ("paper", "same_card", "erased", "gave_it", "refusal"),
    [
        (SHOWN, True, False, False, None),
        (SHOWN, False, False, False, NO),
        (SHOWN, True, True, False, NO),
        (SHOWN, True, False, True, AgentRefusal.BY_THE_COUNTER),
        (SHOWN, False, False, True, NO),
        (TAKEN, True, False, False, NO),
        (TAKEN, True, False, True, NO),
        (None, True, False, False, NO),
        (None, False, False, True, NO),
        (Paper(shown=True, tries=AGENT_CODE_TRIES - 1), True, False, False, None),
        (Paper(shown=True, tries=AGENT_CODE_TRIES), True, False, False, NO),
    ],
)
def test_who_becomes_the_agent(paper, same_card, erased, gave_it, refusal):
    """§ petitions-34: every wrong paper gets the same answer."""
    assert refuse_taking_over(paper, same_card=same_card, erased=erased, gave_it=gave_it) is refusal


@pytest.mark.parametrize(
    ("paper", "printing", "renewing", "with_another_card"),
    [
        (Paper(), None, None, AgentRefusal.OTHER_CARD),
        (SHOWN, AgentRefusal.ALREADY_SHOWN, None, AgentRefusal.OTHER_CARD),
        (TAKEN, AgentRefusal.ONLINE, AgentRefusal.ONLINE, AgentRefusal.ONLINE),
        (NO_CARD, AgentRefusal.CARD_MISSING, None, None),
    ],
)
def test_when_a_code_is_given(paper, printing, renewing, with_another_card):
    """§ petitions-34"""
    assert refuse_printing(paper) is printing
    assert refuse_renewing(paper, same_card=True) is renewing
    assert refuse_renewing(paper, same_card=False) is with_another_card
