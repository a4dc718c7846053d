"""The lessons, votes and plans that ship: how many, in which order, with which letters, on which numbers."""

from __future__ import annotations

import pytest

from logreg_core.learning.claim import value
from logreg_core.learning.lesson import Lesson
from logreg_core.learning.lesson_check import letters
from logreg_core.learning.library import FOLDER, lesson_of, library
from logreg_core.learning.start import start_of

COURSE = (
    "what-it-knows-at-first",
    "what-one-example-costs",
    "who-pulls-hardest",
    "two-hundred-pulls",
    "too-slow-too-fast",
)
WAIT = {"V23"}  # for what errors cost


def of_kind(kind: str) -> tuple[Lesson, ...]:
    return tuple(lesson for lesson in library() if lesson.kind == kind)


def test_there_are_twelve_lessons_and_the_first_five_are_the_course() -> None:
    lessons = of_kind("lesson")
    assert [lesson.place for lesson in lessons] == [*range(1, 13)]
    assert tuple(lesson.key for lesson in lessons[:5]) == COURSE
    for lesson in lessons:
        assert 3 <= len(lesson.beats) <= 5
        assert 4 <= lesson.minutes <= 6
        assert lesson.title.endswith("?")
        assert lesson.about
        assert lesson.mistake
    assert lessons[0].title == "What does it know before it has learnt anything?"
    assert lessons[0].minutes == 4


def test_keys_stand_in_links_for_ever() -> None:
    for path in FOLDER.glob("*.toml"):
        assert path.stem.replace("-", "").isalpha()
        assert path.stem == path.stem.lower()
        assert lesson_of(path.stem) is not None


def test_each_lesson_asks_and_explains_and_some_let_one_click_or_do() -> None:
    kinds = [beat.kind for lesson in of_kind("lesson") for beat in lesson.beats]
    assert "look" not in kinds
    assert kinds.count("click") >= 4
    assert kinds.count("do") >= 5
    for lesson in library():
        for beat in lesson.beats:
            if lesson.kind != "challenges":
                assert beat.why, (lesson.key, beat.line)
            if beat.kind == "choose":
                assert 3 <= len(beat.answers) <= 4
            if beat.kind == "click":
                assert beat.mistakes, (lesson.key, beat.line)


def test_what_is_asked_of_the_steps_to_come_covers_them() -> None:
    for lesson in of_kind("lesson"):
        for beat in lesson.beats:
            if beat.kind == "choose" and "play" in beat.controls:
                assert "curve" in beat.hidden, (lesson.key, beat.line)


def test_a_vote_has_its_name_four_answers_and_a_moment() -> None:
    (votes,) = of_kind("votes")
    assert [beat.name for beat in votes.beats] == [f"V{k}" for k in range(1, 25) if f"V{k}" not in WAIT]
    assert all(len(beat.answers) == 4 for beat in votes.beats)


@pytest.mark.parametrize("kind", ["lesson", "votes"])
def test_the_right_letter_can_not_be_guessed(kind: str) -> None:
    for answers in (3, 4):
        places = _letters_with(kind, answers)
        if sum(places):
            shares = [place / sum(places) for place in places[:answers]]
            assert min(shares) >= 0.15, places
            assert max(shares) <= (0.5 if answers == 3 else 0.4), places
    assert sum(letters(of_kind(kind))) == sum(_letters_with(kind, 3)) + sum(_letters_with(kind, 4))


def _letters_with(kind: str, answers: int) -> list[int]:
    found = [0] * 4
    for lesson in of_kind(kind):
        for beat in lesson.beats:
            if beat.right is not None and len(beat.answers) == answers:
                found[beat.right] += 1
    return found


def test_no_letter_comes_three_times_running_in_the_votes() -> None:
    (votes,) = of_kind("votes")
    places = [beat.right for beat in votes.beats]
    assert all(len(set(places[k : k + 3])) > 1 for k in range(len(places) - 2))


def test_a_plan_fills_its_minutes_and_goes_from_moment_to_moment() -> None:
    plans = of_kind("plan")
    assert plans
    for plan in plans:
        spans = [beat.name.partition(" min")[0].split("–") for beat in plan.beats]
        assert [int(begins) for begins, _ in spans] == [0, *(int(ends) for _, ends in spans[:-1])]
        assert int(spans[-1][1]) == plan.minutes == 45


# What the lessons lean on, worked out apart when they were planned: t, w1, w2, b and J, to four digits.
BLOBS = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0"
SCALES = "data=scales&m=200&noise=0.9&balance=0.5&seed=7&w=0.0,0.0&b=0.0&steps=300"
APART = "data=separable&m=200&noise=0.5&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0"
OUTLIERS = "data=outliers&m=200&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0&steps=300"
NUMBERS = [
    (f"{BLOBS}&rates=0:0.1&steps=300", 0, 0, 0, 0, 0.693147),
    (f"{BLOBS.replace('balance=0.5', 'balance=0.9')}&rates=0:0.1&steps=300", 0, 0, 0, 0, 0.693147),
    (f"{BLOBS}&rates=0:0.1&steps=300", 1, 0.051362, 0.024087, 0, 0.661801),
    (f"{BLOBS}&rates=0:0.1&steps=300", 300, 2.1677, 1.0376, 0.46135, 0.235137),
    (f"{BLOBS}&rates=0:0.1&steps=300", 20, 0.67594, 0.32227, 0.031823, 0.400559),
    (f"{BLOBS}&rates=0:5.0&steps=300", 50, 2.7118, 1.2572, 0.67478, 0.229334),
    (f"{BLOBS}&rates=0:60.0&steps=300", 1, 30.817, 14.452, 0, 1.51842),
    (f"{BLOBS}&rates=0:60.0,1:3.78&steps=300", 247, 2.9662, 1.351, 0.76376, 0.230249),
    (f"{BLOBS}&rates=0:3.78&steps=300", 11, 2.4726, 1.166, 0.57865, 0.23033),
    (f"{SCALES}&scale=none&rates=0:4.5e-05", 300, 0.0004969, 0.0008291, -0.0010904, 0.678203),
    (f"{SCALES}&scale=none&rates=0:0.1", 1, 0.0077043, 3.6131, 0, 584.987),
    (f"{SCALES}&scale=standardize&rates=0:5.0", 20, 3.4227, 1.1603, 0.087956, 0.229753),
    (f"{APART}&rates=0:0.1&steps=3000", 300, 2.7788, 1.5163, 0.21287, 0.0582612),
    (f"{APART}&rates=0:100.0&steps=300", 1, 51.312, 27.048, 0, 3.72308e-09),
    (f"{OUTLIERS}&noise=0.0&rates=0:5.0", 300, 8.21, 2.7893, 1.424, 0.0219907),
    (f"{OUTLIERS}&noise=5.0&rates=0:3.9", 300, 1.8453, 5.9812, 0.47406, 0.138559),
    (f"{BLOBS.replace('w=0.0,0.0', 'w=-10.0,-5.0')}&rates=0:1.0&steps=300", 11, 0.61446, 0.12977, -0.2069, 0.449851),
    ("data=mtcars&scale=none&w=0.0,0.0&b=0.0&rates=0:0.1&steps=300", 1, -0.046619, -5.7411, -0.00625, 332.752),
    (
        "data=mtcars&scale=standardize&w=0.0,0.0&b=0.0&rates=0:5.0&steps=300",
        20,
        0.50421,
        -2.8535,
        -0.7943,
        0.344699,
    ),
    (f"{BLOBS}&rates=0:1.0&steps=300", 50, 2.4291, 1.1482, 0.56687, 0.230731),
]


@pytest.mark.parametrize(("link", "t", "w1", "w2", "b", "J"), NUMBERS)
def test_the_numbers_are_those_that_the_lessons_were_planned_with(
    link: str, t: int, w1: float, w2: float, b: float, J: float
) -> None:
    here = start_of(f"{link}&t={t}")
    for name, planned in (("w1()", w1), ("w2()", w2), ("b()", b), ("J()", J)):
        assert value(name, here) == pytest.approx(planned, rel=1e-4, abs=1e-12), name


BALL, IRIS = "rule=heavy-ball:0.9", "data=iris&scale=none&w=0.0,0.0&b=0.0"
PLANNED = [
    (f"{BLOBS}&rates=0:0.1&steps=50", 50, "gap()", 0.0793),
    (f"{BLOBS}&{BALL}&rates=0:0.1&steps=50", 50, "gap()", 0.00132),
    (f"{BLOBS}&rule=adam&rates=0:0.1&steps=50", 50, "gap()", 0.000749),
    (f"{BLOBS}&rates=0:1.0&steps=50", 50, "gap()", 0.00140),
    (f"{IRIS}&rates=0:0.5623&steps=300", 300, "gap()", 0.18),
    (f"{APART}&l2=0.01&rates=0:1.0&steps=3000", 3000, "w_length()", 3.283),
    (f"{APART}&l2=0.01&rates=0:1.0&steps=3000", 3000, "J()", 0.05413),
    (f"{APART}&l2=0.01&rates=0:1.0&steps=3000", 3000, "J() + l2 / 2 * w_length() ** 2", 0.1080),
]


@pytest.mark.parametrize(("link", "t", "what", "planned"), PLANNED)
def test_what_a_rule_or_a_penalty_leads_to_is_as_planned(link: str, t: int, what: str, planned: float) -> None:
    digits = 2 if planned == 0.18 else 3
    assert float(f"{value(what, start_of(f'{link}&t={t}')):.{digits}g}") == float(f"{planned:.{digits}g}")


def test_every_moment_of_a_lesson_is_one_of_those() -> None:
    links = [link for link, *_ in (*NUMBERS, *PLANNED)]
    planned = {start_of(link).experiment.to_query().partition("&rates")[0] for link in links}
    for lesson in of_kind("lesson"):
        for beat in lesson.beats:
            link = beat.start.experiment.to_query().partition("&rates")[0]
            assert link in planned, (lesson.key, beat.line)


def test_squared_error_never_gets_there_from_the_bad_start() -> None:
    lesson = lesson_of("why-cross-entropy")
    assert lesson is not None
    patient = lesson.moments["patient"]
    assert all(value(f"squared_correct({t})", patient) < 170 for t in range(0, 3001, 10))


def test_J_falls_in_every_step_where_a_lesson_says_so() -> None:
    for link in (f"{BLOBS}&rates=0:0.1&steps=300&t=0", f"{SCALES}&scale=none&rates=0:4.5e-05&t=0"):
        assert value("first(s == 300 or J(s + 1) >= J(s))", start_of(link)) == 300
    mended = start_of(f"{BLOBS}&rates=0:60.0,1:3.78&steps=300&t=1")
    assert value("first(s > 0 and (s == 300 or J(s + 1) >= J(s)))", mended) == 300
