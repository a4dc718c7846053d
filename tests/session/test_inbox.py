"""The inbox by itself: what it gives of a report, and what it acknowledges."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.session import inbox
from pages.session.inbox import Inbox, Received, acknowledgements, news_of

ME = "3f2a"


def take(report: object, so_far: Inbox = (), sender: str = "stage") -> Received | None:
    return news_of(report, sender=sender, identity=ME, inbox=so_far)


def report(number: str, *made: int, **more: Any) -> dict[str, Any]:
    return {"number": number, "requests": [{"number": each} for each in made], **more}


def numbers(received: Received | None) -> list[int]:
    assert received is not None
    return [request["number"] for request in received.requests]


def test_requests_are_given_once_though_later_reports_repeat_them() -> None:
    first = take(report("a-1", 1, 2, t=5, playing=True))
    assert first is not None
    assert (numbers(first), first.t, first.playing) == ([1, 2], 5, True)
    assert take(report("a-1", 1, 2), first.inbox) is None
    second = take(report("a-2", 1, 2, 3), first.inbox)
    assert numbers(second) == [3]
    assert second is not None
    assert acknowledgements(second.inbox) == {"stage": "a-2"}


def test_a_report_that_was_lost_is_made_up_for_by_the_next() -> None:
    assert numbers(take(report("a-4", 1, 2, 3))) == [1, 2, 3]


def test_a_page_that_is_loaded_again_counts_anew() -> None:
    first = take(report("a-9", 7))
    assert first is not None
    assert numbers(take(report("b-1", 1), first.inbox)) == [1]


def test_each_component_has_its_own_count() -> None:
    first = take(report("as-3", 5))
    assert first is not None
    second = take(report("ae-1", 1), first.inbox, sender="examples")
    assert second is not None
    assert numbers(second) == [1]
    assert acknowledgements(second.inbox) == {"stage": "as-3", "examples": "ae-1"}
    assert numbers(take(report("as-4", 5, 6), second.inbox)) == [6]


def test_what_is_said_to_another_session_is_left_aside() -> None:
    assert take(report("a-1", 1, session="0000")) is None
    assert take(report("a-1", 1, session=None)) is None
    assert numbers(take(report("a-1", 1, session=ME))) == [1]
    assert numbers(take(report("a-1", 1))) == [1]


@pytest.mark.parametrize(
    "requests", ["all", 7, {"number": 1}, [None, 7, "number", {}, {"number": "1"}, {"number": -1}, {"number": True}]]
)
def test_what_is_no_request_is_left_aside_and_the_report_acknowledged(requests: object) -> None:
    received = take({"number": "a-1", "requests": requests})
    assert received == Received((), None, False, (("stage", "a-1", 0),))


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: (
        st.lists(each, max_size=4) | st.dictionaries(st.sampled_from(["number", "session", "t", "requests"]), each)
    ),
    max_leaves=10,
)


@given(json, st.sampled_from(["a-1", "a-2", "b-1"]))
def test_a_browser_may_send_anything(anything: Any, number: str) -> None:
    for sent in (anything, {"number": number, "requests": anything}, {"number": anything, "requests": []}):
        received = take(sent, (("stage", "a-1", 2),))
        if received is not None:
            (row,) = received.inbox
            assert row[0] == "stage"
            assert all(type(value) in (str, int) for value in row)


@given(st.lists(st.integers(1, 9), min_size=1).map(sorted), st.integers(0, 3))
def test_whatever_gets_lost_each_request_is_given_once_in_order(made: list[int], lost: int) -> None:
    """Each report holds all that was made so far; only some of them arrive."""
    state: Inbox = ()
    given: list[int] = []
    for count in range(1, len(made) + 1):
        if count % (lost + 1) == 0 or count == len(made):
            received = take(report(f"a-{count}", *made[:count]), state)
            given += numbers(received)
            assert received is not None
            state = received.inbox
    assert given == sorted(set(made))


def test_the_inbox_is_free_of_streamlit() -> None:
    tree = ast.parse(inspect.getsource(inbox))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"__future__", "dataclasses", "re", "typing"}
