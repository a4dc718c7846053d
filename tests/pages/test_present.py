"""Presenting, and the factor that is explained: in the link, by a request, on every page."""

from __future__ import annotations

import json

import pytest

from pages.session.link import moment_of
from tests.app import SMALL

PAGES = {"lab": "gradient_stage", "chain_rule": "gradient_graph", "examples": "gradient_strip"}
PAGES |= {"derivation": "gradient_strip"}


def header(app, component):
    (stage,) = (each for each in app.at.get("bidi_component") if each.proto.component_name == component)
    blob = stage.proto.bytes
    return json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])


def on(app, page):
    app.at.switch_page(f"pages/{page}.py")
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_a_link_presents_any_page(open_app, page):
    app = on(open_app(SMALL + "&t=3&present=1"), page)
    told = header(app, PAGES[page])
    assert told["present"] is True
    assert "present=1" in told["address"]
    assert not [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_table"]
    assert "tables" not in [each.key for each in app.at.button_group]


@pytest.mark.parametrize("page", PAGES)
def test_it_is_entered_and_left_by_a_request(open_app, page):
    app = on(open_app(SMALL + "&t=3"), page)
    component = PAGES[page]
    for number, wanted in enumerate((True, False), 1):
        app.report(
            {"number": f"test-{number}", "t": 3, "requests": [{"number": number, "t": 3, "present": wanted}]}, component
        )
        assert app.moment.present is wanted
        assert header(app, component)["present"] is wanted
        assert app.moment.t == 3


@pytest.mark.parametrize("present", [1, "yes", None, [], "1"])
def test_only_yes_or_no_presents(open_app, present):
    app = open_app(SMALL)
    app.says(t=0, present=present)
    assert app.moment.present is False


def test_other_data_are_presented_too(open_app):
    app = open_app(SMALL + "&present=1")
    app.says(t=0, flip=3)
    assert app.moment.present


@pytest.mark.parametrize("factor", ["loss", "sigma", "w1", "w2", "b"])
def test_a_factor_is_chosen_and_stays_in_the_link(open_app, factor):
    app = open_app(SMALL + "&t=3", "chain_rule")
    assert header(app, "gradient_graph")["factor"] == "loss"
    app.report({"number": "test-1", "t": 3, "requests": [{"number": 1, "t": 3, "factor": factor}]}, "gradient_graph")
    assert header(app, "gradient_graph")["factor"] == factor
    assert moment_of(app.query)[0].factor == factor


@pytest.mark.parametrize("factor", ["", "z", 3, None, ["b"], {"a": 1}])
def test_what_is_no_factor_is_left_aside(open_app, factor):
    app = open_app(SMALL, "chain_rule")
    app.report({"number": "test-1", "t": 0, "requests": [{"number": 1, "t": 0, "factor": factor}]}, "gradient_graph")
    assert app.moment.factor == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [("present=2", "present could not be used"), ("present=on", "present"), ("factor=gamma", "factor could not")],
)
def test_a_bad_link_says_so(open_app, query, said):
    app = open_app(f"{SMALL}&{query}")
    assert said in app.notices
    assert not app.moment.present


@pytest.mark.parametrize("page", ["chain_rule", "examples", "derivation"])
def test_without_points_there_is_no_stage_but_a_way_to_some(open_app, page):
    app = open_app(SMALL).on_data_page()
    app.press("Empty the plane")
    on(app, page)
    assert not [each for each in app.at.get("bidi_component") if each.proto.component_name == PAGES[page]]
    assert next(link.proto.label for link in app.at.main.get("page_link")).startswith("To the Data page")
    assert "point" in app.notices


@pytest.mark.parametrize("page", ["", "chain_rule", "examples", "derivation"])
def test_going_on_for_more_steps_and_presenting_at_once_comes_to_an_end(open_app, page):
    app = open_app(page=page)
    (stage,) = (each.proto.id for each in app.at.get("bidi_component") if each.proto.id.endswith("-stage"))
    requests = [{"number": 1, "extend": True}, {"number": 2, "present": True}]
    app.sends(stage, {"report": {"number": "a-1", "requests": requests}})
    assert (app.experiment.steps, app.moment.present) == (320, True)
    app.sends(stage, {"report": {"number": "a-2", "requests": [{"number": 3, "present": False}]}})
    assert app.moment.present is False
    (steps,) = (box for box in app.at.sidebar.number_input if box.label == "Number of steps T")
    assert steps.value == 320
