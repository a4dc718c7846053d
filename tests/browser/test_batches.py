"""A batch in a real browser: its points are ringed, while the run plays too, and the strip says who is in it."""

from __future__ import annotations

from logreg_core import Experiment, run

from .serving import settled

QUERY = "data=blobs&m=40&noise=0.9&balance=0.5&seed=7&steps=60&batch=6&batch_seed=2&pick=3"


def rings(page):
    return page.locator("[data-slot=members]").evaluate(
        "path => ((path.getAttribute('d') ?? '').match(/M/g) ?? []).length"
    )


def test_the_next_step_s_points_are_ringed_and_the_strip_follows(visit):
    done = run(Experiment.from_query(QUERY)[0].data.load(), Experiment.from_query(QUERY)[0])
    page = visit(f"/?{QUERY}&t=4")
    page.wait_for_selector(".gd-stage[data-ready=true]")
    strip = page.locator("[data-slot=strip]")
    for t in (4, 5, 6, 7):
        places = {tuple(done.dataset.X[row]) for row in done.members(t).tolist()}
        page.wait_for_function(
            "n => (document.querySelector('[data-slot=members]')?.getAttribute('d') ?? '').split('M').length - 1 === n",
            arg=len(done.members(t)),
        )
        assert rings(page) >= len(places)
        if 2 in done.members(t):
            assert "not in this batch" not in strip.inner_text()
        else:
            assert strip.inner_text().count("not in this batch") == 3
        assert f"mean over the batch of {len(done.members(t))}" in " ".join(strip.inner_text().split())
        page.get_by_role("button", name="Step", exact=True).click()
        settled(page)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("Number(document.querySelector('.scrub')?.value) > 9")
    assert rings(page) in (4, 6)
    assert page.get_by_text("no rate is safe with a batch").is_visible()
