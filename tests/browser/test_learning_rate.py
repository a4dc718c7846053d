"""The learning rate: typed or slid, from the step on screen or from the start, standing still or playing."""

from __future__ import annotations

import pytest

from .lab import Lab, link
from .serving import settled

TRACES = "data.length"


def slide(lab: Lab) -> None:
    """Use the slider by keyboard and by mouse, after a look at the rates of a schedule."""
    for t, rate in ((0, "1"), (20, "5"), (40, "500")):
        lab.type_t(t)
        lab.shows(t)
        lab.type_rate(rate)
    lab.address_has(rates="0:1.0,20:5.0,40:500.0")
    for t, rate in ((10, "1"), (30, "5"), (50, "500")):
        lab.type_t(t)
        lab.shows(t)
        assert lab.slot("rate").input_value() == rate, t
        lab.assert_true()
    assert lab.rate_marks == {20: "α = 5, 500"}

    # At the first step the slider spans a thousandth to a thousand times the safe rate.
    lab.press("Reset")
    lab.shows(0)
    safe = lab.truth.run.experiment.safe_rate(lab.truth.run)
    slider = lab.slot("rateSlider")
    for key, times in (("Home", 1e-3), ("End", 1e3)):
        slider.focus()
        lab.key(key)
        rate = float(lab.slot("rate").input_value())
        assert rate == pytest.approx(times * safe, rel=0.01), key
        lab.address_has(rates=f"0:{rate!r}")
    lab.assert_true()

    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1")
    lab.type_t(4)
    lab.shows(4)
    before = int(slider.input_value())
    slider.focus()
    lab.key("ArrowRight", "ArrowRight", "ArrowRight")
    assert int(slider.input_value()) == before + 3
    box = lab.slot("rate").input_value()
    lab.address_has(rates=f"0:0.1,4:{float(box)!r}")
    assert float(box) > 0.1
    assert lab.t == 4  # the arrows were the slider's
    lab.assert_true()

    place = slider.bounding_box()
    assert place
    lab.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(place["x"] + place["width"] * 0.75, place["y"] + place["height"] / 2, steps=8)
    lab.page.mouse.up()
    box = lab.slot("rate").input_value()
    lab.address_has(rates=f"0:0.1,4:{float(box)!r}")
    safe = lab.truth.run.experiment.safe_rate(lab.truth.run)
    assert 10 < float(box) / safe < 1000  # half way from the middle to a thousand times the safe rate
    assert slider.get_attribute("aria-valuetext") == f"α = {box}"
    lab.assert_true()
    lab.step()
    lab.assert_true()


def test_a_rate_typed_or_slid_acts_from_the_step_on_screen_and_nonsense_changes_nothing(visit):
    lab = Lab.open(visit)
    lab.type_rate("0,25")  # a decimal comma
    lab.address_has(rates="0:0.25")
    lab.assert_true()
    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1")

    lab.step(3)
    lab.type_rate("1.5")
    lab.address_has(rates="0:0.1,3:1.5")
    assert lab.t == 3
    assert lab.rate_marks == {3: "α = 1.5"}
    lab.assert_true()
    lab.step()
    lab.assert_true()
    lab.assert_boundary()
    lab.press("Back")
    lab.press("Back")
    lab.shows(2)
    lab.assert_true()  # what was before the change is as it was
    assert lab.slot("rate").input_value() == "0.1"

    lab.type_t(3)
    lab.shows(3)
    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1", t=3)
    before, lines, fields = lab.address, lab.lines, lab.fields
    wrong = lab.slot("rateWrong")
    for nonsense in ("abc", "", "-1", "0", "1e999", "0x", "1,5,2", "NaN", "Infinity"):
        lab.type_rate(nonsense)
        wrong.filter(has_text="number above 0").wait_for()
        lab.step()
        lab.python_at(4)
        lab.press("Back")
        lab.python_at(3)
        lab.address_has(t=3)
        assert (lab.address, lab.lines, lab.fields) == (before, lines, fields), nonsense
        lab.type_rate("0.1")
        assert wrong.text_content() == "", nonsense
    lab.type_rate("0.5")
    lab.address_has(rates="0:0.1,3:0.5")

    # A reset in the same instant does not move the step at which the rate acts.
    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1")
    lab.type_t(5)
    lab.shows(5)
    lab.page.evaluate(
        """() => {
            const [box, reset, step] = ['[data-slot=rate]', '[data-do=reset]', '[data-do=step]']
                .map((name) => document.querySelector(name));
            step.click();
            box.value = '0.7';
            box.dispatchEvent(new Event('change', { bubbles: true }));
            reset.click();
        }"""
    )
    lab.python_at(0)
    lab.until("location.search.includes(':0.7')")
    assert lab.moment.experiment.learning_rates == ((0, 0.1), (6, 0.7))
    lab.assert_true()

    slide(lab)


# The curve's line in pixels, and whether it was only moved there.
LINE = """() => {
    const plot = document.querySelector('[data-plot=curve]');
    const corners = plot.querySelector('.js-line').getAttribute('d').match(/-?[0-9.]+(e-?[0-9]+)?/g).map(Number);
    return { corners, moved: getComputedStyle(plot).pointerEvents === 'none' };
}"""
NEVER_SETTLES = """() => {
    window.later = window.setTimeout;
    window.setTimeout = (act, ms, ...rest) => (ms === 250 ? 0 : window.later(act, ms, ...rest));
}"""


def curve_at(lab: Lab) -> tuple[dict[float, float], bool]:
    """Height by place of the line's corners, in pixels, and whether Plotly has yet to hear of them."""
    line = lab.page.evaluate(LINE)
    return dict(zip(line["corners"][::2], line["corners"][1::2], strict=True)), line["moved"]


def move_while_playing(lab: Lab) -> None:
    """Move the rate, which is 0.1, while it plays: it acts at the step on screen."""
    lab.page.evaluate(NEVER_SETTLES)
    for how, at_first in (("typed", 0.1), ("slid", 0.2)):
        lab.press("Play")
        lab.plays_past(20)
        before = lab.t
        if how == "typed":
            lab.type_rate("0.7")
        else:
            lab.slot("rateSlider").focus()
            lab.key("ArrowRight")
        after = lab.t
        assert lab.playing, how
        lab.until(
            "document.querySelector('[data-plot=curve]').layout.shapes.some((s) => s.label?.text?.startsWith('α'))"
        )
        assert lab.playing, how
        lab.plays_past(after)
        in_motion, moved = curve_at(lab)
        assert moved, how
        lab.press("Pause")
        lab.pauses()
        at_rest, moved = curve_at(lab)
        assert not moved, how
        for x, y in at_rest.items():  # Plotly leaves out corners that nobody would see
            nearest = min(in_motion, key=lambda place: abs(place - x))
            assert in_motion[nearest] == pytest.approx(y, abs=1), (how, x)
        lab.python_at(lab.t)
        (first, changed) = lab.moment.experiment.learning_rates
        assert first == (0, at_first), how
        assert before <= changed[0] <= after, how
        assert changed[1] == (0.7 if how == "typed" else pytest.approx(at_first, rel=0.1)), how
        assert list(lab.rate_marks) == [changed[0]], how
        assert lab.t >= after, how  # the picture never jumped back
        lab.assert_true()
        lab.assert_boundary()
        if how == "typed":
            lab.press("Reset")
            lab.shows(0)
            lab.type_rate("0.2")
            lab.address_has(rates="0:0.2", t=0)
            assert lab.rate_marks == {}
    lab.page.evaluate("window.setTimeout = window.later")


def test_from_the_start_the_former_run_stays_pale_one_drag_is_one_change_and_while_playing_a_rate_acts_at_once(visit):
    lab = Lab.open(visit, link(10))
    old = lab.truth
    former = lab.slot("former")
    assert former.is_hidden()
    traces = lab.plot("curve", TRACES)
    lab.press("from the start")
    lab.type_rate("1.25")
    lab.address_has(rates="0:1.25")
    former.wait_for()
    assert "0.1" in former.inner_text()
    lab.until("(n) => document.querySelector('[data-plot=curve]').data.length === n", traces + 1)
    assert lab.plot("curve", "data[1].line.dash") == "dash"
    assert lab.plot("curve", "calcdata[1].map(({ y }) => y)") == old.run.J.tolist()
    assert lab.plot("plane", "layout.shapes[11].visible ?? true")
    lab.assert_true()
    lab.assert_boundary()
    # the former boundary at the same t
    w, b = old.shot.w_in_data_units, old.shot.b_in_data_units
    x0, y0, x1, y1 = lab.line(11)
    for x, y in ((x0, y0), (x1, y1)):
        assert abs(w[0] * x + w[1] * y + b) <= 1e-5 * (abs(w[0] * x) + abs(w[1] * y) + abs(b))

    address, words, lines = lab.address, former.inner_text(), lab.lines

    former.get_by_role("button").click()
    former.wait_for(state="hidden")
    lab.until("(n) => document.querySelector('[data-plot=curve]').data.length === n", traces)
    lab.until("!new URLSearchParams(location.search).has('before')")
    lab.assert_true()

    lab.press("Reset")
    lab.shows(0)
    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1", t=0)
    former.get_by_role("button").click()
    former.wait_for(state="hidden")
    place = lab.slot("rateSlider").bounding_box()
    assert place
    middle = place["y"] + place["height"] / 2
    at = place["x"] + place["width"] * float(lab.slot("rateSlider").input_value()) / 240
    lab.page.mouse.move(at, middle)
    lab.page.mouse.down()
    for share in (0.55, 0.65, 0.75):
        lab.page.mouse.move(place["x"] + place["width"] * share, middle, steps=3)
        rate = float(lab.slot("rate").input_value())
        lab.address_has(rates=f"0:{rate!r}")  # this part of the drag has come back from Python
    lab.page.mouse.up()
    lab.address_has(rates=f"0:{float(lab.slot('rate').input_value())!r}")
    former.wait_for()
    earlier = lab.moment.former
    assert earlier is not None
    assert earlier.learning_rates == ((0, 0.1),)
    lab.assert_true()

    lab.shows(0)
    lab.type_rate("0.1")
    lab.address_has(rates="0:0.1", t=0)
    steps = lab.page.get_by_test_id("stSidebar").get_by_role("spinbutton", name="Number of steps T")
    steps.fill("2000")
    steps.press("Enter")
    lab.address_has(steps=2000)
    settled(lab.page)
    lab.press("from here")
    former.get_by_role("button").click()  # whose axis reaches higher
    former.wait_for(state="hidden")
    move_while_playing(lab)

    copy = Lab.open(visit, address)  # the comparison is part of the link
    assert copy.slot("former").inner_text() == words
    assert copy.lines == lines


def test_no_request_is_lost_while_the_server_is_busy(visit):
    lab = Lab.open(visit, link(steps=60_000))
    example = lab.order[5]
    lab.page.evaluate(
        """async () => {
            const find = (name) => document.querySelector(name);
            const pause = () => new Promise((resolve) => setTimeout(resolve, 120)); // so that each goes by itself
            const busy = () => find('[data-testid=stApp]').dataset.testScriptState === 'running';
            const rate = (text) => {
                find('[data-slot=rate]').value = text;
                find('[data-slot=rate]').dispatchEvent(new Event('change', { bubbles: true }));
            };
            rate('0.2'); // 60,000 steps anew: the server is at it for a while
            for (let i = 0; i < 50 && !busy(); i += 1) await new Promise(requestAnimationFrame);
            find('[data-acts=start]').click();
            rate('0.3');
            await pause();
            find('[data-do=step]').click();
        }"""
    )
    lab.row(example).click()
    lab.picks(example)
    lab.address_has(rates="0:0.3", t=1)
    lab.assert_true()


def test_from_here_and_from_the_start_use_the_rate_in_the_box_whenever_they_are_pressed(visit):
    lab = Lab.open(visit, link(3))
    here, start = lab.button("from here"), lab.button("from the start")

    def last_pressed() -> list[str | None]:
        return [each.get_attribute("aria-pressed") for each in (here, start)]

    assert last_pressed() == ["true", "false"]
    lab.slot("rate").fill("2")
    here.click()
    lab.address_has(rates="0:0.1,3:2.0", t=3)
    lab.slot("former").wait_for()
    start.click()  # with the rate that is in force here already
    lab.address_has(rates="0:2.0", t=3)
    assert last_pressed() == ["false", "true"]
    assert [rates for _, rates in lab.moment.former.learning_rates] == [0.1, 2.0]
    lab.type_rate("1")  # Enter does what was pressed last
    lab.address_has(rates="0:1.0")
    lab.slot("rate").fill("3")
    here.click()  # which is one change, from here, and none from the start before it
    lab.address_has(rates="0:1.0,3:3.0")
    assert lab.moment.former.learning_rates == ((0, 1.0),)
    assert last_pressed() == ["true", "false"]

    # By keyboard one gets from the box to a button without using the rate on the way.
    start.click()
    lab.address_has(rates="0:3.0")
    lab.slot("rate").fill("4")
    for _ in range(6):
        lab.key("Tab")
        if lab.page.evaluate("document.activeElement.dataset.acts") == "here":
            break
    lab.key("Enter")
    lab.address_has(rates="0:3.0,3:4.0")

    lab.present()
    lab.until("document.querySelector('.gd-stage').dataset.present === 'true'")
    start.click()
    lab.address_has(rates="0:4.0")
    assert start.is_visible()
