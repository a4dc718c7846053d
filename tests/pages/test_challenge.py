"""A challenge made from the moment on screen, and the line that says how one stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from logreg_core import Experiment, Generated, optimum, run
from logreg_core.learning.challenges import challenge_of
from pages.parts.lab.lab_tables import CHALLENGE
from pages.session import widgets
from pages.session.link import moment_of
from pages.words.numbers import number
from tests.app import SMALL, App
from tests.pages.files import USE, many

Open = Callable[..., App]
DATA = Generated(m=20)
GOAL = SMALL + "&goal=J:0.25,steps:15"
EXPERIMENT = Experiment(data=DATA, steps=20)
ONE = run(DATA.load(), replace(EXPERIMENT, learning_rates=((0, 1.0),)))


def line(app: App) -> str:
    """What is said above the stage of the challenge that is on, without the marks of Markdown."""
    said = [each.value for each in app.at.main.markdown if each.value.startswith(("Challenge: ", "Done: "))]
    assert len(said) < 2
    return "".join(said).replace("\\", "").replace("**", "")


def has_line(app: App) -> bool:
    return app.has_button("End it")


# ------------------------------------------------------------------------------------------------------- the line


def test_how_a_challenge_stands_is_said_at_each_report(open_app: Open) -> None:
    app = open_app(GOAL)
    assert line(app).startswith("Challenge: J at most 0.25 within 15 steps · 0 of 15 used · not yet: J = 0.6931")
    slow = run(DATA.load(), EXPERIMENT)
    app.says(t=3)
    assert line(app).endswith(f"3 of 15 used · not yet: J = {number(slow.J[3])}")
    app.says(t=3, rate=1.0, from_start=True)
    met = int((ONE.J <= 0.25).argmax())
    assert 3 < met < 15
    app.says(t=met - 1)
    assert line(app).startswith("Challenge: ")
    app.says(t=20)  # played on, past it
    assert line(app) == f"Done: J = {number(ONE.J[met])} at step {met} · J at most 0.25 within 15 steps"
    app.says(t=3)
    assert line(app).startswith("Challenge: ")


def test_it_is_taken_up_where_it_was_left(open_app: Open) -> None:
    app = open_app(GOAL)
    app.says(t=4, rate=1.0)
    again = open_app(app.query)
    assert line(again) == line(app)
    assert "4 of 15 used" in line(again)
    assert challenge_of(again.moment.goal).at == 0


def test_a_link_in_the_middle_of_a_run_begins_there(open_app: Open) -> None:
    app = open_app(GOAL + "&t=5")
    assert "within 15 steps after step 5 · 0 of 15 used" in line(app)
    app.says(t=8)
    assert "3 of 15 used" in line(app)
    app.says(t=8, rate=1.0, from_start=True)
    assert "another start" in line(app)


def test_another_start_and_other_points_do_not_count(open_app: Open) -> None:
    app = open_app(GOAL)
    app.set(widgets.START, "random")
    assert "another start" in line(app)
    app = open_app(GOAL)
    app.says(t=0, flip=3)
    assert "1 label flipped, none allowed" in line(app)
    app.says(t=0, undo=True)
    assert "0 of 15 used" in line(app)
    app.set("data", "four_points")
    assert "other points" in line(app)


def test_flips_are_counted_and_undone(open_app: Open) -> None:
    app = open_app(SMALL + "&goal=J:0.1,steps:5,flips:2")
    app.says(t=2, flip=3)
    assert challenge_of(app.moment.goal).flipped == (4,)
    assert "2 of 5 used" in line(app)
    app.says(t=2, flip=3)
    assert challenge_of(app.moment.goal).flipped == ()


def test_one_that_can_not_be_met_says_why(open_app: Open) -> None:
    app = open_app(SMALL + "&goal=J:0.001,steps:15")
    best = number(optimum(DATA.load()).J)
    assert line(app).startswith("Challenge: J at most 0.001 within 15 steps · J can’t be 0.001: ")
    assert f"the lowest any line can reach is J* = {best}" in line(app)


def test_it_stands_in_present_without_a_button_and_ends_by_one(open_app: Open) -> None:
    app = open_app(GOAL + "&present=1")
    assert "0 of 15 used" in line(app)
    assert not has_line(app)
    app = open_app(GOAL)
    before = app.experiment
    app.press("End it")
    assert app.moment.goal == ""
    assert app.experiment == before
    assert not has_line(app)
    assert "goal" not in app.query


def test_without_a_goal_nothing_is_said(open_app: Open) -> None:
    app = open_app()
    assert line(app) == ""
    assert not has_line(app)


def test_a_goal_that_is_none_is_said_and_left_out(open_app: Open) -> None:
    app = open_app(SMALL + "&goal=K:0.25,steps:15")
    assert "link's goal could not be used" in app.notices
    assert app.moment.goal == ""


def test_points_of_a_file_are_judged_too(open_app: Open) -> None:
    app = open_app().set("data", "upload").upload("own.csv", many(400)).press(USE)
    opened(app, J="0.3")
    assert any("the file own.csv first" in each.value.replace("\\", "") for each in app.at.caption)
    app.press("Try it here")
    assert line(app).startswith("Challenge: J at most 0.3 within 20 steps · 0 of 20 used")
    app.says(t=2)
    assert "2 of 20 used" in line(app)
    app.says(t=2, flip=3)
    assert "1 label flipped, none allowed" in line(app)


# ------------------------------------------------------------------------------------------------------- the panel


def copied(app: App) -> list[str]:
    """The queries of challenges that a button copies: the foot's copies the address."""
    found = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_copy"]
    queries = [json.loads(each.proto.json)["query"] for each in found]
    return [query for query in queries if "goal=" in query]


def link_made(app: App) -> str:
    (made,) = copied(app)
    return made


def said(app: App) -> str:
    return "\n".join(each.value for each in app.at.markdown).replace("\\", "")


def opened(app: App, **chosen: object) -> App:
    """Open what makes a challenge, with what was chosen in it."""
    for name, value in chosen.items():
        app.at.session_state[getattr(widgets, name, "") or widgets.challenge_number(name)] = value
    return app.set(widgets.TABLE_SHOWN, CHALLENGE)


@pytest.mark.parametrize("goal", ["J", "gap", "correct", "rise"])
@pytest.mark.parametrize("t", [0, 5, 20])
def test_it_begins_with_one_that_can_be_met(open_app: Open, t: int, goal: str) -> None:
    app = opened(open_app(f"data=blobs&m=200&noise=0.9&steps=300&t={t * 10}"), CHALLENGE_GOAL=goal)
    assert app.has_button("Try it here"), said(app)


def test_the_sentence_and_the_link_follow_what_is_chosen(open_app: Open) -> None:
    app = open_app(SMALL + "&t=5&rates=0:0.1,3:0.2")
    opened(app, J="0,25", CHALLENGE_STEPS=30, CHALLENGE_RATES=1, CHALLENGE_FLIPS=2)
    words = "Get J down to 0.25 or less within 30 steps after step 5, with one learning rate and 2 labels flipped."
    assert words in said(app)
    moment, notices = moment_of(link_made(app))
    assert notices == ()
    assert moment.goal == "J:0.25,steps:30,rates:1,flips:2"
    assert (moment.t, moment.former) == (5, None)
    assert moment.experiment == replace(app.experiment, steps=35)  # long enough
    assert dict(parse_qsl(link_made(app)))["goal"] == moment.goal
    assert "0 of 30 used" in line(open_app(link_made(app)))


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"J": "0.001"}, "the lowest any line can reach is J*"),
        ({"J": "a quarter"}, "a quarter"),
        ({"J": ""}, "a number is needed"),
        ({"CHALLENGE_GOAL": "correct", "correct": "21"}, "Descent sees 20 examples"),
        ({"CHALLENGE_STEPS": 0}, "Allow a step or a flip"),
    ],
)
def test_what_can_not_be_met_is_refused_and_has_no_link(open_app: Open, chosen: dict[str, object], why: str) -> None:
    app = opened(open_app(), **chosen)
    assert why in said(app)
    assert not app.has_button("Try it here")
    assert copied(app) == []


def test_one_tries_it_oneself(open_app: Open) -> None:
    app = opened(open_app(SMALL + "&t=2"), J="0.3").press("Try it here")
    assert line(app).startswith("Challenge: J at most 0.3 within 20 steps after step 2 · 0 of 20 used")
    assert app.moment.t == 2
