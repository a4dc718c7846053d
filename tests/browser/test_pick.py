"""One example is picked, by its point or by its row, and everything on the page speaks of it."""

from __future__ import annotations

from logreg_core.snapshot import pull_order
from pages.text.numbers import number

from .lab import Lab, link


def test_the_first_pick_pulls_hardest_and_heads_the_table(visit):
    lab = Lab.open(visit)
    truth = lab.truth
    assert truth.pick == pull_order(truth.shot.chain)[0]
    lab.picks(truth.pick)
    assert lab.order[:5] == truth.shot.order[:5].tolist()


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


def test_pick_by_click_on_a_row(visit):
    lab = Lab.open(visit, link(5))
    for place, cell in ((4, 0), (2, 7)):
        example = lab.order[place]
        assert example != lab.truth.pick
        lab.row(example).locator("[role=gridcell]").nth(cell).click()
        lab.picks(example)
        assert lab.t == 5
        lab.assert_true()


def test_the_table_follows_the_cursor_and_keeps_the_pick(visit):
    lab = Lab.open(visit, link(pick=8))
    lab.picks(8)
    lab.type_t(200)
    lab.python_at(200)
    lab.picks(8)
    truth = lab.truth
    lab.page.locator("[role=grid][aria-label='All examples at t = 200']").wait_for()
    lab.page.locator("[role=grid][aria-label^='All examples']").evaluate("(grid) => { grid.scrollTop = 0; }")
    hardest = int(truth.shot.order[0])
    lab.row(hardest).wait_for()
    assert lab.order[:5] == truth.shot.order[:5].tolist()
    ahead, chain, X = truth.shot.forward, truth.shot.chain, truth.shot.X
    of_one = [
        *X[hardest], ahead.z[hardest], ahead.y_hat[hardest], ahead.L[hardest], chain.dL_dyhat[hardest],
        chain.dyhat_dz[hardest], *chain.dz_dw[hardest], chain.dz_db[hardest], chain.dL_dz[hardest],
        *chain.dL_dw[hardest], chain.dL_db[hardest],
    ]  # fmt: skip
    shown = lab.cells(hardest)
    assert shown.pop(3) == str(int(truth.dataset.y[hardest]))
    assert shown[1:] == [number(x) for x in of_one]


def test_arrows_in_the_table_pick_the_next_row(visit):
    lab = Lab.open(visit)
    first, second = lab.order[:2]
    lab.picks(first)
    lab.page.locator("[role=grid][aria-label^='All examples']").focus()
    lab.key("ArrowDown")
    lab.picks(second)
    lab.assert_true()
    lab.key("ArrowUp")
    lab.picks(first)
    assert lab.t == 0


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


def test_a_row_that_slides_away_under_the_click_is_picked_all_the_same(visit):
    lab = Lab.open(visit, link(5))
    lab.page.locator("[role=grid][aria-label^='All examples']").scroll_into_view_if_needed()
    example = lab.order[8]
    box = lab.row(example).bounding_box()
    assert box
    lab.page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.locator("[role=grid][aria-label^='All examples']").evaluate("(grid) => { grid.scrollTop = 210; }")
    lab.row(lab.truth.shot.order.tolist()[19]).wait_for()  # the rows are drawn anew, seven further down
    lab.page.mouse.up()
    lab.picks(example)
    lab.assert_true()
