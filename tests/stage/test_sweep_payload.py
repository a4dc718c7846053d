"""What the stage is told of a sweep, and that nothing of it is told where it would be an answer."""

import json
from dataclasses import replace

from logreg_core import Experiment, Generated, run, sweep
from logreg_core.descent.sweep.sweep import with_chosen
from pages.stage.controls import Asked
from pages.stage.lab_payload import curve_picture
from pages.stage.next_step.sweep_payload import can_go_back, sweep_shown
from pages.stage.rest_payload import at_rest
from pages.words.choosing.swept import NOT_NOW, WORKING

DATA = Generated(m=40).load()
HERE = Experiment(steps=20)


def told(experiment, former=None):
    found = with_chosen(sweep(DATA, experiment), DATA, experiment)
    return found, json.loads(sweep_shown(found, experiment, former))


def test_the_button_takes_the_best_rate_and_then_brings_back_those_before():
    found, sent = told(HERE)
    assert (sent["tune"], sent["rate"]) == (f"Tune: use α = {found.best:g}", found.best)
    tuned = HERE.with_rate(found.best, 0)
    _, sent = told(tuned, former=HERE)
    assert (sent["tune"], sent["rate"]) == ("Undo: back to α = 0.1", 0)
    _, sent = told(tuned)
    assert sent["tune"] == ""


def test_only_a_former_run_of_other_rates_alone_is_gone_back_to():
    tuned = HERE.with_rate(5.0, 0)
    assert can_go_back(tuned, HERE)
    assert can_go_back(tuned, replace(HERE, learning_rates=((0, 1.0), (3, 2.0))))
    assert not can_go_back(tuned, replace(HERE, w=(1.0, 0.0)))
    assert not can_go_back(tuned, tuned)


def test_it_goes_with_what_is_told_of_the_step():
    _, sent = told(HERE)
    done = run(DATA, HERE)
    rest = json.loads(at_rest(done, 3, 0, along=False, sweep=json.dumps(sent)))
    assert rest["sweep"] == sent
    assert rest["t"] == 3
    assert "sweep" not in json.loads(at_rest(done, 3, 0, along=False))
    assert len(json.dumps(sent)) < 8_000


def test_before_it_is_told_the_picture_says_what_is_going_on():
    done = run(DATA, HERE)
    waiting = json.loads(curve_picture(done))["sweep"]
    assert (waiting["data"], waiting["layout"]["annotations"][0]["text"]) == ([], WORKING)
    asked = json.loads(curve_picture(done, question=Asked((), ())))["sweep"]
    assert asked["layout"]["annotations"][0]["text"] == NOT_NOW
