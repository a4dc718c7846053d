"""Old links still open to the same runs: w, b and J to the bit where this machine rounds as the recording one did.

What is read on the pages that they open is in tests/browser/test_links.py.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from . import recorded
from .recorded import Change

RECORDED = recorded.load()
LINKS: dict[str, dict[str, Any]] = RECORDED["links"]
EXACT = recorded.machine() == RECORDED["machine"]
CLOSE = 1e-12  # what is left of a last bit's difference where no step makes it grow
HOW = (
    "to the bit" if EXACT else f"to {CLOSE:g}, where no rate is past 2/smoothness, since this machine rounds otherwise"
)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link} ({HOW})")
def test_a_link_opens_to_the_same_run(link: str) -> None:
    then = recorded.expected_core(link, LINKS[link]["core"], recorded.outcomes())
    assert_same(recorded.core(link), then, exact=EXACT)


def assert_same(now: dict[str, Any], then: dict[str, Any], *, exact: bool) -> None:
    """Assert that a link opens to what it did; not to the bit, the same words and nearly the same numbers are asked."""
    if exact or "at" not in then:
        assert now == then
        return
    sure = ["query", "notices", "data", "gentle"]
    if then["gentle"]:
        sure.append("rows")
        assert now["outcome"][0] == then["outcome"][0]
    assert {key: now[key] for key in sure} == {key: then[key] for key in sure}
    for t, values in then["at"].items():
        if then["gentle"] or t in ("0", "1"):  # a rate that is too high makes each difference larger step by step
            assert [float.fromhex(x) for x in now["at"][t]] == [_near(float.fromhex(x)) for x in values], f"at t = {t}"


def _near(x: float) -> Any:
    return pytest.approx(x, rel=CLOSE, abs=CLOSE, nan_ok=True)


# ----------------------------------------------------------------------------------------- that the tests can fail


def a_run(**others: Any) -> dict[str, Any]:
    at = {str(t): [float(x).hex() for x in (0.5, -0.25, 0.125, 1 / (3 + t))] for t in (0, 1, 40)}
    return {
        "query": "q",
        "notices": [],
        "data": "d",
        "rows": 41,
        "at": at,
        "outcome": ["k", "s"],
        "gentle": True,
    } | others


def altered(t: int, by: float, **others: Any) -> dict[str, Any]:
    """The same run but for J at step t."""
    run = a_run(**others)
    *rest, J = run["at"][str(t)]
    run["at"][str(t)] = [*rest, (float.fromhex(J) * (1 + by)).hex()]
    return run


@pytest.mark.parametrize(
    ("now", "then", "exact"),
    [
        (altered(40, 2.0**-51), a_run(), True),
        (altered(40, 1e-9), a_run(), False),
        (altered(1, 1e-9, gentle=False), a_run(gentle=False), False),
        (a_run(rows=40), a_run(), False),
        (a_run(outcome=["other", "s"]), a_run(), False),
        (a_run(notices=["a"]), a_run(gentle=False), False),
        ({"query": "q", "notices": [], "no data": "a"}, {"query": "q", "notices": [], "no data": "b"}, False),
    ],
)
def test_another_run_is_found(now: dict[str, Any], then: dict[str, Any], exact: bool) -> None:
    with pytest.raises(AssertionError):
        assert_same(now, then, exact=exact)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (altered(40, 2.0**-51), a_run()),
        (altered(40, 0.5, gentle=False), a_run(gentle=False)),
    ],
)
def test_where_a_machine_rounds_otherwise_a_last_bit_may_differ_and_what_grows_from_it(now: Any, then: Any) -> None:
    assert_same(now, then, exact=False)


def test_what_is_recorded_is_what_the_list_names_and_varied() -> None:
    assert list(LINKS) == recorded.addresses()
    assert len(LINKS) >= 64
    runs = [each["core"] for each in LINKS.values() if "outcome" in each["core"]]
    kinds = {run["outcome"][0] for run in runs}
    assert kinds == {"diverged", "separable", "oscillating", "converged", "still descending"}
    assert {link.partition("?")[0] for link in LINKS} == {"/", "/data", "/chain_rule", "/examples", "/derivation"}
    assert all(math.isfinite(float.fromhex(x)) for run in runs for values in run["at"].values() for x in values)
    assert all(each["texts"]["main"] for each in LINKS.values())


# ------------------------------------------------------------------------------------------ what changed on purpose


def test_every_changed_outcome_names_a_recorded_run_once_says_something_else_of_it_and_why() -> None:
    listed = recorded.outcomes()
    assert len({each["link"] for each in listed}) == len(listed)
    for each in listed:
        assert [each["kind"], each["sentence"]] != LINKS[each["link"]]["core"]["outcome"]
        assert each["why"].strip()


def test_every_change_that_is_listed_is_one_of_the_recorded_texts_in_each_link_that_it_names() -> None:
    changed = recorded.changes()
    used = {link: recorded.expected(link, each["texts"], changed)[1] for link, each in LINKS.items()}
    for number, change in enumerate(changed):
        where = change.links or ("any link",)
        unused = [
            link for link in where if not any(number in of for at, of in used.items() if link in (at, "any link"))
        ]
        assert not unused, f"{change} is of no use in {', '.join(unused)}"


def test_lines_are_changed_taken_away_and_put_in() -> None:
    texts = {"main": ["a", "b", "a", "b", "c"], "sidebar": ["c"], "controls": []}
    changed = [
        Change(["a", "b"], ["A"], "shorter"),
        Change(["c"], [], "gone", ("/here",)),
        Change(["A"], ["A", "new"], "more"),
        Change(["d"], ["e"], "of no use"),
    ]
    there, here = (recorded.expected(link, texts, changed) for link in ("/there", "/here"))
    assert there == ({"main": ["A", "new", "A", "new", "c"], "sidebar": ["c"], "controls": []}, {0, 2})
    assert here == ({"main": ["A", "new", "A", "new"], "sidebar": [], "controls": []}, {0, 1, 2})


@pytest.mark.parametrize(("old", "new", "why"), [([], ["a"], "b"), (["a"], ["a"], "b"), (["a"], ["b"], " ")])
def test_a_change_names_lines_what_became_of_them_and_why(old: list[str], new: list[str], why: str) -> None:
    with pytest.raises(ValueError, match="must name"):
        Change(old, new, why)


# ------------------------------------------------------------------------------------------ numbers and settings

PAGE = {
    "main": ["step 3 of 40, J 0.5, 12 of 13 right", "−1.5×10⁻³", "x₁ = 1,234.5"],
    "sidebar": [],
    "controls": ["Step t: 3", "1 0.25 −0.5 2 3: chosen", "All: chosen"],
}


def seen(**parts: list[str]) -> list[str]:
    """What differs where a page that is recorded as PAGE now has other lines."""
    now = {**PAGE, "main": [*PAGE["main"], "0.25 −0.5 1 2 3"], **parts}
    return recorded.differences("/a", {"core": {"outcome": ["kind", "ended at 7"]}, "texts": PAGE}, now)


def test_words_may_change_but_each_number_and_each_setting_is_asked_for() -> None:
    assert seen() == []
    numbers = "t = 3 of 40: 12 of 13, J = 0.5 and 0.25, −0.5, 1,234.5"
    assert seen(main=[numbers]) == []  # −1.5×10⁻³ stands alone, as numbers of axes do
    assert seen(main=[numbers.replace("J = 0.5", "J = 0.51")]) == [
        "/a",
        "  main: 0.5 of 'step 3 of 40, J 0.5, 12 of 13 right'",
    ]
    assert seen(main=[numbers.replace("1,234.5", "1,234")]) == ["/a", "  main: 1,234.5 of 'x₁ = 1,234.5'"]
    assert seen(controls=["Step t: 4", *PAGE["controls"][1:]]) == ["/a", "  controls: 'Step t: 3', and now '4'"]
    assert seen(controls=PAGE["controls"][:2]) == ["/a", "  controls: 'All: chosen', and now None"]
    assert seen(controls=["Step t: 3", "0.25 −0.5 1 2 3: chosen", "All: chosen"]) == []  # a row in another order


def test_a_number_of_what_is_said_at_the_end_is_asked_of_the_core() -> None:
    texts = {"main": ["ended at 7"], "sidebar": [], "controls": []}
    now = {"main": ["Arrived."], "sidebar": [], "controls": []}
    assert recorded.differences("/a", {"core": {"outcome": ["kind", "ended at 7"]}, "texts": texts}, now) == []
    assert recorded.differences("/a", {"core": {}, "texts": texts}, now) == ["/a", "  main: 7 of 'ended at 7'"]


def test_all_that_was_reworded_was_recorded() -> None:
    for each in recorded.reworded():
        for link in each.links or LINKS:
            texts = LINKS[link]["texts"]
            if any(each.applied(link, line) != line for line in texts["main"] + texts["controls"]):
                break
        else:
            pytest.fail(f"{each} is of no use")


@pytest.mark.parametrize(("old", "why"), [("", "b"), ("a", " ")])
def test_what_was_reworded_is_named_with_its_reason(old: str, why: str) -> None:
    with pytest.raises(ValueError, match="must name"):
        recorded.Reworded(old, why)
