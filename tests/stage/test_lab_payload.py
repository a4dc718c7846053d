"""The payload as a whole: strict JSON whatever the run, harmless whatever the names, the same for the same."""

import functools
import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from logreg_core import SAMPLES, Dataset, Experiment, load_sample, run
from logreg_core.descent.optimum import smoothness
from logreg_core.points.origins import Generated
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import Former, frames, payload, pictures
from pages.stage.surface.map_view import PLANES
from pages.words.at_the_end.outcome import said_at_the_end

from .blob import made, read, sent

BLOBS = Generated(m=40).load()
SEPARABLE = Generated("separable", 40, 0.5, 0.5, 1).load()
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</b></div><h1>",
    "$\\frac{1}{0}$",
    "%{customdata}",
    "a & b",
    "\"quotes'",
    "x" * 1_000,
    "two\nlines",
    "日本 ‮",
    "\x00\x1f",
    "",
)


def strings(thing):
    if isinstance(thing, dict):
        for value in thing.values():
            yield from strings(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from strings(value)
    elif isinstance(thing, str):
        yield thing


# Strict JSON, finite numbers. ------------------------------------------------------------------------------------

starts = st.floats(-1e100, 1e100) | st.floats(-5, 5) | st.sampled_from([0.0, -0.0, 5e-324, 1e100, -1e100])
rates = st.floats(5e-324, 1e200) | st.floats(1e-3, 1e3)
DATA = {
    "blobs": BLOBS,
    "separable": SEPARABLE,
    "one example": Dataset([[3, 4]], [0]),
    "one class": Dataset([[3, 4], [5, 6], [1, 1]], [1, 1, 1]),
    "touching": Dataset([[0, 0], [1, 0], [1, 0], [4, 1]], [0, 0, 1, 1]),
    "on a line": Dataset([[1, 1], [2, 2], [3, 3], [4, 4]], [0, 1, 0, 1]),
    "one place": Dataset([[2, 2], [2, 2]], [0, 1]),
    "huge": Dataset([[1e100, -1e100], [-1e100, 1e99], [1e98, 0]], [0, 1, 0]),
    "tiny": Dataset([[1e-100, -1e-300], [-5e-324, 1e-99], [0, 0]], [0, 1, 0]),
}


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(DATA)),
    st.tuples(starts, starts),
    starts,
    rates,
    rates,
    st.sampled_from(["none", "standardize"]),
    st.integers(0, 40),
)
@example("blobs", (0.0, 0.0), 0.0, 1e300, 1e308, "none", 40)
@example("blobs", (1e100, -1e100), 1e100, 1.7e308, 5e-324, "standardize", 40)
@example("separable", (0.0, 0.0), 0.0, 1e6, 1e307, "none", 40)
@example("huge", (1e100, 1e100), 0.0, 0.1, 1.0, "none", 40)
@example("huge", (0.0, 0.0), 0.0, 1e-250, 0.1, "none", 40)
@example("tiny", (1e-100, 0.0), 0.0, 0.1, 1e300, "none", 40)
@example("tiny", (0.0, 0.0), 0.0, 1.0, 1.0, "standardize", 40)
@example("one place", (0.0, 0.0), 0.0, 1.0, 1.0, "standardize", 40)
def test_no_run_makes_a_payload_that_a_browser_cannot_read(name, w, b, rate, later, scale, steps):
    dataset = DATA[name]
    experiment = Experiment(scale=scale, w=w, b=b, learning_rates=((0, rate), (5, later)), steps=steps)
    done = run(dataset, experiment)
    former = Former(run(dataset, Experiment(steps=9, learning_rates=((0, later),))), "α")
    got = read(sent(dataset, done, dataset.m - 1, former=former))  # `read` refuses NaN and Infinity
    for column in ("w1", "w2", "b", "J", "gap", "lines", "former", "y_hat", "L", "dL_dyhat", "dyhat_dz"):
        assert np.isfinite(got.raw[column]).all(), column
    assert "nan" not in got.header["outcome"]["text"]
    for figure in (got.header["plane"], *got.header["curve"].values()):
        for axis in ("xaxis", "yaxis"):
            low, high = figure["layout"][axis]["range"]
            assert low < high


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_samples_have_a_payload(name):
    dataset = load_sample(name)
    _, got = made(dataset, dataset.m - 1, steps=30, scale="standardize")
    assert got.header["steps"] == 30
    assert dataset.class_names[1][:10] in got.header["legend"][1] + got.header["strip"]


# What the header says. -------------------------------------------------------------------------------------------


def test_the_command_and_the_address_go_through_untouched():
    done = run(BLOBS, Experiment(steps=5))
    command = Command("abc-7", 3, "weights", "fast")
    address = Experiment(w=(1.5, -0.25)).to_query() + "&t={t}&view={view}&speed={speed}&pick=4"
    header = read(sent(BLOBS, done, 3, command=command, address=address)).header
    assert header["command"] == dict(number="abc-7", t=3, view="weights", speed="fast")
    assert header["address"] == address
    assert header["pick"] == 3
    assert header["outcome"]["text"] == said_at_the_end(done).text


def test_the_figures_are_named_by_their_content():
    done = run(BLOBS, Experiment(steps=5))
    one, same, other = (pictures(BLOBS, d) for d in (done, done, run(BLOBS, Experiment(steps=6))))
    assert one == same
    one, other = ({name: json.loads(text) for name, text in drawn.items()} for drawn in (one, other))
    assert set(one["curve"]) == {"loss", "log", "weights", "step", "sweep", "sigma", *PLANES}
    assert one["plane"]["name"] == other["plane"]["name"]
    assert one["curve"]["loss"]["name"] != other["curve"]["loss"]["name"]
    assert "template" not in one["plane"]["layout"]


def test_the_slider_spans_a_thousandth_to_a_thousand_times_the_safe_rate():
    for scale in ("none", "standardize"):
        done, got = made(BLOBS, steps=5, scale=scale, learning_rates=((0, 0.125), (3, 2.0)))
        rates = got.header["rates"]
        safe = 2 / smoothness(done.X_scaled)
        assert rates["scale"][0] == pytest.approx(safe / 1_000, rel=5e-3)
        assert rates["scale"][-1] == pytest.approx(safe * 1_000, rel=5e-3)
        assert rates["scale"][len(rates["scale"]) // 2] == pytest.approx(safe, rel=5e-3)
        assert rates["scale"] == sorted(set(rates["scale"]))
        assert [(entry["start"], entry["rate"]) for entry in rates["schedule"]] == [(0, 0.125), (3, 2.0)]
        for entry in rates["schedule"]:
            assert float(entry["text"]) == entry["rate"]
            nearest = min(range(len(rates["scale"])), key=lambda i, r=entry["rate"]: abs(np.log(rates["scale"][i] / r)))
            assert entry["place"] == nearest


def test_a_rate_off_the_slider_stands_at_its_end():
    _, got = made(BLOBS, steps=2, learning_rates=((0, 1e-12), (1, 1e12)))
    places = [entry["place"] for entry in got.header["rates"]["schedule"]]
    assert places == [0, len(got.header["rates"]["scale"]) - 1]


def test_what_is_left_out_is_said():
    _, got = made(BLOBS, steps=5)
    assert got.header["notes"] == []
    many = Generated(m=6_000).load()
    assert "5,000 of 6,000 points are drawn" in " ".join(made(many, steps=5)[1].header["notes"])
    assert "one step in 2" in " ".join(made(BLOBS, steps=4_000)[1].header["notes"])
    assert "one step in 3" in " ".join(made(BLOBS, steps=6_000)[1].header["notes"])
    assert "one step in 11" in " ".join(made(BLOBS, steps=22_000)[1].header["notes"])


# Names from a file. ----------------------------------------------------------------------------------------------


def tags(html):
    return frozenset(bit.split(">")[0].split(" ")[0] for bit in html.split("<")[1:])


@functools.cache
def tags_without_names(part):
    return tags(read(sent(BLOBS, run(BLOBS, Experiment(steps=3)), 1)).header[part])


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_harmless_wherever_they_stand(name):
    pair = (name.replace("\0", ""), name.replace("\0", "") + " ")  # a dataset's names differ and have no NUL
    dataset = Dataset(BLOBS.X, BLOBS.y, pair, pair, name)
    done = run(dataset, Experiment(steps=3))
    got = read(sent(dataset, done, 1)).header
    for part in ("sentence", "strip", "units"):  # these the stage takes as HTML
        assert tags(got[part]) - {"small", "/small"} == tags_without_names(part)
        assert "\x00" not in got[part] or "\x00" in name
    for figure in (got["plane"], *got["curve"].values()):  # and these Plotly reads markup in
        for text in strings(figure):
            assert "<script" not in text
            assert "<img" not in text
            assert "$" not in text
            assert len(text) < 400 or text.startswith(("M", "A", "/"))  # a path, or numbers in base64
    hover = got["plane"]["data"][0]["hovertemplate"]
    assert hover.count("%{") == 3
    for text in (*got["legend"], *got["axes"]):
        assert 0 < len(text) <= 50
        assert "\n" not in text


# The same for the same. ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [50, 2_500])
def test_the_same_input_gives_the_same_bytes_and_stays_as_it_was(steps):
    dataset = Generated(m=40).load()
    done = run(dataset, Experiment(steps=steps, scale="standardize"))
    former = Former(run(dataset, Experiment(steps=10)), "α = 0.1")
    held, shared = frames(dataset, done, 17)
    drawn = pictures(dataset, done, former)

    def state():
        arrays = {name: values.tobytes() for name, values in shared.items()}
        pictured = json.dumps(drawn, default=lambda array: array.tolist())
        return arrays, held.tobytes(), pictured, dataset.digest, done.w.tobytes(), done.b.tobytes(), done.J.tobytes()

    def again():
        return payload(
            dataset, done, 3, held=held, shared=shared, drawn=drawn,
            from_session=SessionHeader(Command("s-1", 17), "x"), former=former,
        )  # fmt: skip

    before, first = state(), again()
    assert again() == first
    assert state() == before
    fresh = run(Generated(m=40).load(), Experiment(steps=steps, scale="standardize"))
    assert sent(fresh.dataset, fresh, 3, 17, former=former, address="x") == first


def test_a_step_changes_nothing_that_is_sent_of_a_run_held_whole():
    """Only so can Streamlit leave the payload out of its answer to a step."""
    done = run(BLOBS, Experiment(steps=50))
    assert sent(BLOBS, done, 3, 0, command=Command("s-1", 0)) == sent(BLOBS, done, 3, 41, command=Command("s-1", 0))
