"""The parts of the benchmarks that only reckon: tables, verdicts and pictures from numbers made up here, no clock."""

from __future__ import annotations

import math

import pytest

from benchmarks import attack, plots, soak, stage_report, students, writing
from benchmarks.browsing import Figures, told
from benchmarks.peers_report import OURS
from benchmarks.writing import PAGE

# ------------------------------------------------------------------------------------------------------ a page's marks


def test_text_is_put_between_its_marks_and_nowhere_else():
    page = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n<!-- y: begin -->\nkept\n<!-- y: end -->\n"
    after = writing.replaced(page, "x", "new")
    assert writing.between(after, "x") == "new"
    assert writing.between(after, "y") == "kept"
    assert after.startswith("a\n")
    assert writing.replaced(after, "x", "new") == after


@pytest.mark.parametrize("page", ["", "<!-- x: begin -->", "<!-- x: end --> <!-- x: begin -->"])
def test_a_page_without_marks_is_refused(page):
    with pytest.raises(ValueError, match="x: begin"):
        writing.replaced(page, "x", "new")


@pytest.mark.parametrize("name", ["peers", "stage", "students", "soak"])
def test_the_page_has_a_place_for_each_table(name):
    assert writing.between(PAGE.read_text(encoding="utf-8"), name) is not None


def test_a_busy_machine_is_said():
    assert "too long" in writing.circumstances(1000.0, 0.0)
    assert "too long" not in writing.circumstances(0.1, 0.0)


# ----------------------------------------------------------------------------------------------------------- the stage


def test_frames_and_draws_are_told_apart():
    found = told([(20 * i, f"step {i // 2}") for i in range(51)])
    assert found["fps"] == pytest.approx(50)
    assert found["draws"] == 25
    assert found["drawn"] == pytest.approx(25)
    assert (found["p95"], found["longest"], found["p95 drawn"]) == (20, 20, 40)


def test_a_chart_that_is_gone_for_a_while_is_not_drawn():
    found = told([(0, "a"), (10, None), (20, "a"), (30, None), (40, "b"), (50, "")])
    assert found["draws"] == 1
    assert math.isnan(found["p95 drawn"])


def stage_table(fps, bare_fps=5.0, cold=(2000.0, 2500.0), points=200):
    row = {"frames/s while playing": [fps], "draws/s while playing": [fps], "bytes while playing, a step": [0.0]}
    starts = {"app cold": [cold[0]], "bare cold": [cold[1]], "app warm": [1000.0], "bare warm": [900.0]}
    bare = Figures(points, {"draws/s while playing": [bare_fps]})
    return stage_report.tables([Figures(points, row)], [bare], Figures(200, starts), "said")


def test_each_row_of_the_stage_is_met_or_missed():
    assert "| frames/s while playing | ≥ 58 | 60.0 met |  |" in stage_table(60)
    assert "| frames/s while playing | ≥ 58 | 29.0 **MISSED** by 50 % |  |" in stage_table(29)
    assert "| bytes while playing, a step | ≤ 0 | 0 met |  |" in stage_table(60)


def test_the_stage_beside_the_bare_app():
    assert "times the bare app's | ≥ 7 | 12.0 × met |" in stage_table(60)
    assert "times the bare app's | ≥ 7 | 6.0 × **MISSED** by 14 % |" in stage_table(60, 10)


def test_starts_are_ratios():
    assert "| 2,000 | 2,500 | 0.80 | 1 | met |" in stage_table(60)
    assert "| 3,000 | 2,500 | 1.20 | 1 | **MISSED** by 20 % |" in stage_table(60, cold=(3000.0, 2500.0))
    assert "| 1,000 | 900 | 1.11 | 1.2 | met |" in stage_table(60)


def test_a_target_holds_for_so_many_points_only():
    assert "| 29.0 |" in stage_table(29, points=5_000)


# ------------------------------------------------------------------------------------------------- students and memory


def level(number, slow):
    return students.Level(number, (*[0.02] * 90, *[slow] * 10), 0.5, 0.9)


def test_students_meet_or_miss_their_target():
    assert students.verdict([level(10, 0.2), level(160, 0.09)]) == "Met: 90 ms."
    assert students.verdict([level(160, 0.15)]) == "**MISSED** by 50 %: 150 ms."
    assert "only 80" in students.verdict([level(80, 0.05)])
    assert "| 160 | 20 | 90 | 90 % of a core | 0.50 |" in students.tables([level(160, 0.09)], "said")


def test_growth_is_told_from_a_warm_up():
    warm = [(i, min(100.0 + i, 150.0)) for i in range(0, 1001, 50)]
    assert soak.growth(warm, 256) == 0
    assert soak.growth([(i, 100 + i / 50) for i in range(0, 1001, 50)], 256) == pytest.approx(20)
    with pytest.raises(ValueError, match="too few"):
        soak.growth(warm[:4], 100)


def test_growth_is_said():
    flat, steep = ([(i, 100 + i * slope) for i in range(0, 1001, 50)] for slope in (0, 0.05))
    rows = soak.tables({"sessions": flat, "steps": steep}, "said").splitlines()
    assert rows[-2].endswith("no growth |")
    assert rows[-1].endswith("**GROWS** |")


# ---------------------------------------------------------------------------------------------------------- the attack


def test_what_held_and_what_did_not_is_counted():
    def fails():
        raise ValueError("it broke")

    tried = attack.attempted("links", [(1, "a", int), (3, "b", fails), (1, "c", int)])
    assert (tried.tried, tried.held, tried.said) == (5, 2, ["b: ValueError: it broke"])
    assert "| links | 5 | 2 |" in attack.table([tried], None, 0, "said")


def test_a_walk_meets_or_misses_its_targets():
    def told(slow, after):
        return attack.table([], attack.Walked((*[0.02] * 90, *[slow] * 10), 200.0, 400.0, after), 0, "said")

    assert "p95 below 250 ms: met; within 60 MB once they have left: met, +50 MB." in told(0.2, 250.0)
    assert "p95 below 250 ms: **MISSED**; within 60 MB once they have left: **MISSED**, +61 MB." in told(0.3, 261.0)
    assert "| 100 | 20 | 200 | 200 | 400 | 250 |" in told(0.2, 250.0)


# -------------------------------------------------------------------------------------------------------- the pictures


def test_pictures_are_drawn_from_the_tables_that_stand_on_the_page():
    text = writing.between(PAGE.read_text(encoding="utf-8"), "peers")
    drawn = dict(plots.peers_figures(text))
    assert set(drawn) == {f"performance-{task}.png" for task in ("step", "run", "components", "race")}
    run = {trace.name: trace for trace in drawn["performance-run.png"].data}
    assert list(run[OURS].y) == [1.0] * 5
    assert run[OURS].x[0] == "m = 200"
    assert all(math.isfinite(y) and y > 0 for trace in run.values() for y in trace.y)


def test_the_stage_s_picture_has_both_apps():
    row = {"step → all numbers": [50.0], "draws/s while playing": [60.0]}
    slow = {"step → all numbers": [400.0], "draws/s while playing": [5.0]}
    drawn = dict(plots.stage_figures(stage_report.tables([Figures(200, row)], [Figures(200, slow)], None, "said")))
    ours, bare = drawn["performance-waits.png"].data
    assert (list(ours.x), list(ours.y), list(bare.y)) == (["step → all numbers"], [50], [400])
    ours, bare = drawn["performance-draws.png"].data
    assert (ours.y[0], bare.y[0]) == (60, 5)


def test_the_students_picture_has_each_level():
    (figure,) = dict(plots.students_figures(students.tables([level(10, 0.05), level(160, 0.09)], "said"))).values()
    p50, p95 = figure.data
    assert (list(p50.x), list(p50.y), list(p95.y)) == ([10, 160], [20, 20], [50, 90])


@pytest.mark.parametrize(("cell", "number"), [("**MISSED**", None), ("1,058 ±3 %", 1058), ("", None), ("0.47", 0.47)])
def test_a_cell_s_first_number(cell, number):
    assert plots.value(cell) == number
