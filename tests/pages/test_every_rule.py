"""Every page tells the truth under every rule: what it prints of a step is worked out anew, and is the core's."""

from __future__ import annotations

import math
import re
from html import unescape
from typing import Any

import numpy as np
import pytest

from logreg_core import RULES, Experiment, Newton, at, run
from logreg_core.descent.local import Gradient
from logreg_core.descent.run import Run
from logreg_core.model.losses import squared_error
from logreg_core.points.origins import Points
from pages.session import widgets
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment
from pages.words.formulas import tex_number
from pages.words.numbers import change, exactly, number
from pages.words.rule import rule_in_words
from tests.app import SMALL, App
from tests.pages.test_chain_page import cells, panel
from tests.pages.test_derivation_page import Derivation
from tests.stage.blob import read

from ..rules.rows import EVERY, identity

NAMES = ("w1", "w2", "b")
STEPS = (0, 1, 6, 20)
T = 6
every_rule = pytest.mark.parametrize("rule", EVERY, ids=identity)
each_kind = pytest.mark.parametrize("rule", [kind() for kind in RULES.values()], ids=identity)


def link(rule: Any, t: int = T, *, rates: str = "") -> str:
    return f"{SMALL}&rule={rule.to_text()}&t={t}&rates={rates or f'0:{rule.usual_rate or 0.3}'}"


def worked_out(query: str) -> Run:
    experiment = moment_of(query)[0].experiment
    return run(experiment.data.load(), experiment)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html))).strip()


# The strip's lines, worked out as they stand --------------------------------------------------------------------------

PLACE = re.compile(r'<(span|b) data-col="([^"]+)"(?: data-as="(\w+)")?(?: class="\w+")?></\1>')
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def lines_of(strip: str) -> list[str]:
    """Each line of the strip's steps, with ⟨column|how⟩ where the stage writes a number."""
    text = PLACE.sub(lambda found: f"⟨{found[2]}|{found[3] or 'number'}⟩", strip)
    text = re.sub(r"<button.*?</button>", "", text.partition('<p class="surprise"')[0])
    text = text.replace('<span class="root">', "(").replace("<sup>", "**(").replace("</sup>", ")")
    text = re.sub(r"√(\(⟨[^⟩]*⟩)</span>", r"root\1)", text)
    text = re.sub(r'<span class="(?:rule-line|chip)', r"\n\g<0>", text)
    lines = [plain(line) for line in text.split("\n")]
    return [line for line in lines if re.match(r"[wb]\S* ←|[a-z]̂?[₁₂]? (?:=|←)|[a-z]̂?b (?:=|←)", line)]


def both_sides(line: str, columns: Any, row: int, words: list[str], rate: float) -> tuple[float, float]:
    """What a line's formula comes to, with the numbers in its places, and what it says that it comes to."""

    def at_place(found: re.Match[str]) -> str:
        column, how = found[1], found[2]
        if how == "word":
            return words[int(columns[column][row])]
        if how == "after":
            column = f"next_{column}"
        made = {"t_after": row + 1, "alpha": rate}
        return repr(float(made[column] if column in made else columns[column][row]))

    text = re.sub(r"⟨([^|⟩]+)\|(\w+)⟩", at_place, line)
    text = re.sub(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"e{power[1].translate(SUPERSCRIPTS)}", text)
    *_, formula, result = re.split(r" = | ← ", text)
    formula = formula.replace("×", "*").replace("−", "-").replace("²", "**2").replace("α", repr(rate))
    formula = re.sub(r"2([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"2**{power[1].translate(SUPERSCRIPTS)}", formula)
    if "H⁻¹" in formula:
        return float(result), float(result)  # which no line makes; the core's is compared
    return float(eval(formula, {"root": math.sqrt})), float(result)


def holds(header: dict[str, Any], columns: Any, done: Run) -> None:
    """Every line of a strip holds, its results are the core's, and there are as many as the rule has."""
    rule, lines = done.experiment.rule, lines_of(header["strip"])
    per = len(rule.lines) + ("d" in rule.given)
    assert len(lines) == 3 * per + ("a" in rule.given), lines
    for t in STEPS:
        rate = done.experiment.rate_at(t)
        for line in lines:
            found, said = both_sides(line, columns, t, header["words"]["halved"], rate)
            assert found == pytest.approx(said, rel=2e-6, abs=1e-12), (t, line)
        step = at(done, t).step
        after = [*step.w, step.b, *step.state]
        names = [*NAMES, *(f"{letter}_{name}" for letter in rule.keeps for name in NAMES)]
        assert [columns[f"next_{name}"][t] for name in names] == pytest.approx(after, rel=1e-12, abs=1e-14)
        hats = rule.worked_out(np.reshape(after, (1, -1, 3))[:, 1:], np.array([t]))[0]
        for letter, each in zip(rule.works_out, hats, strict=True):
            assert [columns[f"{letter}_{name}"][t] for name in NAMES] == pytest.approx(each, rel=1e-6, abs=1e-15)


def test_a_line_that_does_not_hold_would_be_found() -> None:
    columns = {"w1": [1.0], "next_w1": [0.5], "g": [2.0]}
    ((found, said),) = [both_sides("w₁ ← ⟨w1|before⟩ − 0.1 × (⟨g|number⟩)² = ⟨w1|after⟩", columns, 0, [], 0.1)]
    assert (found, said) == (0.6, 0.5)


@every_rule
def test_the_lab(rule: Any) -> None:
    app = App(link(rule))
    assert app.experiment.rule == rule
    (stage,) = app.stages
    found = read(stage.proto.bytes)
    holds(found.header, found.columns, worked_out(link(rule)))
    for setting in rule_in_words(rule).split(", ")[1:]:
        assert setting in plain(found.header["strip"])


@each_kind
def test_the_log_of_steps(rule: Any) -> None:
    """Kept numbers as they are at a step; Newton's, which no line makes, of the step from there."""
    app = App(link(rule), **{widgets.TABLE_SHOWN: "Log of steps"})
    done, found = worked_out(link(rule)), read(app.payload("Log of steps"))
    columns = {each["title"]: found.columns[each["name"]] for each in found.header["columns"]}
    for k, letter in enumerate(rule.keeps):
        shown = done.rows_after(np.arange(21)) if letter in rule.given else done.rows
        titles = ("a",) if letter == "a" else tuple(f"{letter}{end}" for end in ("₁", "₂", " of b"))
        for j, title in enumerate(titles):
            np.testing.assert_allclose(columns[title], shown[:, 3 * (k + 1) + j], rtol=1e-6, atol=1e-13)


@each_kind
def test_the_chain_rule_page(rule: Any) -> None:
    """The table of both losses; Newton's step needs the curvature of the loss, so the other has none."""
    app, done = App(link(rule), "chain_rule"), worked_out(link(rule))
    here = at(done, T)
    table = panel(app, widgets.LOSSES_PANEL)[0]["parts"]["table"]
    *_, title, w1, w2, b = [row for row in cells(table) if "Newton’s step also" not in row[0]]
    assert title[0].startswith("next step")
    assert f"α = {exactly(here.step.rate)}" in title[0]
    other = squared_error(here.X, here.y, here.w, here.b)
    start, slope = np.append(here.w, here.b), np.append(other.dJ_dw, other.dJ_db)
    ends = [np.append(here.step.w, here.step.b)]
    if rule.word != "newton":
        ends.append(rule.update(Gradient(slope), start, here.state, here.step.rate, T)[0])
    for k, row in enumerate((w1, w2, b)):
        expected = [" → ".join(change(float(start[k]), float(end[k]))) for end in ends]
        assert row[1:] == (expected if len(ends) == 2 else [*expected, "–"])
    assert ("curvature" in table) == (rule.word == "newton")


@each_kind
def test_the_examples_page(rule: Any) -> None:
    app, done = App(link(rule), "examples"), worked_out(link(rule))
    (strip,) = (each for each in app.packed if each.proto.component_name == "gradient_strip")
    found = read(strip.proto.bytes)
    holds(found.header, found.columns, done)
    header, here = panel(app, widgets.PULLS_PANEL)[0], at(done, T)
    said = plain(header["parts"]["step"])
    for term in here.step.terms[1:]:
        plainly = term.formula == "−α·∂J/∂θ"
        assert ("−(α/m)·∂L/∂w of one example" if plainly else term.formula) in said
    of = next(term for term in here.step.terms if term.of_gradient is not None)
    assert ("−(α/m)" in said) == (of.formula == "−α·∂J/∂θ")
    rest = sum(term.value for term in here.step.terms if term.of_gradient is None)
    after = [*here.step.w, here.step.b]
    assert rest + here.contributions.sum(axis=0) == pytest.approx(after, rel=1e-12, abs=1e-14)


@each_kind
@pytest.mark.parametrize("j", [1, 2])
def test_the_derivation_s_exercise_and_card(open_app: Any, rule: Any, j: int) -> None:
    here = Derivation(open_app, link(rule)).choose(widgets.WEIGHT, str(j)).choose(widgets.EXERCISE, "next_w")
    step = at(worked_out(link(rule)), T)
    asked = here.text[here.text.index("At t = 6:") :]
    after = step.step.state.reshape(-1, 3)
    for k, letter in enumerate(rule.keeps):
        kept = after[k] if letter in rule.given else step.state.reshape(-1, 3)[k]
        assert f"= {tex_number(float(kept[j - 1]))}$" in asked, letter
    assert ("$t = 6$" in asked) == (rule.word == "adam")
    for mark in (r"\sqrt",) if {"s", "v"} & set(rule.keeps) else ():
        assert mark in asked
    assert "✓" in here.answer(repr(float(step.step.w[j - 1])))
    assert here.text.count(r"w_1 \leftarrow w_1") >= 1  # the card's


# Where a step surprises ---------------------------------------------------------------------------------------------


def surprise_at(query: str, t: int) -> str:
    (stage,) = App(query).stages
    found = read(stage.proto.bytes)
    code = int(found.columns["surprise"][t]) if "surprise" in found.columns else 0
    (said,) = re.findall(rf'<span data-when="surprise:{code}">(.*?)</span>', found.header["strip"]) or [""]
    return plain(said)


DEFAULT = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&steps=20"


def test_the_first_step_of_a_rule_that_divides_by_the_gradient_s_size_is_said_to_be_as_long_as_it_is() -> None:
    """On the default data b stays, for its first gradient is exactly 0."""
    for word, rate, length in (("rmsprop", 0.01, 0.01 / math.sqrt(1 - 0.9)), ("adagrad", 0.1, 0.1), ("adam", 0.1, 0.1)):
        query = f"{DEFAULT}&rule={word}&rates=0:{rate}"
        first = at(worked_out(query), 0).step
        assert np.abs(first.w) == pytest.approx([length, length], rel=1e-4)
        assert first.b == 0
        said = surprise_at(query, 0)
        how = "α/√(1 − ρ)" if word == "rmsprop" else "α"
        assert said.startswith(f"The first step is {how} = {number(length)} long in w₁ and w₂")
        assert said.endswith("b stays: the gradient there is 0.")
        assert surprise_at(query, 1) == ""


@pytest.mark.parametrize(("word", "what"), [("heavy-ball", "velocity u"), ("nesterov", "velocity u"), ("adam", "m")])
def test_a_new_rate_is_said_to_act_at_once_on_what_is_kept(word: str, what: str) -> None:
    query = f"{SMALL}&rule={word}&rates=0:0.1,7:0.3"
    assert moment_of(query)[0].experiment.learning_rates == ((0, 0.1), (7, 0.3))
    assert "acts at once on the" in surprise_at(query, 7)
    assert surprise_at(query, 7).endswith(f"{what} too.")
    assert {surprise_at(query, t) for t in (6, 8)} == {""}


@pytest.mark.parametrize("word", ["descent", "adagrad", "newton"])
def test_where_no_way_is_kept_a_new_rate_is_no_surprise(word: str) -> None:
    assert surprise_at(f"{SMALL}&rule={word}&rates=0:0.1,7:0.3", 7) == ""


def test_newton_s_a_is_said_as_alpha_halved_so_often() -> None:
    query = f"{DEFAULT}&rule=newton&rates=0:64"
    done, (stage,) = worked_out(query), App(query).stages
    found = read(stage.proto.bytes)
    used = done.rows_after(np.arange(21))[:, -1]
    assert used[0] < 64
    for t in range(21):
        word = found.header["words"]["halved"][int(found.columns["halved"][t])]
        if not used[t]:
            assert word.startswith("0 × α")
            continue
        part = re.sub(r"2([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: f"2**{power[1].translate(SUPERSCRIPTS)}", word)
        assert eval(part.replace("α", "64")) == used[t]


@pytest.mark.parametrize("steps_aside", [0.0, 1.0])
def test_newton_says_where_no_curvature_is_left(steps_aside: float) -> None:
    """Points on one line bend J in one direction of the weights alone; a feature that is 0 for all is not counted."""
    x = (-2.0, -1.0, 0.5, 1.0, 3.0, 4.0)
    points = tuple((each, 2 * each + steps_aside * (k % 2), k % 3 % 2) for k, each in enumerate(x))
    query = query_of(Moment(Experiment(data=Points(points), rule=Newton(), learning_rates=((0, 1.0),), steps=20)))
    said = surprise_at(query, 0)
    assert ("no curvature left in one direction" in said) == (steps_aside == 0)
    one = tuple((each, 0.0, label) for each, _, label in points)
    alone = query_of(Moment(Experiment(data=Points(one), rule=Newton(), learning_rates=((0, 1.0),), steps=20)))
    assert surprise_at(alone, 0) == ""
