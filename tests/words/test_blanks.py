"""What is said of a number that was filled in: every number in it is true, and none tells what is yet to be found."""

from __future__ import annotations

import re

import numpy as np
import pytest

from logreg_core import (
    AdaGrad,
    Adam,
    Experiment,
    HeavyBall,
    Nesterov,
    Newton,
    RMSProp,
    generate,
    load_sample,
    run,
)
from logreg_core.learning.blanks import blank, names
from logreg_core.learning.mistakes import is_right
from pages.words.learning.blank_places import Places, label_of
from pages.words.learning.blanks import letters_for, levels, shown_on_purpose, value_text, verdict
from pages.words.learning.worked import in_letters, in_numbers
from pages.words.numbers import number
from pages.words.strip import letters_of
from pages.words.typed_numbers import digits_of

PLAIN = run(generate("blobs", m=40, seed=3), Experiment(steps=12))
HEAVY = run(generate("blobs", m=40, seed=3), Experiment(rule=HeavyBall(0.8), steps=12, learning_rates=((0, 0.3),)))
SCALED = run(load_sample("iris"), Experiment(scale="standardize", steps=12, learning_rates=((0, 0.5),)))
OTHERS = [
    run(generate("blobs", m=40, seed=3), Experiment(rule=rule, steps=12, learning_rates=((0, rule.usual_rate or 0.3),)))
    for rule in (Nesterov(), AdaGrad(), RMSProp(), Adam(), Newton())
]
MOMENTS = [
    (done, t, int(np.flatnonzero(done.dataset.y == label)[1]))
    for done in (PLAIN, HEAVY, SCALED, *OTHERS)
    for t in (0, 7)
    for label in (0, 1)
]
every_moment = pytest.mark.parametrize(("done", "t", "row"), MOMENTS, ids=lambda each: str(each)[:12])


def worked_out(text):
    """The value of a formula as it is written, with numbers."""
    text = re.sub(r"√(\d[\d.]*)", r"√(\1)", text).replace("√", "sqrt")
    text = re.sub(r"e<sup>(.*?)</sup>", r"exp(\1)", text).replace("ln 10", "2.302585")
    text = re.sub(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda power: "e" + power[1].translate(PLAIN_DIGITS), text)
    text = text.replace("×", "*").replace("−", "-").replace("²", "**2").replace(",", "")
    assert re.fullmatch(r"[-+*/().\de \s]*|.*(exp|log|sqrt)\(.*", text), text
    return eval(text, {"exp": np.exp, "log": np.log, "sqrt": np.sqrt})


PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def text_of(html):
    return re.sub(r"<(?!/?sup)[^>]*>", "", html)


@every_moment
def test_the_numbers_of_each_mistake_are_true(done, t, row):
    letters = letters_for(done)
    for name in names(done.weighted):
        asked = blank(done, t, row, name)
        for slip in asked.slips:
            if is_right(slip.value, asked.value):
                continue
            said = verdict(asked, number(slip.value), letters)
            formula, numbers = (
                in_letters(slip.formula, letters),
                in_numbers(slip.formula, asked.letters, done.experiment.rule.settings),
            )
            if said.right:  # as near as four-digit factors lead
                continue
            assert not said.right
            if slip.name == "zero":
                assert "constant" in said.says or "for 0" in said.says
                continue
            assert f"<i>{formula}</i>" in said.says, (name, slip.name)
            four_digits = 1e-3 * abs(
                worked_out(numbers.replace("−", "+"))
            )  # a small difference keeps its terms' rounding
            assert worked_out(numbers) == pytest.approx(slip.value, rel=3e-3, abs=four_digits), (name, slip.name)


@every_moment
def test_the_formula_of_what_is_asked_leads_to_it(done, t, row):
    letters = letters_for(done)
    for name in ("next_w1", "next_w2", "next_b"):
        asked = blank(done, t, row, name)
        numbers = in_numbers(asked.formula, asked.letters, done.experiment.rule.settings)
        four_digits = 1e-3 * max(abs(asked.value), abs(asked.letters[asked.parameter]))
        assert worked_out(numbers) == pytest.approx(asked.value, rel=1e-3, abs=four_digits), (name, numbers)
        assert numbers in shown_on_purpose(asked, letters, ())
        assert not [slip for slip in asked.slips if slip.formula == asked.formula]


@pytest.mark.parametrize(("done", "t", "row"), [moment for moment in MOMENTS if moment[1]])  # at t = 0 every ŷ is 1/2
def test_no_verdict_tells_a_number_that_is_yet_to_be_found(done, t, row):
    there = names(done.weighted)
    letters = letters_for(done)
    asked = {name: blank(done, t, row, name) for name in there}
    hidden = {number(each.value) for name, each in asked.items() if not name.startswith("dz_")}
    # what is given: the example's own letters and the mean gradient
    given = {number(each) for key, each in asked["next_w1"].letters.items() if key[:2] not in ("dL", "dy", "dz")}
    for each in asked.values():
        for slip in each.slips:
            said = verdict(each, number(slip.value, 3), letters, there)
            if said.right:
                continue
            numbers = set(re.findall(r"−?\d[\d.]*(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", text_of(said.says)))
            typed = number(slip.value, 3)
            assert not (numbers & hidden) - given - {typed}, (each.name, slip.name, said.says)


def test_sentences():
    row = int(np.flatnonzero(PLAIN.dataset.y == 1)[1])
    letters = letters_for(PLAIN)
    y_hat = blank(PLAIN, 7, row, "dL_dz").letters["y_hat"]

    def says(name, typed, open_ones=()):
        return text_of(verdict(blank(PLAIN, 7, row, name), typed, letters, open_ones).says)

    assert says("dL_dz", number(y_hat)) == f"You typed {number(y_hat)}: that is ŷ = {number(y_hat)}. Asked is ŷ − y."
    assert says("dL_dz", "hello").startswith("That is no number")
    assert says("dL_dz", "9e9").endswith("not yet. Asked is ŷ − y.")
    assert says("dL_dz", "-9").endswith("the sign is right, the size not yet. Asked is ŷ − y.")
    assert says("dL_dw1", number(y_hat - 1), ("dL_dz",)).startswith("You typed")
    assert "∂ŷ/∂z = " not in says("dL_dz", number(y_hat * (1 - y_hat)), ("dyhat_dz",))
    assert says("dz_db", "0").startswith("You typed 0: that takes b for a constant.")
    assert "the size is right, but that is y − ŷ" in says("dL_dz", number(1 - y_hat))
    assert says("dL_dz", "<b>").startswith("That is no number")


def test_a_verdict_is_short_and_calm():
    for done, t, row in MOMENTS[:4]:
        letters = letters_for(done)
        for name in names(done.weighted):
            asked = blank(done, t, row, name)
            for typed in (*(number(slip.value) for slip in asked.slips), "0.5", "17", number(asked.value, 1)):
                says = text_of(verdict(asked, typed, letters).says)
                assert "!" not in says
                assert "wrong" not in says.lower()


def test_what_is_shown_on_purpose_is_the_number_with_its_formula():
    letters = letters_for(PLAIN)
    for name in names(PLAIN.weighted):
        asked = blank(PLAIN, 7, 2, name)
        assert value_text(asked) in shown_on_purpose(asked, letters, ())
    assert "0.1 × " in shown_on_purpose(blank(PLAIN, 7, 2, "next_w1"), letters, ())


def test_places_hold_no_number_and_say_what_they_ask_for():
    say = letters_of(PLAIN)
    places = Places(("dL_dw1", "next_b"), say)
    assert places.of("dyhat_dz", "<b>7</b>") == "<b>7</b>"
    box = places.of("dL_dw1", "<b>7</b>")
    assert "7" not in box
    assert 'aria-label="Fill in ∂L/∂w₁"' in box
    assert "<button" in Places(("dL_dw1",), say, present=True).of("dL_dw1", "7")
    assert [label_of(name, say) for name in ("dz_db", "share_w2", "next_b")] == [
        "∂z/∂b",
        "this example’s share of ∂J/∂w₂",
        "b after the step",
    ]


def test_levels_are_where_a_column_begins():
    for number_of, words in levels(PLAIN):
        first = names((0, 1))[15 - number_of] if number_of else ""
        assert {"next step": "next_w1", "its share": "share_w1", "products": "dL_dz", "all": "dL_dyhat", "none": ""}[
            words
        ] == first


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("0.25", 2), ("0,250", 3), ("-1.2e-3", 2), ("12", 2), ("= .5", 1), ("1/4", 17), ("2.50×10^-1", 3), ("25 %", 2)],
)
def test_digits_are_counted_as_they_are_typed(typed, digits):
    assert digits_of(typed) == digits
