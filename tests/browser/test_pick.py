"""One example is picked, by its point or by its row, and everything on the page speaks of it."""

from __future__ import annotations

from logreg_core import Points
from logreg_core.at_step.contributions import pull_order
from pages.words.numbers import number

from .lab import Lab, link

GRID = "[role=grid][aria-label^='All examples']"
TO_TOP = "(grid) => { grid.scrollTop = 0; }"


def test_the_first_pick_pulls_hardest_and_a_click_on_a_point_picks_it_while_it_plays_too(visit):
    lab = Lab.open(visit)
    truth = lab.truth
    assert truth.pick == pull_order(truth.shot.chain)[0]
    assert not lab.strip.is_visible()  # before the first step, or the first pick
    assert lab.order[:5] == truth.shot.order[:5].tolist()

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

    # Picking does not stop it.
    lab.speed("10/s")
    lab.press("Play")
    lab.plays_past(2)
    lab.click_point(example)
    lab.strip.get_by_text(f"Example {example + 1}", exact=True).wait_for()
    t = lab.t
    assert lab.playing
    lab.plays_past(t)
    lab.press("Pause")
    lab.pauses()
    lab.picks(example)
    lab.assert_true()


def test_the_table_follows_the_cursor_keeps_the_pick_and_its_rows_are_picked_by_mouse_and_keys(visit):
    lab = Lab.open(visit, link(pick=8))
    lab.picks(8)
    lab.type_t(200)
    lab.python_at(200)
    lab.picks(8)
    truth = lab.truth
    lab.page.locator("[role=grid][aria-label='All examples at t = 200']").wait_for()
    grid = lab.page.locator(GRID)
    grid.evaluate(TO_TOP)
    hardest = int(truth.shot.order[0])
    lab.row(hardest).wait_for()
    assert lab.order[:5] == truth.shot.order[:5].tolist()
    assert_row_says_the_core_s_numbers(lab, hardest)

    lab.type_t(5)
    lab.python_at(5)
    hardest, second = lab.truth.shot.order[:2].tolist()
    lab.page.locator("[role=grid][aria-label='All examples at t = 5']").wait_for()
    grid.evaluate(TO_TOP)
    lab.row(hardest).wait_for()
    for rank, cell in ((4, 0), (2, 7), (0, 3)):
        example = lab.order[rank]
        assert example != lab.truth.pick
        lab.row(example).locator("[role=gridcell]").nth(cell).click()
        lab.picks(example)
        assert lab.t == 5
        lab.assert_true()

    # Arrows pick the next row.
    assert lab.order[:2] == [hardest, second]
    grid.focus()
    lab.key("ArrowDown")
    lab.picks(second)
    lab.assert_true()
    lab.key("ArrowUp")
    lab.picks(hardest)
    assert lab.t == 5

    # A row that slides away under the click is picked all the same.
    grid.scroll_into_view_if_needed()
    example = lab.order[8]
    box = lab.row(example).bounding_box()
    assert box
    lab.page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    grid.evaluate("(grid) => { grid.scrollTop = 210; }")
    lab.row(lab.truth.shot.order.tolist()[19]).wait_for()  # the rows are drawn anew, seven further down
    lab.page.mouse.up()
    lab.picks(example)
    lab.assert_true()


def assert_row_says_the_core_s_numbers(lab, example):
    truth = lab.truth
    ahead, chain, X = truth.shot.forward, truth.shot.chain, truth.shot.X
    of_one = [
        *chain.dL_dw[example], *X[example], ahead.z[example], ahead.y_hat[example], ahead.L[example],
        chain.dL_dyhat[example], chain.dyhat_dz[example], chain.dL_dz[example], chain.dL_db[example],
        *chain.dz_dw[example], chain.dz_db[example],
    ]  # fmt: skip
    shown = lab.cells(example)
    assert shown.pop(5) == str(int(truth.dataset.y[example]))
    assert shown[1:] == [number(x) for x in of_one]


def test_of_points_on_one_another_each_click_picks_the_next_one(visit):
    rows = ((1, 1, 0), (1, 1, 1), (2, 2, 1), (0, 0, 0), (3, 1, 1), (0, 2, 0), (1, 1, 1))
    lab = Lab.open(visit, link(2, data=Points(tuple((float(x), float(z), y) for x, z, y in rows)), pick=3))
    at = lab.pixel("plane", 1.0, 1.0)
    lab.page.mouse.move(*at, steps=3)
    lab.page.locator("[data-plot=plane] .hovertext", has_text="3 points here: 1, 2, 7").wait_for()
    here = [0, 1, 6]
    lab.page.mouse.click(*at)
    lab.until("['1', '2', '7'].includes(new URLSearchParams(location.search).get('pick'))")
    first = here.index(lab.truth.pick)
    for example in (*here, *here)[first + 1 : first + 4]:
        lab.page.mouse.click(*at)
        lab.picks(example)
    lab.assert_true()


def test_a_click_counts_where_it_is_and_not_where_the_mouse_was_before(visit):
    """Plotly looks where the mouse is at most every 50 ms; a hand that moves and clicks at once is faster."""
    lab = Lab.open(visit)
    one = lab.lonely_example()
    other = lab.lonely_example(but=one)
    for example, before in ((one, other), (other, one)):
        lab.page.mouse.move(*lab.pixel("plane", *lab.dataset.X[before].tolist()))
        lab.page.locator("[data-plot=plane] .hovertext", has_text=f"example {before + 1}").wait_for()
        here = lab.pixel("plane", *lab.dataset.X[example].tolist())
        away = lab.pixel("plane", *lab.dataset.X[before].tolist())
        # In one go in the page, so that no time passes in between.
        lab.page.evaluate(
            """([here, away]) => {
                const target = document.querySelector("[data-plot=plane] .nsewdrag");
                const send = (on, kind, type, [clientX, clientY]) => on.dispatchEvent(
                    new kind(type, { clientX, clientY, bubbles: true, cancelable: true, view: window, detail: 1 }));
                send(target, MouseEvent, "mousemove", [away[0] + 1, away[1]]);
                send(target, MouseEvent, "mousemove", here);
                for (const each of ["down", "up"]) {
                    send(target, PointerEvent, `pointer${each}`, here);
                    send(document.querySelector(".dragcover") ?? target, MouseEvent, `mouse${each}`, here);
                }
            }""",
            [here, away],
        )
        lab.picks(example)
