"""The why line and the safe rate on the page: what is said of the step on screen, and buttons that do what they say."""

from __future__ import annotations

from logreg_core.descent.rules.linear_rules import HeavyBall

from .lab import Lab, link

ROSE = (
    "J rose by 0.8253, 0.6931 → 1.518. Had the slope of step 0 gone on, J would have fallen by 19.31, more than there "
    "is: the slope turned on the way. 99.9 % of J is now in the 20 points that are wrong."
)


def why(lab: Lab) -> str:
    return " ".join(lab.slot("why").inner_text().split())


def test_a_rise_says_why_and_its_buttons_go_on_or_begin_again_with_the_safe_rate(visit):
    lab = Lab.open(visit, link(learning_rates=((0, 60.0),)))
    assert why(lab) == ""
    lab.step()
    assert why(lab).startswith(ROSE)
    assert ROSE in " ".join(lab.spoken.split())
    parts = lab.button("Both parts in full")
    parts.click()
    assert parts.get_attribute("aria-expanded") == "true"
    assert "at t = 0: 0.8253 = (−19.31) + 20.13." in why(lab)
    parts.click()
    assert "20.13" not in why(lab)

    lab.press("go on from here with 3.78: slow")
    lab.address_has(rates="0:60.0,1:3.78", t=1)
    lab.button("go on from here with 3.78: slow").wait_for(state="detached")
    assert why(lab).startswith(ROSE)  # the step that was made is as it was
    lab.press("again from the start with 3.78")
    lab.address_has(rates="0:3.78", t=1)
    lab.until("document.querySelector('[data-slot=why]').innerText.startsWith('J fell')")
    assert lab.slot("former").is_visible()
    lab.press("Reset")
    lab.shows(0)
    assert why(lab) == ""


def test_the_safe_rate_s_reason_is_behind_a_press_and_only_where_there_is_one(visit):
    lab = Lab.open(visit, link(5))
    assert why(lab).startswith("J fell by")
    reason = lab.slot("safeWhy")
    assert reason.is_hidden()
    lab.press("Why it is safe")
    assert "2/steepest bend = 2/0.5286 = 3.783" in reason.inner_text()
    assert "α = 5 comes within 0.001 of J* in 5 steps, 3.78 in 11." in reason.inner_text()
    assert lab.slot("promise").inner_text().startswith("safe up to 3.78")

    lab = Lab.open(visit, link(5, rule=HeavyBall()))
    assert lab.slot("promise").is_hidden()
    assert lab.slot("limit").is_hidden()
    assert lab.slot("safeWhy").is_hidden()


def test_playing_stops_where_j_rises_if_that_is_chosen(visit):
    lab = Lab.open(visit, link(2, learning_rates=((0, 60.0),)))
    stop = lab.slot("stopAtRise")
    assert not stop.is_checked()
    J = lab.truth.run.J.tolist()
    lab.page.evaluate("document.querySelector('.transport details.menu').open = true")
    stop.check()
    lab.page.evaluate("document.querySelector('.transport details.menu').open = false")
    for speed in ("60", "fast"):
        before = lab.t
        rise = next(t for t in range(before + 1, len(J)) if J[t] > J[t - 1])
        lab.page.evaluate("(speed) => document.querySelector(`[data-speed='${speed}']`).click()", speed)
        lab.press("Play")
        lab.pauses()
        assert lab.t == rise
        assert "rose by" in why(lab)


def test_both_parts_in_full_are_seen_whole(visit):
    lab = Lab.open(visit, link(1, learning_rates=((0, 3.78),)), viewport=(1280, 720))
    lab.page.get_by_role("button", name="Both parts in full").click()
    parts = lab.slot("whyParts")
    parts.wait_for()
    assert "never negative" in parts.inner_text()
    line = lab.page.locator(".gd-lab .why")
    assert line.evaluate("(e) => e.scrollHeight - e.clientHeight") <= 1
    plane = lab.page.locator("[data-plot=plane]")
    assert plane.bounding_box()["y"] >= sum(line.bounding_box()[side] for side in ("y", "height")) - 1


def test_what_was_opened_stands_in_no_class_s_way_and_a_class_sees_the_page_from_its_top(visit):
    lab = Lab.open(visit, link(20, pick=4), viewport=(1280, 720))
    lab.page.get_by_role("button", name="Why it is safe").click()
    lab.slot("safeWhy").wait_for()
    lab.page.get_by_text("Show the chain rule").click()
    lab.page.get_by_test_id("stMain").evaluate("(e) => e.scrollTo(0, 1000)")
    lab.page.get_by_role("button", name="Present").click()
    lab.page.locator(".gd-stage[data-present=true]").wait_for()
    lab.until("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    assert lab.slot("safeWhy").is_hidden()
    assert lab.slot("sentence").bounding_box()["y"] >= 0
