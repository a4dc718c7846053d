"""The payloads of the stages that show one example: their columns are the core's, whatever the parameters."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, chain_rule, forward, run
from logreg_core.points.origins import Generated
from pages.stage.example_payloads import graph_payload, strip_payload
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import frames

from .blob import read

BLOBS = Generated(m=40).load()
POINTS = Dataset([[1.0, 0.0], [-1.0, 0.5], [0.5, -2.0]], [1, 0, 1])
FROM_SESSION = SessionHeader(Command("s-1", 0), "data=blobs", follow=True)


def sent(dataset, done, pick=0, *, from_session=FROM_SESSION, factor="loss"):
    held, shared = frames(dataset, done, 0)
    made = graph_payload(done, pick, held=held, shared=shared, from_session=from_session, factor=factor)
    return read(made), read(strip_payload(done, pick, held=held, shared=shared, from_session=from_session))


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_columns_are_the_core_s(scale):
    done = run(BLOBS, Experiment(steps=12, scale=scale))
    for payload in sent(BLOBS, done, 7):
        for t in (0, 5, 12):
            ahead = forward(done.X_scaled, BLOBS.y, done.w[t], done.b[t])
            chain = chain_rule(done.X_scaled, BLOBS.y, done.w[t], done.b[t])
            columns = {name: values[t] for name, values in payload.columns.items() if len(values) == 13}
            assert columns["z"] == ahead.z[7]
            assert columns["L"] == ahead.L[7]
            assert columns["dL_dz"] == chain.dL_dz[7]
            assert columns["dL_dw1"] == chain.dL_dw[7, 0]
            assert columns["J"] == done.J[t]
            if "product_w1" in columns:
                assert columns["product_w1"] == done.w[t, 0] * done.X_scaled[7, 0]


@pytest.mark.parametrize("z", [s * size for size in (1.0, 40.0, 700.0, 1e4, 1e100) for s in (1, -1)])
def test_all_is_finite_and_strict_json_for_any_parameters(z):
    done = run(POINTS, Experiment(steps=2, w=(z, -z), learning_rates=((0, 1e-12),)))
    for pick in range(3):
        for payload in sent(POINTS, done, pick):
            for name, values in payload.columns.items():
                assert np.isfinite(values).all(), name


def test_a_step_changes_nothing_that_is_sent():
    done = run(BLOBS, Experiment(steps=50))
    held, shared = frames(BLOBS, done, 0)
    later, more = frames(BLOBS, done, 41)
    for made in (lambda h, s: graph_payload(done, 3, held=h, shared=s, from_session=FROM_SESSION, factor="b"),
                 lambda h, s: strip_payload(done, 3, held=h, shared=s, from_session=FROM_SESSION)):  # fmt: skip
        assert made(held, shared) == made(later, more)


def test_the_orders_go_through():
    done = run(BLOBS, Experiment(steps=5))
    from_session = SessionHeader(
        Command("abc-7", 3, "log", "10"), "a&t={t}", 300, undo="Undo", present=True, follow=True
    )
    for payload in sent(BLOBS, done, from_session=from_session, factor="sigma"):
        header = payload.header
        assert header["command"] == dict(number="abc-7", t=3, view="log", speed="10")
        assert (header["address"], header["undo"]) == ("a&t={t}", "Undo")
        assert {"words": "300 more", "request": {"extend": True}} in header["outcome"]["acts"]
        assert (header["present"], header["follow"], header["asked"]) == (True, True, 5)
    graph, strip = sent(BLOBS, done, from_session=from_session, factor="sigma")
    assert graph.header["factor"] == "sigma"
    assert (len(graph.header["reveal"]), graph.header["forward"]) == (9, 3)
    assert len(strip.header["reveal"]) == 11


def test_who_is_held_out_can_not_be_shown():
    done = run(BLOBS, Experiment(steps=2, holdout=0.25))
    away = int(done.parts.rows_held_out[0])
    held, shared = frames(BLOBS, done, 0)
    with pytest.raises(ValueError, match=f"example {away + 1} is not one that descent sees"):
        strip_payload(done, away, held=held, shared=shared, from_session=FROM_SESSION)
