"""One selection serves the table and all figures of the Examples page."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core.at_step.contributions import part_of
from pages.words.numbers import number
from tests.app import SMALL
from tests.pages.examples import HELD, asks, panel, selected, shot_of, table, texts

# One selection ---------------------------------------------------------------------------------------------------


def test_at_first_the_picked_example_is_the_selection(open_examples):
    app = open_examples()
    _, shot = shot_of(app)
    hardest = int(shot.order[0])
    assert selected(app) == [hardest + 1]
    html = panel(app, "Everyone")["parts"]["selection"]
    assert f"Selected at t = 3: Example {hardest + 1}" in html
    assert "Clear selection" not in html


@pytest.mark.parametrize("sender", ["Everyone", "Examples at t =", "Who contributes"])
def test_a_click_anywhere_picks_and_selects_everywhere(open_examples, sender):
    app = open_examples()
    asks(app, sender, 1, pick=7)
    assert app.moment.pick == 7
    assert app.moment.t == 3
    assert selected(app) == [8]
    header, columns = table(app)
    assert columns["i"][header["marked"]] == 8
    (ring,) = panel(app, "Everyone")["figures"]["arrows"]["layout"]["shapes"]
    assert ring["label"]["text"] == "8"


@pytest.mark.parametrize("query", [SMALL + "&t=3", HELD, SMALL + "&t=3&scale=standardize"])
def test_the_sum_over_a_box_is_the_core_s(open_examples, query):
    app = open_examples(query)
    done, shot = shot_of(app)
    numbers = done.rows_training[[1, 4, 5, 9]]
    asks(app, "Everyone", 1, select=numbers.tolist())
    assert selected(app) == (numbers + 1).tolist()
    part, whole = part_of(shot.chain, np.array([1, 4, 5, 9])), part_of(shot.chain, np.arange(done.dataset.m))
    right = [
        text
        for of in (part, whole)
        for text in (*map(number, (of.dJ_dw1, of.dJ_dw2, of.dJ_db)), f"{number(100 * of.share, 3)} %")
    ]
    html = panel(app, "Everyone")["parts"]["selection"]
    assert texts(html) == right
    assert "4 examples" in html
    assert ", ".join(str(i + 1) for i in numbers) in html
    assert f'title="{part.dJ_dw1!r}"' in html
    assert [number(x) for x in shot.chain.dJ_dw] == texts(html)[4:6]
    # the one of them that pulls hardest is picked
    assert app.moment.pick == done.rows_training[next(row for row in shot.order if row in (1, 4, 5, 9))]


def test_a_selection_holds_while_one_in_it_is_picked_and_steps_go_on_and_ends_with_another_pick(open_examples):
    app = open_examples()
    asks(app, "Everyone", 1, select=[1, 4, 5])
    asks(app, "Examples at t =", 2, pick=4)
    assert (app.moment.pick, selected(app)) == (4, [2, 5, 6])
    app.report({"number": "test-9", "t": 5, "requests": []}, "gradient_strip")
    assert (app.moment.t, selected(app)) == (5, [2, 5, 6])
    app.on_page("lab").on_page("examples")
    assert selected(app) == [2, 5, 6]
    asks(app, "Everyone", 3, pick=9)
    assert selected(app) == [10]


def test_a_selection_that_has_ended_does_not_come_back_with_another_pick(open_examples):
    app = open_examples()
    asks(app, "Everyone", 1, select=[1, 4, 5])
    asks(app, "Everyone", 2, pick=9)
    assert selected(app) == [10]
    asks(app, "Everyone", 3, pick=4)
    assert selected(app) == [5]
    # Both picks in one report: nothing is drawn between them.
    asks(app, "Everyone", 4, select=[1, 4, 5])
    (sender,) = (each for each in app.at.get("bidi_component") if b"Everyone" in each.proto.bytes)
    both = [{"number": 5, "pick": 9}, {"number": 6, "pick": 4}]
    app.sends(sender.proto.id, {"report": {"number": "test-5", "requests": both}})
    assert selected(app) == [5]


def test_a_selection_is_cleared_by_its_button_and_the_pick_stays(open_examples):
    app = open_examples()
    asks(app, "Everyone", 1, select=[1, 4, 5])
    pick = app.moment.pick
    assert "data-request='{\"select\":[]}'" in panel(app, "Everyone")["parts"]["selection"]
    asks(app, "Everyone", 2, select=[])
    assert (app.moment.pick, selected(app)) == (pick, [pick + 1])


@pytest.mark.parametrize("junk", [None, "1", 3, [-1], ["1"], [1.5], [True], [10**12], {"a": 1}, [[1]]])
def test_what_is_no_selection_is_left_aside(open_examples, junk):
    app = open_examples()
    before = selected(app)
    asks(app, "Everyone", 1, select=junk)
    assert selected(app) == before


def test_those_held_out_or_not_there_are_not_selected(open_examples):
    app = open_examples(HELD)
    done, _ = shot_of(app)
    out = done.parts.rows_held_out.tolist()
    asks(app, "Everyone", 1, select=[*out, 500, int(done.rows_training[3])])
    assert selected(app) == [done.rows_training[3] + 1]
