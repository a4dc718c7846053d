"""Several numbers pasted at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.learning.own_numbers.own_numbers import QUANTITIES
from logreg_core.points import NotANumberError
from pages.words.learning.pasted_numbers import LONGEST, pasted

ONE_FEATURE = ("J", "dJ_dw2", "dJ_db", "next_w2", "next_b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J = 0.4006, dw1: -0.2166, dw2: -0.1052", {"J": "0.4006", "dJ_dw1": "-0.2166", "dJ_dw2": "-0.1052"}),
        ("[-0.2166, -0.1038]", {"dJ_dw1": "-0.2166", "dJ_dw2": "-0.1038"}),
        ("J=0,4006; dw1=-0,2166", {"J": "0,4006", "dJ_dw1": "-0,2166"}),
        ("dw = [-0.2166 -0.1052]   db = -2e-2", {"dJ_dw1": "-0.2166", "dJ_dw2": "-0.1052", "dJ_db": "-2e-2"}),
        ("t = 20\nJ = 0.4006\n∂J/∂w₁ = −0.2166", {"J": "0.4006", "dJ_dw1": "−0.2166"}),
        ("step 20: cost 0.4006 w: [0.6976, 0.3328]", {"J": "0.4006", "next_w1": "0.6976", "next_w2": "0.3328"}),
        ("dJ_dw[0] = -0.2166 dJ_dw[1] = -0.1", {"dJ_dw1": "-0.2166", "dJ_dw2": "-0.1"}),
        ("grad = array([-0.2, -0.1, -0.02])", {"dJ_dw1": "-0.2", "dJ_dw2": "-0.1", "dJ_db": "-0.02"}),
        ("0.4006 -0.2 -0.1 -0.02", {"J": "0.4006", "dJ_dw1": "-0.2", "dJ_dw2": "-0.1", "dJ_db": "-0.02"}),
        ("(0.4, array([-0.2, -0.1]), -0.02)", {"J": "0.4", "dJ_dw1": "-0.2", "dJ_dw2": "-0.1", "dJ_db": "-0.02"}),
        ("new w1 = 0.6976, learning rate 0.1", {"next_w1": "0.6976"}),
        ("w1, w2, b = 1, 2, 3", {"next_w1": "1", "next_w2": "2", "next_b": "3"}),
        ("dJ/dw1=1e-3", {"dJ_dw1": "1e-3"}),
    ],
)
def test_what_programs_print(text, found):
    assert pasted(text, QUANTITIES) == found


def test_of_one_feature():
    assert pasted("[0.5, -0.1]", ONE_FEATURE) == {"dJ_dw2": "0.5", "dJ_db": "-0.1"}
    assert pasted("w2 = 3, w1 = 4", ONE_FEATURE) == {"next_w2": "3"}


@pytest.mark.parametrize("text", ["", "abc", "t = 20", "1,5", "α = 0.1", "x" * (LONGEST + 1)])
def test_what_has_no_number_of_these_is_refused(text):
    with pytest.raises(NotANumberError):
        pasted(text, QUANTITIES)


@given(st.text(alphabet="Jdwb12[](),.;:=-+e 0345\n∂₁₂/αx", max_size=60))
def test_whatever_is_pasted_it_is_read_or_refused(text):
    try:
        found = pasted(text, QUANTITIES)
    except NotANumberError:
        return
    assert found.keys() <= set(QUANTITIES)
