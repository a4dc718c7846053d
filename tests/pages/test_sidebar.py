"""The sidebar's data: what each widget shows and changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from logreg_core import GENERATORS, SAMPLES, Experiment, Generated, Points, Sampled
from pages.words.escape import in_markdown
from tests.app import SMALL, App

Open = Callable[..., App]


def captions(app: App) -> str:
    return "\n".join(caption.value for caption in app.at.sidebar.caption)


def words(app: App) -> str:
    return captions(app) + "\n" + "\n".join(text.value for text in app.at.sidebar.markdown)


# --------------------------------------------------------------------------------------------------------- data


def test_the_default_page(open_app: Open) -> None:
    app = open_app("")
    assert app.at.sidebar.title[0].value == "Gradient descent, factor by factor"
    headers = [header.value for header in app.at.sidebar.header]
    assert headers == ["Data", "Start", "Features", "Rule of the step"]
    shown = {key: app.widget(key).value for key in ("data", "m", "noise", "balance", "steps", "standardise")}
    assert shown == dict(data="blobs", m=200, noise=0.9, balance=0.5, steps=300, standardise=False)
    assert "Seed 7" in captions(app)


def test_every_kind_of_data_is_offered_by_its_title(open_app: Open) -> None:
    titles = [*(g.title for g in GENERATORS.values()), *(s.title for s in SAMPLES.values())]
    assert open_app().widget("data").options == [*titles, "Upload a file…"]


@pytest.mark.parametrize("name", list(GENERATORS))
def test_a_generator(open_app: Open, name: str) -> None:
    app = open_app(f"{SMALL}&t=9&scale=standardize&b=0.25").set("data", name)
    kind = GENERATORS[name]
    assert app.experiment.data == Generated(name, 20, kind.noise, 0.5, 7)
    assert app.experiment == replace(app.experiment, scale="standardize", b=0.25, steps=20, learning_rates=((0, 0.1),))
    assert app.moment.t == (9 if name == "blobs" else 0)
    assert app.widget("noise").label == kind.noise_title
    assert (app.widget("noise").min, app.widget("noise").max) == kind.noise_range
    assert in_markdown(kind.sentence) in captions(app)
    assert len(app.stages) == 1


@pytest.mark.parametrize("name", list(SAMPLES))
def test_a_sample(open_app: Open, name: str) -> None:
    app = open_app(f"{SMALL}&t=9&before=rates%3D0%3A2.0").set("data", name)
    sample = SAMPLES[name]
    assert app.experiment.data == Sampled(name)
    assert (app.moment.t, app.moment.former, app.experiment.steps) == (0, None, 20)
    for text in (sample.what, sample.units, sample.source, sample.question):
        assert in_markdown(text) in words(app)
    assert len(app.stages) == 1
    app.set("data", "moons")
    assert app.experiment.data == Generated("moons", noise=GENERATORS["moons"].noise)


@pytest.mark.parametrize("m", [2, 20, 5000])
def test_the_number_of_points(open_app: Open, m: int) -> None:
    app = open_app(f"{SMALL}&t=9").set("m", m)
    assert app.experiment.data == Generated(m=m)
    assert app.moment.t == (9 if m == 20 else 0)


@pytest.mark.parametrize("name", list(GENERATORS))
def test_noise_to_its_ends(open_app: Open, name: str) -> None:
    app = open_app(f"data={name}&m=20&steps=5")
    for noise in GENERATORS[name].noise_range:
        assert app.set("noise", noise).experiment.data.noise == noise


@pytest.mark.parametrize("balance", [0.1, 0.35, 0.9])
def test_the_share_of_class_1(open_app: Open, balance: float) -> None:
    app = open_app().set("balance", balance)
    assert app.experiment.data == Generated(m=20, balance=balance)
    assert app.experiment.data.load().y.mean() == balance


@pytest.mark.parametrize(("shown", "kept"), [(0.15000000000000002, 0.15), (0.30000000000000004, 0.3)])
def test_what_a_browser_s_slider_adds_up_is_rounded(open_app: Open, shown: float, kept: float) -> None:
    assert open_app().set("noise", shown).experiment.data.noise == kept


def test_another_draw(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=9").press("Another draw")
    assert app.experiment.data == Generated(m=20, seed=8)
    assert app.moment.t == 0
    assert "Seed 8" in captions(app)
    assert app.press("Another draw").experiment.data.seed == 9


def test_the_last_seed_is_followed_by_the_first(open_app: Open) -> None:
    app = open_app(f"{SMALL.replace('seed=7', 'seed=9007199254740992')}")
    assert "Seed 9007199254740992" in captions(app)
    assert app.press("Another draw").experiment.data.seed == 0


ODD = "data=blobs&m=137&noise=0.123456789012345&balance=0.3333333333333333&seed=12345"


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        (lambda app: app.press("Another draw"), dict(seed=12346)),
        (lambda app: app.set("m", 50), dict(m=50)),
        (lambda app: app.set("noise", 0.5), dict(noise=0.5)),
        (lambda app: app.set("balance", 0.25), dict(balance=0.25)),
        (lambda app: app.set("steps", 30), {}),
        (lambda app: app.set("standardise", True), {}),
        (lambda app: app.run(), {}),
    ],
)
def test_what_only_a_link_can_set_is_kept(open_app: Open, act: Any, changed: dict[str, Any]) -> None:
    app = open_app(f"{ODD}&steps=20")
    before = app.experiment.data
    assert before == Generated("blobs", 137, 0.123456789012345, 0.3333333333333333, 12345)
    assert (app.widget("m").value, app.widget("noise").value) == (137, before.noise)
    assert act(app).experiment.data == replace(before, **changed)


@pytest.mark.parametrize("m", [2, 3, 4999, 100_000])
def test_any_number_of_points_of_a_link_is_shown(open_app: Open, m: int) -> None:
    app = open_app(f"data=blobs&m={m}&steps=2")
    assert app.experiment.data.m == app.widget("m").value == m
    assert "137" not in app.widget("m").options
    assert len(app.stages) == 1


def test_a_size_that_a_link_brought_leaves_with_it(open_app: Open) -> None:
    app = open_app("data=blobs&m=137&steps=2")
    assert "137" in app.widget("m").options
    assert "137" not in app.set("m", 100).widget("m").options


def test_widgets_that_come_back_show_what_is_on_screen(open_app: Open) -> None:
    app = open_app().set("noise", 1.5).set("m", 50).set("data", "iris").set("data", "blobs")
    assert app.experiment.data == Generated()
    assert (app.widget("m").value, app.widget("noise").value) == (200, 0.9)


def test_other_data_starts_with_no_pick_and_one_rate(open_app: Open) -> None:
    app = open_app(f"{SMALL}&pick=3").says(t=5, rate=0.7).says(t=6, rate=0.9, from_start=True)
    first = app.moment.pick
    app.press("Another draw")
    assert app.experiment.learning_rates == ((0, 0.1),)
    assert (app.moment.t, app.moment.former) == (0, None)
    assert first == 2
    assert app.header["pick"] == open_app(app.query.split("&pick")[0]).header["pick"]


def test_other_data_keeps_view_and_speed(open_app: Open) -> None:
    app = open_app(f"{SMALL}&view=log&speed=10").press("Another draw")
    assert (app.moment.view, app.moment.speed) == ("log", "10")


def test_other_data_takes_the_link_s_notices_away(open_app: Open) -> None:
    assert open_app(f"{SMALL}&view=3d").press("Another draw").notices == ""


def test_points_of_a_link(open_app: Open) -> None:
    points = Points(((0.0, 0.0, 0), (1.0, 1.0, 1), (2.0, 0.5, 0)), ("wide", "deep"), ("no", "yes"), "drawn by hand")
    app = open_app(Experiment(data=points, steps=5).to_query())
    assert app.experiment.data == points
    assert app.widget("data").options[0] == "drawn by hand"
    assert "3 points" in words(app)
    assert "**wide**" in words(app)
    assert app.set("data", "moons").widget("data").options[0] == GENERATORS["blobs"].title


def test_points_that_can_t_be_used_are_replaced_and_said(open_app: Open) -> None:
    points = Points(((1e200, 0.0, 0), (1.0, 1.0, 1)))
    app = open_app(Experiment(data=points, steps=5).to_query() + "&view=3d")
    assert "link's data could not be used" in app.notices
    assert "link's view" in app.notices
    assert app.experiment.data == Generated()
    assert len(app.stages) == 1


KINDS = ("selectbox", "slider", "select_slider", "number_input", "checkbox", "text_input", "radio", "button_group")
PAGES = ("lab", "data", "chain_rule", "examples", "derivation")


def shown_by_widgets(app: App) -> list[tuple[str, str, object]]:
    return [(kind, each.label, each.value) for kind in KINDS for each in app.at.get(kind) if hasattr(each, "label")]


@pytest.mark.parametrize("query", ["", "data=moons&m=50&noise=0.3&t=3&scale=standardize&rule=heavy-ball:0.5"])
@pytest.mark.parametrize("page", PAGES)
def test_whatever_page_one_comes_from_widgets_show_what_there_is(open_app: Open, page: str, query: str) -> None:
    fresh = shown_by_widgets(open_app(query, page))
    assert fresh
    for other in PAGES:
        app = open_app(query, other).on_page(page)
        assert shown_by_widgets(app) == fresh, other
        assert shown_by_widgets(app.on_page(other).on_page(page)) == fresh, other
