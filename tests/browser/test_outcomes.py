"""At a run's end the page says what happened, and its button does what helps."""

from __future__ import annotations

from pages.words.at_the_end.outcome import said_at_the_end

from ..descent.ends import exam
from .lab import Lab


def test_exam_scores_standardised_by_the_button_are_seen_to_arrive(visit):
    lab = Lab.open(visit, f"/?{exam(learning_rates=((0, 0.001),))}&t=290", viewport=(1280, 720))
    outcome = lab.slot("outcome")
    assert outcome.is_hidden()
    lab.type_t(300)
    lab.shows(300)
    said = said_at_the_end(lab.truth.run, 300)
    assert said.text in outcome.inner_text()
    assert outcome.get_by_role("button").all_text_contents() == [act.words for act in said.acts]
    lab.address_has(t=300)

    outcome.get_by_role("button", name="standardise, α = 1, 400 steps").click()
    lab.address_has(scale="standardize", rates="0:1.0", steps=400, t=400)
    lab.shows(400)
    lab.until("document.querySelector('[data-slot=outcomeText]').textContent.startsWith('Arrived')")
    assert lab.truth.run.outcome.kind == "converged"
    assert outcome.is_visible()
    assert not lab.page.get_by_test_id("stToast").count()
    lab.page.get_by_label("Number of steps T").and_(lab.page.locator("[value='400']")).wait_for()


def test_an_earlier_rate_is_undone_by_starting_over_with_the_one_in_force(visit):
    lab = Lab.open(visit, "/?rates=0:100,50:1&steps=60&t=60")
    lab.slot("outcome").get_by_role("button", name="again from the start with 1", exact=True).click()
    lab.address_has(rates="0:1.0", steps=60, t=60)
    lab.until("document.querySelector('[data-slot=outcomeText]').textContent.startsWith('Still')")
    assert lab.truth.run.J[-1] < lab.truth.run.J[0]


def test_where_no_line_tells_the_classes_apart_the_button_leads_to_the_data(visit):
    lab = Lab.open(visit, "/?data=xor&t=300")
    assert lab.truth.run.outcome.kind == "no better than chance"
    lab.slot("outcome").get_by_role("button", name="choose other points or features").click()
    lab.until("location.pathname === '/data'")
    lab.page.get_by_role("heading", name="200 points").wait_for()


def test_no_count_stands_where_every_y_hat_is_the_same(visit):
    lab = Lab.open(visit, "/?t=0&rates=0:0.1")
    figures = lab.page.locator(".gd-lab .figures")
    assert "every ŷ is 0.5: none is told apart" in figures.inner_text()
    assert "classified correctly" not in figures.inner_text()
    lab.step()
    assert "classified correctly" in figures.inner_text()
    assert "told apart" not in figures.inner_text()
