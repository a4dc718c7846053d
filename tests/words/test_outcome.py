"""What a page says at a run's end is short and true by the core's numbers, and its buttons do what they say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Experiment, at, optimum, run
from logreg_core.descent.remedy import standardised
from pages.words.at_the_end.outcome import said_at_the_end

from ..descent.ends import ALL, LINKS, exam, of

PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
RATE = [query for kind in ("too high before", "diverged", "oscillating") for query in LINKS[kind]]
every_end = pytest.mark.parametrize(("kind", "query"), ALL)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.)\s+", text)


@every_end
def test_two_sentences_of_25_words_and_two_buttons_are_the_most(kind, query):
    said = said_at_the_end(of(query), 300)
    assert 1 <= len(sentences(said.text)) <= 2
    assert all(len(each.split()) <= 25 for each in sentences(said.text)), said.text
    assert 1 <= len(said.acts) <= 2
    assert len({act.words for act in said.acts}) == len(said.acts)


@every_end
def test_no_number_without_a_meaning_is_said(kind, query):
    said = said_at_the_end(of(query), 300)
    for text in (said.text, *(act.words for act in said.acts)):
        assert not re.search(r"×10[⁰¹²³⁴⁵⁶⁷⁸⁹]|nan|inf\b|–", text), text


@every_end
def test_nothing_is_promised_that_is_not_so(kind, query):
    done = of(query)
    text = said_at_the_end(done, 300).text
    for safe in re.findall(r"Up to (\S+) J can’t rise", text):
        assert float(safe) <= done.experiment.safe_rate(done)
    assert not re.search(r"best possible|guarantee|local limit|does better", text)


@every_end
def test_a_rate_on_a_button_is_the_one_it_asks_for_and_a_safe_one_where_one_is_promised(kind, query):
    done = of(query)
    safe = done.experiment.safe_rate(done)
    for act in said_at_the_end(done, 300).acts:
        if "rate" in act.request:
            written = act.words.rpartition(" ")[2].replace("×10", "e")
            assert float(written.translate(PLAIN)) == act.request["rate"]
            assert safe is None or act.request["rate"] <= safe


@pytest.mark.parametrize("query", RATE)
def test_starting_over_as_a_button_says_ends_lower_and_well(query):
    done = of(query)
    acts = [act for act in said_at_the_end(done, 300).acts if act.request.get("from_start")]
    for act in acts:
        after = run(done.whole, done.experiment.with_rate(act.request["rate"], 0))
        assert after.outcome.kind not in ("too high before", "diverged", "oscillating")
        assert after.J[-1] < after.J[0]


@pytest.mark.parametrize("query", LINKS["badly scaled"])
def test_the_button_against_bad_scales_names_what_the_remedy_is(query):
    done = of(query)
    (act,) = said_at_the_end(done, 300).acts
    there = standardised(done.dataset, done.experiment)
    assert act.request == {"remedy": "standardise"}
    assert f"α = {there.rate_at(0):g}, {there.steps:,} steps" in act.words
    assert run(done.whole, there).outcome.kind == "converged"


def test_exam_scores():
    said = said_at_the_end(of(exam(learning_rates=((0, 0.001),))), 300)
    assert said.text.endswith("Standardised, safe up to 0.00098 becomes 7.2.")
    assert [act.words for act in said.acts] == ["standardise, α = 1, 400 steps"]


def test_an_earlier_rate():
    first, too_high_too, too_low, ball, scaled = (said_at_the_end(of(each), 300) for each in LINKS["too high before"])
    assert first.text.startswith("Until step 50 α = 100 was too high")
    assert [act.words for act in first.acts] == ["again from the start with 1", "300 more"]
    assert [act.words for act in too_high_too.acts] == ["again from the start with 3.78", "300 more"]
    assert [act.words for act in too_low.acts] == ["again from the start with 3.78", "300 more"]
    assert [act.words for act in ball.acts] == ["again from the start with 0.05", "300 more"]
    assert "up to 1," in scaled.text
    assert "more than 100,000" in scaled.text
    assert [act.request for act in scaled.acts] == [{"remedy": "standardise"}]


def test_only_a_combination_is_determined_and_which():
    arrived, on_its_way, scaled, far, place = (said_at_the_end(of(each), 300).text for each in LINKS["not unique"])
    assert arrived.startswith("Arrived")
    assert "of w₁ and b only w₁ + b is determined" in arrived
    assert not on_its_way.startswith("Arrived")
    assert "w̃₁ + w̃₂" in scaled
    assert "3·w₂ + b" in far
    assert "3·w₁ + 4·w₂ + b" in place


def test_no_line_tells_them_apart():
    even, uneven = (of(each) for each in LINKS["no better than chance"])
    text = said_at_the_end(even).text
    assert text == (
        "No line has a mean loss below 0.6927, a coin’s is 0.6931. "
        "The surest answer a line can honestly give here is “don’t know”."
    )
    assert optimum(even.dataset).J == pytest.approx(0.6927, abs=5e-5)
    for each in (even, uneven):
        assert [act.words for act in said_at_the_end(each, 300).acts] == ["choose other points or features", "300 more"]
    assert f"always saying {uneven.dataset.y.mean():.4f}, class 1’s share" in said_at_the_end(uneven).text


def test_there_is_more_to_take_only_where_the_run_may_be_longer():
    assert said_at_the_end(of(""), 1200).acts[0].words == "1,200 more"
    assert not [act for act in said_at_the_end(of("")).acts if "more" in act.words]
    assert said_at_the_end(of("rates=0:60")).acts[0].words == "again from the start with 3.78"


def test_going_on_from_here_needs_more_steps_and_takes_them():
    again, on = said_at_the_end(of("rates=0:60"), 300).acts
    assert on.request == {"rate": again.request["rate"], "extend": True}
    done = of("rates=0:60")
    longer = replace(done.experiment.with_rate(on.request["rate"], done.steps), steps=done.steps + 300)
    J = run(done.whole, longer).J
    assert (np.diff(J[done.steps :]) <= 1e-15).all()
    assert J[-1] < J[done.steps]


def test_a_higher_rate_is_named_only_where_it_is_much_higher():
    slow, fast = (said_at_the_end(of(each), 300) for each in ("rates=0:0.1", "rates=0:2&steps=20"))
    assert [act.words for act in slow.acts] == ["300 more", "again from the start with 3.78"]
    assert [act.words for act in fast.acts] == ["300 more"]
    assert "higher rate" not in fast.text
    low, high = (run(of("").whole, Experiment(learning_rates=((0, rate),))).J[-1] for rate in (0.1, 3.78))
    assert high < low


@pytest.mark.parametrize("query", LINKS["converged"])
def test_at_the_lowest_point_no_steps_are_offered_that_change_nothing_but_the_pulls_that_cancel(query):
    done = of(query)
    (act,) = said_at_the_end(done, 300).acts
    assert act.request == {"page": "examples"}
    assert "cancel" in act.words
    there = at(done, done.steps)
    assert np.abs(there.chain.dJ_dw).max() < 1e-3 * np.abs(there.chain.dL_dw).mean()
