"""A rule that is written in one place is everywhere: here one that the house does not know, put into the table."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from logreg_core import RULES, Experiment, race, run
from logreg_core.descent.rules import registry
from logreg_core.descent.rules.rule import Line, Linear, Product, Rule, Term
from pages.session import widgets
from pages.words.strip import rule_lines
from tests.app import SMALL, App

from .rows import overlapping

ROOT = Path(__file__).resolve().parents[2]
RATES = {"rate", "learning_rate", "rates", "alpha"}


@dataclass(frozen=True)
class LookAhead(Rule):
    """Momentum with the gradient counted once more: u ← γu + g, then θ ← θ - αg - αγu with the new u."""

    gamma: float = field(
        default=0.9, metadata={"letter": "γ", "title": "γ", "limits": (0.0, 0.99), "step": 0.05, "help": "Kept."}
    )
    word = "look-ahead"
    title = "Look ahead"
    keeps = ("u",)
    lines = (
        Line("u", (Product(("gamma", "u")), Product(("g",)))),
        Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True), Product(("α", "gamma", "u'"), minus=True))),
    )
    overshoots = "it looks too far ahead"

    def update(self, local, theta, state, rate, t):
        velocity = self.gamma * state + local.gradient
        return theta - rate * local.gradient - rate * self.gamma * velocity, velocity

    def terms(self, local, theta, state, rate, t):
        once_more = -rate * (1 + self.gamma)
        return (
            Term("where it stands", "θ", theta),
            Term("the velocity so far", "−α·γ²·u", -rate * self.gamma**2 * state),
            Term("the gradient’s step", "−α·(1 + γ)·∂J/∂θ", once_more * local.gradient, of_gradient=once_more),
        )

    def linear(self, rate):
        carry = np.array([[1.0, -rate * self.gamma**2], [0.0, self.gamma]])
        return Linear(carry, np.array([-rate * (1 + self.gamma), 1.0]))

    def carried(self, rates, after, least):
        return np.broadcast_to(np.maximum(2 * rates[:, None, None], 1) / (1 - self.gamma), after.shape)

    def guarantee(self, smoothness):
        return None

    def comparable(self, rate, smoothness, steps):
        return 1e-10


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._RULES, LookAhead.word, LookAhead)


def test_it_runs_races_and_travels():
    data, experiment = overlapping(60), Experiment(rule=LookAhead(0.5), steps=40)
    assert Experiment.from_query(experiment.to_query()) == (experiment, ())
    done = run(data, experiment)
    (raced,) = race(data, experiment, [0.1])
    assert done.state.shape == (41, 3)
    assert np.abs(raced.rows - done.rows).max() <= 1e-10


def test_the_strip_writes_its_lines():
    html = rule_lines(LookAhead(), "w2", scaled=False)
    assert html.count("←") == 2
    assert "next_u_w2" in html
    assert " × 0.9 × " in html


@pytest.mark.parametrize("page", ["lab", "chain_rule", "examples", "derivation"])
def test_every_page_shows_it(page: str) -> None:
    app = App(f"{SMALL}&rule=look-ahead:0.8&t=3", page)
    assert app.experiment.rule == LookAhead(0.8)
    assert not app.at.warning
    titles = [RULES[word].title for word in ("descent", "heavy-ball", "look-ahead")]  # the others behind the last entry
    assert list(app.widget(widgets.RULE).options) == [*titles, "More rules…"]
    assert app.widget(widgets.rule_setting("gamma")).value == "0.8"


def products_of_a_rate(source: str) -> list[int]:
    """The lines in which a learning rate is a factor, but for the slips that exercises know."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            for side in (node.left, node.right):
                name = side.operand if isinstance(side, ast.UnaryOp) else side
                if getattr(name, "attr", getattr(name, "id", "")) in RATES:
                    found.append(node.lineno)
    return found


def test_nothing_but_a_rule_writes_what_a_step_is():
    found = {
        path.relative_to(ROOT).as_posix(): products_of_a_rate(path.read_text(encoding="utf-8"))
        for room in ("logreg_core", "pages")
        for path in sorted((ROOT / room).rglob("*.py"))
    }
    assert found.pop("logreg_core/descent/rules/linear_rules.py")
    assert found.pop("logreg_core/descent/rules/adaptive.py")
    assert found.pop("logreg_core/descent/rules/newton.py") == []
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_product_of_a_rate_is_found():
    assert products_of_a_rate("w = w - learning_rate * g\nb = b + g * -self.rate\nc = rate / 2 * g") == [1, 2]
