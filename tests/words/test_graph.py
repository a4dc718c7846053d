"""The words of the graph: one sentence a thing, with the numbers of the step on screen."""

from __future__ import annotations

import re

import pytest

from logreg_core import Dataset
from pages.figures.graph import BACKWARD, FORWARD
from pages.words.graph import graph_sentence, reveals

DATA = Dataset([[1.5, 0.0], [-0.25, 2.0]], [1, 0], class_names=("versicolor", "<b>virginica</b>"))


def plain(html):
    html = re.sub(r"</?dfn[^>]*>", "", html)
    return re.sub(r"</?(i|span)\b[^>]*>", "", re.sub(r"<b data-col=\"(\w+)\"[^>]*></b>", r"[\1]", html))


@pytest.mark.parametrize("y", [0, 1])
def test_a_sentence_for_each_thing_in_the_order_of_the_passes(y):
    said = [plain(sentence) for sentence in reveals(y, (1.5, -2.0), scaled=False)]
    assert len(said) == FORWARD + BACKWARD
    places = ["z", "y_hat", "L", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_dw1", "dL_dw2", "dL_dz"]
    for sentence, place in zip(said, places, strict=True):
        assert f"[{place}]" in sentence
        assert sentence[-1] in ".:"
    assert said[0].startswith("Forward")
    assert said[3].startswith("Backward")
    assert ("−1/ŷ" in said[3]) == (y == 1)
    assert "error × x₁" in said[6]
    assert "far point with a small error" in said[6]


def test_tildes_where_features_are_scaled():
    assert "̃" not in "".join(reveals(1, (1.0, 2.0), scaled=False))
    assert "w̃₁" in "".join(reveals(1, (1.0, 2.0), scaled=True))


def test_the_sentence_names_the_example_its_class_and_its_pull():
    said = graph_sentence(DATA, 0, 41, 1.5, scaled=False)
    assert plain(said).startswith("Example 42 at step [t]: ŷ = [y_hat] for a point of class 1 (")
    assert "<b>virginica" not in said
    assert "&lt;b&gt;virginica" in said
    assert "[dL_dz] × 1.500 = [dL_dw1]" in plain(said)
    assert re.findall(r'data-reveal="(\d)">.*?data-col="(\w+)"', said) == [
        ("2", "y_hat"),
        ("6", "dL_dz"),
        ("7", "dL_dz"),
    ]
    assert "(−0.2500)" in plain(graph_sentence(DATA, 1, 1, -0.25, scaled=False))


@pytest.mark.parametrize("scaled", [False, True])
def test_each_thing_explains_itself_where_it_is_revealed(scaled):
    terms = ["z", "y_hat", "L", "dL_dyhat", "dyhat_dz", "dL_dz", "dz_dw", "dz_dw", "dz_db"]
    said = reveals(1, (1.5, -0.25), scaled=scaled)
    assert all(f'data-term="{term}"' in sentence for term, sentence in zip(terms, said, strict=True))
    sentence = graph_sentence(DATA, 0, 41, 1.5, scaled=scaled)
    assert set(re.findall(r'data-term="(\w+)"', sentence)) == {"y_hat", "dL_dz", "pull", "w"}
    assert ("b\u0303" in plain(said[-1])) == scaled
