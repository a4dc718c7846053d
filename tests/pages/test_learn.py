"""The Learn page: the list, a lesson's place in the link, lessons from files, votes in Present, and what was said."""

from __future__ import annotations

import pytest

from logreg_core.learning.claim import accepted
from logreg_core.learning.facts import facts_of
from logreg_core.learning.lesson_file import read_lesson
from logreg_core.learning.library import lesson_of, library
from pages.session.learning.place import Place, read_place, write_place
from pages.session.link import moment_of
from tests.app import SMALL, App

from .lessons import EVERY_KIND, NAME, Learner, every_kind

KEY = f"file/{NAME}"
HOSTILE = "<img src=x onerror=alert(1)> $\\frac{1}{0}$ **bold** [link](javascript:alert(1)) :red[x]"


def test_the_list_has_every_lesson_with_a_picture_of_it():
    learner = Learner()
    for lesson in library():
        if lesson.kind == "lesson":
            assert any(lesson.title.replace("*", "") in words for words in learner.buttons)
    assert learner.html.count("<svg") == len([each for each in library() if each.kind == "lesson"])
    assert "class0" in learner.html
    assert learner.sent["alone"] is True


def test_what_was_on_screen_is_there_again_after_a_lesson():
    learner = Learner(SMALL + "&t=7&pick=3", file=NAME)
    before = learner.app.query
    learner.asks("enter", lesson=KEY)
    assert learner.app.moment.experiment.steps == 60
    learner.asks("choose", choice=0)
    learner.presses("All lessons")
    assert learner.app.query == before
    assert "You are in the middle of" in learner.text
    learner.asks("go on")
    assert learner.app.moment.place == Place(KEY, 1, ("A",))
    learner.app.on_page("lab")  # another page leaves it too
    assert learner.app.query == before


def test_an_undo_in_a_lesson_is_none_of_the_data_before_it():
    app = App(SMALL, "lab")
    app.says(t=0, flip=2)
    assert app.remembered.past
    app.on_page("learn")
    app.upload(NAME, EVERY_KIND.read_bytes(), key="lesson file")
    app.report({"number": "learn-1", "requests": [{"number": 1, "learn": "enter", "lesson": KEY}]}, "gradient_learn")
    assert app.remembered.past == ()
    app.report({"number": "learn-2", "requests": [{"number": 2, "learn": "leave"}]}, "gradient_learn")
    assert app.remembered.past


def test_the_place_is_in_the_link_and_is_taken_up_by_it():
    learner = Learner.of(library()[0])
    wrong = next(i for i, answer in enumerate(library()[0].beats[0].answers) if not answer.right)
    learner.asks("choose", choice=wrong)
    again = Learner(learner.app.query)
    assert again.app.moment == learner.app.moment
    assert again.html == learner.html
    assert "Choose again" in again.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nothing", "there is no lesson 'nothing'"),
        ("nothing~x~", "no question's number"),
        (f"{library()[0].key}~50~", "none is number 50"),
        (f"{library()[0].key}~1~<b>", "says no answers"),
        ("~~", "is no place"),
    ],
)
def test_a_broken_place_is_said_above_the_list(text: str, says: str):
    learner = Learner(f"lesson={text}")
    assert says in learner.app.notices.replace("\\", "")
    assert learner.app.moment.place is None


def test_places_are_written_as_they_are_read():
    for place in (Place("a"), Place("why-J-rises", 3, ("B_", "C-", "27")), Place("file/my ~ own.toml", 2, ("done_",))):
        assert read_place(write_place(place)) == place


def test_a_link_with_nothing_but_the_place_opens_the_beat_s_moment():
    lesson = library()[0]
    moment, notices = moment_of(f"lesson={lesson.key}~1~")
    assert notices == ()
    assert (moment.experiment, moment.t) == (lesson.beats[0].start.experiment, lesson.beats[0].start.t)


# Files --------------------------------------------------------------------------------------------------------------


def test_a_link_into_a_file_s_lesson_asks_for_the_file_and_goes_on_with_it():
    app = App(f"lesson={KEY}~2~B_", "learn")
    assert "every" in app.notices
    app.upload(NAME, EVERY_KIND.read_bytes(), key="lesson file")
    assert app.moment.place == Place(KEY, 2, ("B_",))
    assert app.moment.t == 10


def test_what_is_no_lesson_is_refused_with_its_line():
    learner = Learner(file="broken.toml", text='title = "x"\n[[beats]]\nmoment = "data=blobs&m=20"\nquestoin = "?"\n')
    assert "Line 4" in learner.app.errors
    assert "question" in learner.app.errors
    assert learner.app.remembered.lesson_texts == ()


def test_what_is_not_so_in_a_lesson_is_said_when_it_is_opened():
    text = EVERY_KIND.read_text(encoding="utf-8").replace("J(1) > J(0)", "J(1) == J(0)")
    learner = Learner(file=NAME, text=text)
    assert "its claim" in learner.app.notices.replace("\\", "")


def test_hostile_texts_stand_there_as_they_were_written():
    text = f"""title = '{HOSTILE}'
about = '{HOSTILE}'
mistake = '{HOSTILE}'
[[beats]]
moment = "data=blobs&m=20&t=0"
question = '{HOSTILE}'
why = '{HOSTILE}'
source = '{HOSTILE}'
[[beats.answers]]
says = '{HOSTILE}'
because = '{HOSTILE}'
when = "J() > 1"
[[beats.answers]]
says = 'b'
right = true
when = "J() < 1"
"""
    name = "<b>.toml"
    learner = Learner(file=name, text=text)
    for step in ("", "enter", "choose", "present"):
        if step == "enter":
            learner.asks("enter", lesson=f"file/{name}")
        elif step == "choose":
            learner.asks("choose", choice=0)
        elif step == "present":
            learner.asks(present=True)
            for _ in range(3):
                learner.asks("onward")
        assert "<img" not in learner.html
        assert "<b>.toml" not in learner.html
        assert "onerror=alert(1)&gt;" in learner.html
        assert "\\frac{1}{0}" in learner.text  # which is no formula that can be worked out


# Something to be done -------------------------------------------------------------------------------------------------


def test_a_task_is_judged_after_each_act_within_its_budget():
    learner = Learner.of(every_kind(), 4)
    learner.does("step 3")
    assert "Used: 3 of 5 steps" in learner.text
    learner.does("step 3")
    assert "begin again" in learner.text.lower()
    learner.does("rate 5").does("step 20")
    assert learner.app.moment.place.said == ()  # below the goal, but not in five steps
    learner.presses("Begin again")
    assert learner.app.moment.t == 0
    learner.does("rate 5 from the start").does("step 2")
    assert "Done, with 2 of 5 steps" in learner.text


def test_drags_are_counted_and_more_than_there_are_begin_again():
    shipped = lesson_of("challenges")
    assert shipped is not None
    beat = next(n for n, each in enumerate(shipped.beats, 1) if each.budget.get("drag"))
    learner = Learner.of(shipped, beat)
    assert "place" in learner.app.header["controls"]
    for n in range(1, 12):
        learner.does(f"start {n} 0 0")
        assert f"Used: {n} of 10 drags" in learner.text
    assert "begin again" in learner.text.lower()
    learner.does("start 2.5 1.25 0.5")
    assert learner.app.moment.place.said == ()  # good enough, but too many
    learner.presses("Begin again")
    assert "Used: 0 of 10 drags" in learner.text
    learner.does("start 1 0 0").does("start 2.5 1.25 0.5")
    assert "Done, with 2 of 10 drags" in learner.text


# For a class ----------------------------------------------------------------------------------------------------------


def test_a_vote_shows_the_right_answer_then_each_reason_then_why_then_the_step():
    learner = Learner.of(every_kind(), 3).asks(present=True)
    assert "Reveal" in learner.text
    assert 'data-state=""' in learner.html
    assert set(learner.app.header["covered"]) >= {"J", "curve"}
    seen = []
    for _ in range(4):
        learner.asks("onward")
        seen.append(learner.text)
    assert 'data-state="right"' in learner.html
    assert "The direction is right" not in seen[0]
    assert "The direction is right" in seen[1]
    assert "far up the other side" not in seen[1]
    assert "far up the other side" in seen[2]
    assert learner.app.moment.t == 1
    learner.asks("backward")
    assert learner.app.moment.t == 0
    for _ in range(3):
        learner.asks("backward")
    assert "Reveal" in learner.text
    assert learner.app.moment.place.said == ()  # hands are counted by eye
    learner.app.says(present=False)
    assert "That is my answer" in learner.text


def test_a_step_made_by_hand_meanwhile_is_not_made_twice():
    learner = Learner.of(every_kind(), 3).asks(present=True)
    for _ in range(3):
        learner.asks("onward")
    learner.app.says(t=1)
    learner.asks("onward")
    assert learner.app.moment.t == 1
    learner.asks("backward")
    assert learner.app.moment.t == 0


def test_of_several_right_clicks_the_one_that_pulls_hardest_is_shown():
    text = EVERY_KIND.read_text(encoding="utf-8").replace("pull(i) > 0.99 *", "pull(i) > 0.5 *")
    lesson = read_lesson(text, f"file/{NAME}")
    number, beat = next((n, beat) for n, beat in enumerate(lesson.beats, 1) if beat.kind == "click")
    learner = Learner(file=NAME, text=text).asks("enter", lesson=lesson.key, beat=number)
    learner.asks(present=True).asks("onward")
    facts = facts_of(beat.start)
    right = [i for i in range(1, facts.m + 1) if accepted(beat.accepts, beat.start, lesson.moments, i)]
    assert len(right) > 1
    assert facts.pull(learner.app.moment.pick + 1) == max(facts.pull(i) for i in right)


def test_a_click_goes_on_through_a_plan_of_moments():
    learner = Learner.of(every_kind(), 5).asks(present=True)
    assert "After 60 steps" in learner.text
    learner.asks("backward")
    assert learner.app.moment.place.beat == 4


# What was said --------------------------------------------------------------------------------------------------------


def test_my_answers_hold_the_first_ones_with_links_and_say_what_they_are_worth():
    learner = Learner.of(every_kind())
    learner.asks("choose", choice=1).asks("choose", choice=2).asks("explain").asks("next")
    learner.presses("All lessons")
    assert "First answer: 0.5: half of the points are wrong. (it is: 0.6931)" in learner.text
    assert "It is no proof" in learner.text
    assert "Nothing is sent" in learner.text
    assert f'href="learn?lesson={KEY}~1~"' in learner.html


@pytest.mark.parametrize(
    "request_",
    [
        {"learn": "enter"},
        {"learn": "enter", "lesson": "nothing"},
        {"learn": "choose", "choice": -1},
        {"learn": "choose", "choice": 99},
        {"learn": "__class__"},
        {"learn": ["leave"]},
        {"present": 1},
        {"learn": "enter", "lesson": KEY, "beat": 99},
    ],
)
def test_a_request_that_makes_no_sense_changes_nothing(request_):
    learner = Learner.of(every_kind())
    before = learner.app.query
    learner.asks(request_.get("learn", ""), **{key: value for key, value in request_.items() if key != "learn"})
    assert learner.app.query == before


def test_the_lab_offers_the_first_lesson_once_and_leads_there():
    first = library()[0]
    app = App("", "lab")
    assert app.header["offer"] == first.title
    assert "offer" in app.header["controls"]
    begun = App("", "lab").says(learn="first")
    assert begun.moment.place == Place(first.key)
    assert "gradient_learn" in {each.proto.component_name for each in begun.at.get("bidi_component")}
    app.says(t=1)
    assert app.header["offer"] == ""
    assert App("t=3", "lab").header["offer"] == ""
