"""Predict in the app: asked first, one guess at a step, a verdict after it, and a plain count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import RULES
from pages.session.changes import EXTENSION
from tests.app import SMALL, App
from tests.stage.blob import read

Open = Callable[..., App]
DEFAULT = "t=20&pick=27&predict=1"


def gate(app: App) -> dict[str, Any]:
    return dict(app.header["predict"])


def kinds(app: App) -> list[str]:
    return [each["kind"] for each in gate(app)["questions"]]


def test_it_is_a_switch_and_a_link_and_its_own_way_back(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3")
    assert "predict" not in app.header
    assert "predict" in app.header["controls"]
    app.says(t=3, predict=True)
    assert app.moment.predict
    assert "predict=1" in app.query
    assert (gate(app)["t"], gate(app)["step"]) == (3, "Step and see")
    assert kinds(app) == ["J", "w1"]
    assert kinds(open_app(f"{SMALL}&t=3&predict=1")) == ["J", "w1"]
    app.says(t=3, predict=False)
    assert "predict" not in app.header
    assert app.header["steps"] == 20
    assert "predict" not in app.query
    assert "predict could not be used" in open_app(f"{SMALL}&predict=2").notices


def test_it_is_the_lab_s_alone(open_app: Open) -> None:
    for page in ("chain_rule", "examples", "derivation"):
        app = open_app(f"{SMALL}&t=3&predict=1", page)
        for each in app.packed:
            assert "predict" not in read(each.proto.bytes).header.get("controls", ())


def test_a_guess_is_followed_by_its_step_and_its_verdict(open_app: Open) -> None:
    app = open_app(DEFAULT)
    before = app.header["command"]["number"]
    app.says(t=20, guess=[["J", "fall"], ["w1", "fall"]])
    assert app.moment.t == 21
    assert app.header["command"] == {**app.header["command"], "t": 21}
    assert app.header["command"]["number"] != before
    assert gate(app)["questions"] == []
    assert gate(app)["told"].startswith("<b><i>J</i> fell</b>, as you said. You said <i>w₁</i> falls; <b>it rose</b>")
    assert "0.6976" in app.header["strip"]
    assert (gate(app)["count"], gate(app)["step"]) == ("1 of 2 so far", "Next question")
    app.says(t=21, ask=True)
    assert kinds(app) == ["J", "w2"]
    assert gate(app)["count"] == "1 of 2 so far"


def test_first_answers_count_and_back_and_a_second_try_do_not(open_app: Open) -> None:
    app = open_app(DEFAULT).says(t=20, guess=[["J", "fall"], ["w1", "rise"]])
    assert gate(app)["count"] == "2 of 2 so far"
    app.says(t=20)  # Back
    assert gate(app)["questions"]
    app.says(t=20, guess=[[kind, "rise"] for kind in kinds(app)])
    assert gate(app)["count"] == "2 of 2 so far"
    assert gate(app)["told"]
    app.says(t=21, ask=True)
    asked = gate(app)["questions"]
    app.says(t=21, guess=[[each["kind"], each["answers"][0]["value"]] for each in asked])
    assert gate(app)["count"].endswith(f"of {2 + len(asked)} so far")


def test_a_step_that_was_skipped_over_is_seen(open_app: Open) -> None:
    app = open_app(DEFAULT).says(t=40).says(t=30)
    app.says(t=30, guess=[[kind, "fall"] for kind in kinds(app)])
    assert app.moment.t == 31
    assert gate(app)["count"] == ""


@pytest.mark.parametrize(
    "guess",
    [
        "fall", [], [["J", "fall"]], [["J", "fall"], ["w2", "rise"]], [["J", "up"], ["w1", "rise"]], [["J"], ["w1"]],
        [["J", 1], ["w1", 2]], [["J", "fall"], ["w1", "rise"], ["b", "rise"]],
    ],
)  # fmt: skip
def test_what_is_no_guess_leaves_the_question(open_app: Open, guess: object) -> None:
    app = open_app(DEFAULT).says(t=20, guess=guess)
    assert (app.moment.t, kinds(app), gate(app)["count"]) == (20, ["J", "w1"], "")


def test_a_guess_acts_at_its_step_and_not_at_all_where_predict_is_off(open_app: Open) -> None:
    requests = [{"number": 1, "t": 20, "guess": [["J", "fall"], ["w1", "rise"]]}]
    app = open_app(DEFAULT).report({"number": "a-1", "t": 23, "requests": requests})
    assert app.moment.t == 21
    off = open_app("t=20&pick=27").says(t=20, guess=[["J", "fall"], ["w1", "rise"]])
    assert (off.moment.t, off.header["steps"]) == (20, 300)


def test_at_its_end_a_run_is_made_longer(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=20&predict=1")
    app.says(t=20, guess=[[kind, "fall"] for kind in kinds(app)])
    assert (app.moment.t, app.experiment.steps) == (21, 20 + EXTENSION)
    assert gate(app)["told"]


def test_another_rate_waits_for_a_guess_what_it_does(open_app: Open) -> None:
    app = open_app("pick=27&predict=1").says(t=0, rate=5.0)
    assert app.experiment.learning_rates == ((0, 0.1),)
    (question,) = gate(app)["questions"]
    assert [each["text"] for each in question["answers"]] == ["0.1", "5", "60"]
    assert gate(app)["step"] == "Set and see"
    app.says(t=0, rate=7.0)  # another one, before it was answered
    assert [each["text"] for each in gate(app)["questions"][0]["answers"]] == ["0.1", "7", "60"]
    app.says(t=0, guess=[["rates", "60.0"]])
    assert app.experiment.learning_rates == ((0, 7.0),)
    assert app.moment.t == 0
    assert gate(app)["told"].startswith("You said 60")
    assert gate(app)["count"] == "0 of 1 so far"
    app.says(t=0, ask=True)
    assert "J" in kinds(app)
    app.says(t=0, rate=0.5).says(t=1).says(t=0)  # it is let go by another step
    assert kinds(app) != ["rates"]
    assert app.experiment.learning_rates == ((0, 7.0),)


def test_a_rate_from_the_start_is_compared_from_there(open_app: Open) -> None:
    app = open_app("t=20&pick=27&predict=1").says(t=20, rate=5.0, from_start=True)
    app.says(t=20, guess=[["rates", "5.0"]])
    assert app.experiment.learning_rates == ((0, 5.0),)
    assert "0.2293" in gate(app)["told"]
    assert "0.3087" in gate(app)["told"]


def test_nothing_else_on_the_page_tells(open_app: Open) -> None:
    app = open_app(DEFAULT + "&view=step")
    names = [each.proto.component_name for each in app.at.get("bidi_component")]
    assert "gradient_table" not in names
    (rest,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_at_rest"]
    assert "along" not in rest.proto.json
    assert any("put away" in each.value for each in app.at.caption)
    app.press("Save …")
    assert not any("Log of steps" in str(each.proto) for each in app.at.get("download_button"))


def test_no_example_is_picked_for_pulling_hardest(open_app: Open) -> None:
    assert open_app("t=20&predict=1").header["pick"] == 0
    assert open_app("t=20").header["pick"] == 26


@pytest.mark.parametrize("data", ["blobs&m=20&noise=0.9", "separable&m=30", "mtcars"])
@pytest.mark.parametrize("rule", [*RULES, "newton:0"])
def test_a_student_can_go_on_and_on(open_app: Open, data: str, rule: str) -> None:
    """Right or not, each guess leads one step on, and what is told ends where the picture does."""
    app = open_app(f"data={data}&steps=12&predict=1&rule={rule}")
    for t in range(14):
        asked = gate(app)["questions"]
        if not asked:
            break
        answers = [[each["kind"], each["answers"][t % len(each["answers"])]["value"] if each["answers"] else "2"]
                   for each in asked]  # fmt: skip
        app.says(t=t, guess=answers)
        assert (app.moment.t, gate(app)["t"]) == (t + 1, t + 1)
        assert gate(app)["told"]
        assert len(read(app.stages[0].proto.bytes).columns["J"]) == t + 2
        app.says(t=t + 1, ask=True)
    assert app.moment.t >= 3
