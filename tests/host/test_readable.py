"""What a component sends that can't be read says nothing, and stops no page."""

from __future__ import annotations

import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import unpack_widget_state_value

from tests.app import SMALL, App

UNREADABLE = {
    "empty": "",
    "cut": '{"report": {"number": "a-1", "t"',
    "NUL": "\0",
    "too deep": '{"report": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "too many digits": '{"report": {"number": "a-1", "t": ' + "9" * 5_000 + "}}",
}
NO_OBJECT = {"text": '"report"', "list": '["report"]', "number": "7", "nothing": "null", "nan": "NaN"}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_streamlit_itself_can_t_read_it(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        unpack_widget_state_value(WidgetState(id="a", json_value=text))


@pytest.mark.parametrize("text", (UNREADABLE | NO_OBJECT).values(), ids=(UNREADABLE | NO_OBJECT).keys())
def test_it_says_nothing_and_the_page_goes_on(text: str) -> None:
    app = App(SMALL).says(t=2)
    (stage,) = app.stages
    before = app.remembered
    app.sends_json(stage.proto.id, text)
    assert app.remembered == before
    assert app.run().says(t=3).moment.t == 3


def test_what_can_be_read_is_heard() -> None:
    app = App(SMALL)
    (stage,) = app.stages
    app.sends_json(stage.proto.id, json.dumps({"report": {"number": "a-1", "t": 5, "others": [[["é"]]]}}))
    assert app.moment.t == 5
