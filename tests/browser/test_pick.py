"""One example is picked, by its point or by its row, and everything on the page speaks of it."""

from __future__ import annotations

import pytest

from logreg_core.snapshot import pull_order

from .lab import Lab, link


def test_the_first_pick_pulls_hardest_and_heads_the_table(visit):
    lab = Lab.open(visit)
    truth = lab.truth
    assert truth.pick == pull_order(truth.shot.chain)[0]
    lab.picks(truth.pick)
    assert [lab.row(place) for place in range(5)] == truth.shot.order[:5].tolist()


def test_pick_by_click_on_a_point(visit):
    lab = Lab.open(visit)
    lab.step(2)
    example = lab.lonely_example()
    assert example != lab.truth.pick
    lab.click_point(example)
    lab.picks(example)
    assert lab.t == 2
    lab.assert_true()
    another = lab.lonely_example(but=example)
    lab.click_point(another)
    lab.picks(another)
    lab.assert_true()


@pytest.mark.parametrize("across", [12, 260], ids=["in the tick's column", "on a number"])
def test_pick_by_click_on_a_row(visit, across):
    lab = Lab.open(visit, link(5))
    lab.assert_true()
    example = lab.row(4)
    lab.click_row(4, across)
    lab.picks(example)
    assert lab.t == 5
    lab.assert_true()
    lab.key("Escape")
    lab.click_row(2, across)
    lab.picks(lab.truth.shot.order[2])
    lab.assert_true()


def test_the_table_follows_the_cursor_and_keeps_the_pick(visit):
    lab = Lab.open(visit, link(pick=8))
    lab.picks(8)
    lab.type_t(200)
    lab.python_at(200)
    lab.picks(8)
    order = lab.truth.shot.order
    lab.until("(first) => document.querySelector('[data-testid=glide-cell-1-0]').textContent === first", f"{order[0] + 1}")
    assert [lab.row(place) for place in range(5)] == order[:5].tolist()


def test_pick_while_playing_does_not_stop_it(visit):
    lab = Lab.open(visit, link(steps=2000, speed="10"))
    example = lab.lonely_example()
    lab.press("Play")
    lab.plays_past(0)
    lab.click_point(example)
    lab.strip.get_by_text(f"Example {example + 1}", exact=True).wait_for()
    t = lab.t
    assert lab.playing
    lab.plays_past(t)
    lab.press("Pause")
    lab.pauses()
    lab.picks(example)
    lab.assert_true()
