"""The classes' numbers in the plane's corners stand on the side of the line that is theirs."""

from __future__ import annotations

import pytest

from ..descent.ends import exam
from .lab import Lab, link

CORNERS = """() => {
    const plane = document.querySelector('[data-plot=plane]');
    const { xaxis, yaxis } = plane._fullLayout;
    const from = plane.getBoundingClientRect();
    const corners = [...document.querySelectorAll('.corner')];
    return corners.filter((e) => getComputedStyle(e).visibility === 'visible').map((e) => {
        const box = e.getBoundingClientRect();
        const [x, y] = [(box.left + box.right) / 2 - from.left, (box.top + box.bottom) / 2 - from.top];
        return [Number(e.textContent), xaxis.p2d(x - xaxis._offset), yaxis.p2d(y - yaxis._offset)];
    });
}"""


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        (link(20), [0, 1]),
        (link(1, learning_rates=((0, 1e9),)), [0, 1]),  # where all lines of equal probability lie on one another
        (link(1, learning_rates=((0, 1e9),), w=(-1e9, 2e8)), [0, 1]),
        (f"/?{exam(learning_rates=((0, 0.001),))}&t=300", [1]),  # where every point is called class 1
    ],
)
def test_a_class_s_number_stands_where_the_model_says_that_class(visit, query, labels):
    lab = Lab.open(visit, query)
    run, t = lab.truth.run, lab.t
    w, b = run.w_in_data_units[t], run.b_in_data_units[t]
    corners = lab.page.evaluate(CORNERS)
    assert sorted(label for label, *_ in corners) == labels
    for label, *x in corners:
        assert (w @ x + b > 0) == (label == 1), (label, x)
