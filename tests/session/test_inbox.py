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


def test_of_a_report_100_requests_are_looked_at() -> None:
    assert numbers(take(report("a-1", *range(1, 200_001)))) == list(range(1, 101))


def nested(depth: int) -> list[Any]:
    whole: list[Any] = []
    for _ in range(depth):
        whole = [whole]
    return whole


TOO_MUCH = {
    "a huge number": {"pick": 10**400},
    "a huge number of its own": {"number": 10**400},
    "a number that is none": {"rate": float("nan")},
    "a list of a million": {"select": list(range(1_000_000))},
    "a list of too many": {"select": [0] * (inbox.MOST_LISTED + 1)},
    "a long text": {"drag": "x" * (inbox.LONGEST_TEXT + 1)},
    "a long text in a list": {"sort": ["x" * (inbox.LONGEST_TEXT + 1), True]},
    "a long name": {"x" * (inbox.LONGEST_NAME + 1): 1},
    "many entries": {f"{i}": i for i in range(1_000)},
    "lists in lists in lists": {"range": nested(500)},
    "many lists": {"range": [[0, 1]] * 5},
    "a long list in a list": {"range": [[0] * 5, [0, 1]]},
    "an object": {"pick": {"a": 1}},
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_request_that_holds_too_much_is_left_aside_and_those_around_it_are_not(what: str) -> None:
    sent = {"number": "a-1", "requests": [{"number": 1}, {"number": 2, **TOO_MUCH[what]}, {"number": 3}]}
    assert numbers(take(sent)) == [1, 3]


@pytest.mark.parametrize("t", [10**400, "x" * 2_000, [0] * 2_000, {"a": 1}])
def test_a_step_that_is_too_much_is_none(t: object) -> None:
    received = take({"number": "a-1", "t": t})
    assert received is not None
    assert received.t is None


def test_what_a_browser_asks_for_is_not_too_much() -> None:
    asked = [
        {"select": list(range(5_000)), "drag": "select"},
        {"add": [0.5, 1e300, 1], "range": [[-1e300, 1e300], [0, 5]]},
        {"table": "rows", "rows": [0, 50], "sort": ["a title", False]},
        {"rate": 5e-324, "from_start": True, "drag": "3k-5"},
        {"dismiss": True},
    ]
    sent = [{"number": i, "t": 3, **each} for i, each in enumerate(asked, 1)]
    received = take({"number": "a-1", "requests": sent})
    assert received is not None
    assert list(received.requests) == sent


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
    assert modules == {"__future__", "dataclasses", "math", "re", "typing"}
