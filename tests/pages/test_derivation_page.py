"""The Derivation page: every number of every line, the lines' hiding and showing, the exercises and the card."""

import re

import numpy as np
import pytest

from logreg_core import run
from logreg_core.derivation.lines import LINES
from logreg_core.derivation.values import derive
from logreg_core.learning.exercises import exercises
from logreg_core.model.chain_rule import chain_rule
from pages.session.widgets import EXERCISE, NUMBERS, SECTION, SMALL_STEPS, WEIGHT, WHOSE
from pages.words.derivation import REASONS, TITLES
from pages.words.formulas import tex_number
from pages.words.numbers import number
from tests.app import SMALL

LINK = SMALL + "&t=7&pick=4"
TEXTBOOK = [line.key for line in LINES if not line.supplied]
FAR = "data=points&points=pAAQABQECHQEBKQEDCgUBBgcBLcXtcas&steps=3&rates=0:0.1"  # x1 = 30, 40, 1, -1


class Derivation:
    """The page, and what stands on it."""

    def __init__(self, open_app, link=LINK):
        self.app = open_app(link, "derivation")

    @property
    def text(self):
        return "\n".join(each.value for each in self.app.at.main.markdown)

    @property
    def lines(self):
        """What each line on screen says, by key."""
        found = {}
        for each in self.app.at.main.markdown:
            if match := re.match(r"\*\*(\d(?:\.\d)+)\*\* ", each.value):
                found[match[1]] = each.value
        return found

    @property
    def values(self):
        """The bold number of each line."""
        return {key: re.search(r"[✓≠✕] \*\*(.*?)\*\*", text)[1] for key, text in self.lines.items()}

    def choose(self, key, value):
        self.app.set(key, value)
        return self

    def press(self, label):
        self.app.press(label)
        return self

    @property
    def verdict(self):
        return "\n".join(each.proto.body for each in self.app.at.main.get("html") if "gd-verdict" in each.proto.body)

    def answer(self, text):
        (box,) = (box for box in self.app.at.main.text_input if box.label.startswith("Your answer"))
        box.set_value(text)
        return self.press("Check").verdict


@pytest.fixture
def page(open_app):
    return lambda link=LINK: Derivation(open_app, link)


def core(app, j=1, example=None):
    moment = app.moment
    done = run(moment.experiment.data.load(), moment.experiment)
    point = (done.X_scaled, done.dataset.y, done.w[moment.t], float(done.b[moment.t]))
    return point, derive(*point, j=j, example=example).lines


def test_all_lines_of_the_source_stand_on_the_page(page):
    here = page()
    assert list(here.lines) == TEXTBOOK
    assert all(title in here.text for title in TITLES.values())
    assert "example 4" in here.text
    assert "At t = 7" in here.text


@pytest.mark.parametrize("weight", ["1", "2"])
@pytest.mark.parametrize("whose", ["one", "mean"])
def test_every_number_is_that_of_the_line_and_agrees_with_the_core(page, weight, whose):
    here = page().choose(WEIGHT, weight).choose(WHOSE, whose).choose(SMALL_STEPS, True)
    point, lines = core(here.app, int(weight), 3 if whose == "one" else None)
    assert here.values == {key: number(found.value) for key, found in lines.items()}
    chain = chain_rule(*point)
    dL_dw = chain.dL_dw[3, int(weight) - 1] if whose == "one" else chain.dJ_dw[int(weight) - 1]
    dL_db = chain.dL_db[3] if whose == "one" else chain.dJ_db
    for line in LINES:
        if line.target == "dJ_dw":
            assert here.values[line.key] == number(dL_dw)
        if line.target == "dJ_db":
            assert here.values[line.key] == number(dL_db)
        assert REASONS[line.key] in here.lines[line.key]
        assert re.search(r"✓ .*agrees to (the last digit|1[2-6] digits)", here.lines[line.key])


def test_lines_hold_my_numbers_only_where_asked(page):
    here = page()
    point, lines = core(here.app, 1, 3)
    y_hat = tex_number(derive(*point, example=3).letters["y_hat"])
    assert rf"&= {y_hat} \cdot \left(1 - {y_hat}\right)" in here.lines["4.2.8"]
    here.choose(NUMBERS, False)
    assert y_hat not in here.lines["4.2.8"]
    assert number(lines["4.2.8"].value) in here.lines["4.2.8"]
    assert r"\hat{y}^{(i)} \, \left(1 - \hat{y}^{(i)}\right)" in here.lines["4.2.8"]


def test_lines_with_a_derivative_say_how_it_is_evaluated(page):
    here = page().choose(SMALL_STEPS, True)
    for line in LINES:
        assert ("by complex step" in here.lines[line.key]) == line.complex_step, line.key


def test_lines_come_one_by_one(page):
    here = page().press("Hide lines")
    assert here.lines == {}
    for count in range(1, 9):
        assert list(here.press("Next line").lines) == TEXTBOOK[:count]
    assert TITLES["2"] in here.text
    assert TITLES["4.1"] not in here.text
    assert list(here.press("Show all").lines) == TEXTBOOK
    assert list(here.press("Hide lines").lines) == []


def test_the_last_line_is_the_end(page):
    here = page().choose(SECTION, "5").press("Hide lines")
    for _ in range(4):
        here.press("Next line")
    assert list(here.lines) == ["5.1", "5.2", "5.3", "5.4"]
    (button,) = (button for button in here.app.at.button if button.label == "Next line")
    assert button.disabled


def test_a_section_alone_and_its_lines_one_by_one(page):
    here = page().choose(SECTION, "4.2")
    assert list(here.lines) == [f"4.2.{n}" for n in range(1, 9)]
    here.press("Hide lines").press("Next line").press("Next line")
    assert list(here.lines) == ["4.2.1", "4.2.2"]
    here.choose(SECTION, "6")
    assert here.lines == {}
    assert list(here.press("Next line").lines) == ["6.1"]


def test_the_steps_of_section_3_are_hidden_until_asked_for(page):
    here = page().choose(SECTION, "3")
    assert list(here.lines) == ["3.1", "3.6"]
    here.choose(SMALL_STEPS, True)
    assert list(here.lines) == [f"3.{n}" for n in range(1, 7)]
    here.choose(SMALL_STEPS, False)
    here.press("Hide lines").press("Next line").choose(SMALL_STEPS, True)
    assert list(here.lines) == ["3.1"]
    assert list(here.press("Next line").lines) == ["3.1", "3.2"]


def test_numbers_follow_the_step_and_the_pick(page):
    here = page()
    before = here.values
    here.app.report({"number": "test-1", "t": 12, "requests": []}, "gradient_strip")
    assert "At t = 12" in here.text
    assert here.values != before
    _, lines = core(here.app, 1, 3)
    assert here.values == {key: number(lines[key].value) for key in TEXTBOOK}
    here.app.report({"number": "test-2", "t": 12, "requests": [{"number": 1, "t": 12, "pick": 8}]}, "gradient_strip")
    assert "example 9" in here.text
    assert here.values["6.5"] == number(core(here.app, 1, 8)[1]["6.5"].value)


def test_scaled_units_are_written_with_a_tilde(page):
    here = page(LINK + "&scale=standardize")
    assert r"\tilde{w}_j" in here.lines["5.4"]
    assert here.values["6.5"] == number(core(here.app, 1, 3)[1]["6.5"].value)


def test_held_out_examples_have_no_part_in_the_mean(page):
    here = page(SMALL + "&t=7&holdout=0.5").choose(WHOSE, "mean")
    done = run(here.app.experiment.data.load(), here.app.experiment)
    assert done.dataset.m == 10
    assert "all 10 examples" in here.text
    mean = chain_rule(done.X_scaled, done.dataset.y, done.w[7], float(done.b[7])).dJ_dw[0]
    assert here.values["6.5"] == number(mean)


def test_at_30_lines_part_and_say_why(page):
    here = page(FAR + "&w=1.0,0.0&b=0.0&pick=1")
    assert (
        here.lines["4.2.8"].split("\n\n")[-1].startswith("≠ **9.348×10⁻¹⁴**, off by 0.10 %. $1 - \\hat{y}$ subtracts")
    )
    assert here.lines["4.2.4"].split("\n\n")[-1] == "✓ **9.358×10⁻¹⁴**, agrees to the last digit"
    assert any(
        each.label.startswith("How far the lines part: at z = 30 by up to 0.10 %") for each in here.app.at.expander
    )
    assert "| 30 | 1 | 29 | 11 | 0.10 % | – |" in here.text


def test_a_line_that_breaks_says_so(page):
    here = page(FAR + "&w=1.0,0.0&b=0.0&pick=2")
    assert here.values["3.6"] == "breaks: 0/0"
    assert r"\text{breaks: 0/0}" in here.lines["3.6"]
    assert "has rounded to 1" in here.lines["3.6"]
    here.choose(WHOSE, "mean")
    assert "It happens for 1 of 4 examples, first for example 2." in here.lines["3.6"]


@pytest.mark.parametrize("z", [sign * size for size in (1.0, 40.0, 700.0, 1e4) for sign in (1, -1)])
@pytest.mark.parametrize("whose", ["one", "mean"])
def test_no_nan_and_no_inf_far_out(page, z, whose):
    here = page(FAR + f"&w={z},0.0&b=0.0&pick=3")  # its x1 is 1
    here.app.widget(WHOSE).set_value(whose)
    here.choose(SMALL_STEPS, True)
    assert len(here.lines) == len(LINES)
    captions = "\n".join(each.value for each in here.app.at.main.caption)
    for text in (here.text, captions, here.answer("0.5")):
        assert not re.search(r"\b(nan|inf|None)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("name", ["L", "dL_dyhat", "dyhat_dz", "dL_dz", "dz_dw", "dL_dw", "dL_db", "next_w"])
def test_an_exercise_is_checked(page, name):
    here = page().choose(EXERCISE, name)
    point, _ = core(here.app)
    asked = exercises(*point, example=4, learning_rate=0.1, j=1)[name]
    assert here.verdict == ""
    assert "✕" in here.answer("12345")
    assert here.answer(number(asked.answer)) == (
        f'<p role="status" class="gd-verdict">✓ Right: {number(asked.answer)}.</p>'
    )
    assert "sign" in here.answer(number(-asked.answer)) or name in ("next_w", "dz_dw")


def test_an_exercise_is_about_another_example_than_the_one_on_screen(page):
    here = page()
    assert "Example 5 at t = 7: $y = " in here.text
    last = page(SMALL + "&t=7&pick=20")
    assert "Example 1 at t = 7: $y = " in last.text


def test_an_exercise_says_which_factor_went_wrong(page):
    here = page().choose(EXERCISE, "dL_dw")
    point, _ = core(here.app)
    asked = exercises(*point, example=4, learning_rate=0.1, j=1)["dL_dw"]
    assert "the feature, is missing" in here.answer(number(asked.slips["no_x"]))
    assert "1/m" in here.answer(repr(asked.answer / 20).replace(".", ","))
    here.choose(WEIGHT, "2")
    assert here.verdict == ""
    assert "other feature" in here.answer(number(asked.answer))


def test_answers_are_gone_with_the_numbers_they_were_about(page):
    here = page()
    assert here.answer("7")
    here.app.report({"number": "test-1", "t": 12, "requests": []}, "gradient_strip")
    assert here.verdict == ""


@pytest.mark.parametrize(("name", "right"), [("section 3", 2), ("section 4.2", 0)])
def test_a_missing_line_is_chosen(page, name, right):
    here = page().choose(EXERCISE, name)
    (choice,) = here.app.at.main.radio
    assert here.verdict == ""
    for picked in range(4):
        here.app.at.main.radio[0].set_value(picked)
        here.app.run()
        assert ("✓ Right" in here.verdict) == (picked == right)
    assert len(choice.options) == 4


def test_the_card_holds_the_five_components_and_their_numbers(page):
    here = page()
    (card,) = (each.value for each in here.app.at.main.markdown if "**From the features to the loss**" in each.value)
    point, _ = core(here.app)
    chain = chain_rule(*point)
    assert "Example 4 at t = 7" in card
    for value in (chain.dL_dyhat[3], chain.dyhat_dz[3], *chain.dz_dw[3]):
        assert f"= {tex_number(value)}" in card
    assert any(each.proto.component_name == "gradient_print" for each in here.app.at.get("bidi_component"))


def test_a_large_dataset_is_no_slower_to_write(page):
    here = page("data=blobs&m=20000&noise=0.9&balance=0.5&seed=7&steps=5&t=3").choose(WHOSE, "mean")
    done = run(here.app.experiment.data.load(), here.app.experiment)
    mean = chain_rule(done.X_scaled, done.dataset.y, done.w[3], float(done.b[3])).dJ_dw[0]
    assert here.values["2.1"] == here.values["6.5"] == number(mean)
    assert np.isfinite(mean)
