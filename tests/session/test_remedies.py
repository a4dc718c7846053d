"""The buttons at a run's end do what they say: what the header offers, asked for as the browser would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from logreg_core.descent.remedy import standardised
from logreg_core.points.holdout import split
from pages.session.changes import EXTENSION
from pages.words.at_the_end.outcome import said_at_the_end
from tests.app import ROOT, App
from tests.descent.ends import ALL, LINKS, exam, of
from tests.stage.blob import read

Open = Callable[..., App]
EXAM = exam(learning_rates=((0, 0.001),))


def acts(app: App) -> dict[str, Any]:
    """What the stage offers at the end: words → request."""
    return {act["words"]: act["request"] for act in app.header["outcome"]["acts"]}


@pytest.mark.parametrize(
    ("page", "component"),
    [("lab", "gradient_stage"), ("chain_rule", "gradient_graph"), ("examples", "gradient_strip")],
)
def test_every_stage_says_how_the_run_ended_and_what_helps(open_app: Open, page: str, component: str) -> None:
    app = open_app(EXAM, page)
    said = said_at_the_end(of(EXAM), EXTENSION)
    (blob,) = (each.proto.bytes for each in app.at.get("bidi_component") if each.proto.component_name == component)
    header = read(blob).header
    assert header["outcome"]["text"] == said.text
    assert header["outcome"]["acts"] == [{"words": act.words, "request": act.request} for act in said.acts]


def test_standardising_does_both_and_goes_to_its_end_where_it_has_arrived(open_app: Open) -> None:
    app = open_app(f"{EXAM}&t=300")
    before = app.experiment
    app.says(t=300, **acts(app)["standardise, α = 1, 400 steps"])
    after = app.experiment
    assert after == replace(before, scale="standardize", learning_rates=((0, 1.0),), steps=400)
    assert (app.moment.t, app.header["command"]["t"], app.header["steps"]) == (400, 400, 400)
    assert app.moment.former == replace(before, steps=400)  # as long as the run that it is shown beside
    assert app.header["outcome"]["text"].startswith("Arrived")
    assert app.notices == ""
    assert not app.at.toast
    assert app.widget("steps").value == 400


def test_what_standardising_asks_for_is_worked_out_here_and_nothing_else_is_taken(open_app: Open) -> None:
    app = open_app(EXAM).says(t=3, remedy="standardise", steps=7, alpha=99, scale="none")
    assert (app.experiment.learning_rates, app.experiment.steps) == (((0, 1.0),), 400)


@pytest.mark.parametrize("remedy", ["standardize", True, 1, None, ["standardise"], {"steps": 3}])
def test_another_remedy_is_none(open_app: Open, remedy: object) -> None:
    app = open_app(EXAM)
    before = app.experiment
    assert app.says(t=3, remedy=remedy).experiment == before


def test_standardising_what_is_standardised_changes_nothing(open_app: Open) -> None:
    app = open_app(EXAM).says(t=3, remedy="standardise")
    before = app.query
    assert app.says(remedy="standardise").query == before


def test_held_out_examples_have_no_part_in_what_helps(open_app: Open) -> None:
    app = open_app("data=mtcars&holdout=0.3&rates=0:0.0001")
    before = app.experiment
    app.says(remedy="standardise")
    training = split(before.data.load(), before.holdout, before.holdout_seed).training
    assert app.experiment == standardised(training, before)
    assert app.header["outcome"]["text"].startswith("Arrived")


def test_a_rule_without_a_safe_rate_keeps_its_rule(open_app: Open) -> None:
    app = open_app(LINKS["badly scaled"][3]).says(remedy="standardise")
    assert app.experiment.rule.word == "heavy-ball"
    assert app.header["outcome"]["text"].startswith("Arrived")


@pytest.mark.parametrize(("kind", "query"), [pair for pair in ALL if pair[0] != "badly scaled"])
def test_other_buttons_take_the_steps_or_the_rate_that_they_name(open_app: Open, kind: str, query: str) -> None:
    for number in range(len(acts(open_app(query)))):
        app = open_app(query)
        before, (words, request) = app.experiment, list(acts(app).items())[number]
        if "remedy" in request:
            continue
        if "page" in request:  # the browser goes there by itself
            assert (ROOT / "pages" / f"{request['page']}.py").is_file()
            continue
        app.says(t=before.steps, **request)
        after = app.experiment
        if request.get("from_start"):
            assert after == replace(before, learning_rates=((0, request["rate"]),)), words
            assert app.moment.former == before
        else:
            rates = (*before.learning_rates, *([(before.steps, request["rate"])] if "rate" in request else []))
            assert after == replace(before, learning_rates=rates, steps=before.steps + EXTENSION), words
