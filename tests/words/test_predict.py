"""Questions and verdicts: every kind, every guess, every right answer; what a sentence claims is worked out here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, HeavyBall, at, load_sample, run
from logreg_core.descent.run import Run
from logreg_core.learning.predictions.deciding import Judged, judged
from logreg_core.learning.predictions.nearby_runs import with_step_after
from logreg_core.learning.predictions.predictions import KINDS, Question, compare_rates, question
from logreg_core.points.origins import Generated
from pages.words.learning.predict.decided import decided
from pages.words.learning.predict.predict import asked, called
from pages.words.learning.predict.verdict import MOST_WORDS, verdict
from pages.words.numbers import number
from pages.words.strip import letters_of

DEFAULT = Generated().load()
RUNS = {
    "default": (DEFAULT, Experiment()),
    "momentum": (DEFAULT, Experiment(rule=HeavyBall())),
    "leaps": (DEFAULT, Experiment(learning_rates=((0, 60.0),))),
    "scaled, held out": (DEFAULT, Experiment(scale="standardize", holdout=0.3)),
    "momentum leaps": (DEFAULT, Experiment(rule=HeavyBall(), learning_rates=((0, 9.0),), w=(-10.0, -5.0))),
    "separable": (Generated("separable", 60, 0.5, 0.5, 3).load(), Experiment(learning_rates=((0, 30.0),))),
    "cars": (load_sample("mtcars"), Experiment()),
    "one feature": (
        Dataset([[0.5, 0], [1, 0], [2, 0], [3, 0], [1.5, 0], [2.5, 0]], [0, 0, 0, 1, 1, 1]),
        Experiment(learning_rates=((0, 1.0),)),
    ),
}
STEPS = (0, 1, 2, 5, 19, 20, 21, 22, 40, 90, 150, 299, 300)
NUMBER = r"−?\d(?:[\d,]*\d)?(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def answers(done: Run, t: int, kind: str) -> Iterator[Judged]:
    """Every answer to a kind's question; of clicks the right one, the next two, and the one that pulls least."""
    if kind == "rates":
        for rate, from_start in ((0.5, False), (5.0, True), (40.0, False)):
            found = compare_rates(done, t, rate, from_start=from_start)
            choices = found.choices if found else ()
            yield from (judged(done, t, found, guess, from_start=from_start) for guess in choices)
        return
    found = question(kind, with_step_after(done, t), t)
    if found is None:
        return
    order = [str(done.rows_training[row] + 1) for row in at(done, t).order[[0, 1, 2, -1]]]
    yield from (judged(done, t, found, guess) for guess in found.choices or order if guess)


def moments() -> Iterator[tuple[Run, int]]:
    for data, experiment in RUNS.values():
        done = run(data, experiment)
        yield from ((done, t) for t in STEPS if t <= done.steps)


@pytest.fixture(scope="module")
def said() -> list[tuple[Run, int, tuple[Judged, ...]]]:
    """All that can be said at many moments: each kind alone, and J with a parameter."""
    found: list[tuple[Run, int, tuple[Judged, ...]]] = []
    for done, t in moments():
        kinds = [kind for kind in KINDS if kind not in {"w1", "w2"} - set(done.parameters)]
        alone = {kind: list(answers(done, t, kind)) for kind in kinds if kind != "rates" or t in (0, 20)}
        found += [(done, t, (each,)) for some in alone.values() for each in some]
        for name in done.parameters:
            found += [(done, t, pair) for pair in product(alone["J"], alone[name])]
    return found


def test_every_kind_guess_and_right_answer_is_met(said):
    met = {
        (each.question.kind, called(each.question.kind, each.guess), each.question.right)
        for _, _, judgements in said
        for each in judgements
        if each.question.kind not in {"riser", "pull", "rates"}
    }
    ways, turns = ("rise", "stay", "fall"), ("clockwise", "stay", "counter-clockwise")
    wanted = {(kind, guess, right) for kind in ("J", "w1", "w2", "b") for guess in ways for right in ways}
    wanted |= {("turn", guess, right) for guess in turns for right in turns}
    wanted |= {
        ("correct", guess, right) for guess in ("more", "as many", "fewer") for right in ("more", "same", "less")
    }
    wanted |= {("pace", guess, right) for guess in ("more", "less") for right in ("more", "less")}
    assert wanted - met == set()


def test_a_verdict_has_twenty_words_at_most_and_keeps_to_its_tone(said):
    for _, _, judgements in said:
        text = plain(verdict(judgements, {"w1": "w₁", "w2": "w₂", "b": "b"}))
        assert len(text.split()) <= MOST_WORDS, text
        assert not re.search(r"wrong|!|✓|✗|nan|inf", text), text
        assert text[0].isupper() or text[0].isdigit() or text[0] in "Jwb", text
        assert text.endswith("."), text


def test_it_confirms_first_and_repeats_the_answer_given(said):
    past = {"rise": "rose", "stay": "stayed", "fall": "fell"}
    for done, _, judgements in said:
        text = plain(verdict(judgements, letters_of(done)))
        right, off = ([each for each in judgements if each.is_right is is_right] for is_right in (True, False))
        assert ("as you said" in text) == bool(right), text
        assert ("You said" in text) == bool(off), text
        if right and off:
            assert text.index("as you said") < text.index("You said")
        for each in off:
            kind, guess = each.question.kind, each.guess
            answer = (
                {"rise": "rises", "stay": "stays", "fall": "falls"}[guess] if kind in ["J", "w1", "w2", "b"] else guess
            )
            assert re.search(rf"You said .*{re.escape(called(kind, answer))}", text), text
        for each in judgements:
            if each.question.kind in {"J", "w1", "w2", "b"}:
                assert past[each.question.right] in text, text


def test_its_reasons_are_true(said):
    for done, t, judgements in said:
        text = plain(verdict(judgements, letters_of(done)))
        longer = with_step_after(done, t)
        for each in judgements:
            facts, kind, right = each.facts, each.question.kind, each.question.right
            if kind == "J":
                assert facts["slope"] + facts["curvature"] == pytest.approx(longer.J[t + 1] - longer.J[t], abs=1e-9)
                if "outweighs curvature" in text:
                    assert facts["curvature"] < -facts["slope"]
                if "outweighs slope" in text:
                    assert facts["curvature"] > -facts["slope"] >= 0
                if "leads uphill" in text:
                    assert facts["slope"] > 0
            elif kind in {"w1", "w2", "b"} and right != "stay":
                moved_by = facts.get("u", facts["gradient"])
                assert (moved_by < 0) == (right == "rise"), text
                assert facts["after"] == pytest.approx(facts["before"] - facts["rate"] * moved_by, rel=1e-9, abs=1e-12)
            elif kind == "riser":
                towards_one = facts["z_after"] > facts["z"]
                assert towards_one == (facts["y"] == 0), text
                assert f"its z {'rose' if towards_one else 'fell'}" in text
                assert each.is_right or facts["guess_L_after"] < facts["guess_L"]
            elif kind == "correct":
                assert facts["before"] + facts["gained"] - facts["lost"] == facts["after"]
                assert ("no point crossed" in text) == (facts["gained"] == facts["lost"] == 0)
            elif kind == "turn" and right != "stay":
                further = facts["step"] > facts["before"]
                assert further == (right == "counter-clockwise"), text
            elif kind == "pull":
                for prefix in ("", "guess_"):
                    pull = facts[f"{prefix}error"] * facts[f"{prefix}distance"]
                    assert pull == pytest.approx(facts[f"{prefix}pull"], rel=1e-12)
                if "its error is smaller" in text:
                    assert facts["guess_error"] < facts["error"]
                    assert facts["guess_distance"] >= facts["distance"]
                if "its distance is smaller" in text:
                    assert facts["guess_distance"] < facts["distance"]
                    assert facts["guess_error"] >= facts["error"]
            elif kind == "rates":
                losses = {rate: facts[rate] for rate in each.question.choices}
                assert min(losses, key=losses.get) == right
                assert ("never rose" in text) == (
                    not each.is_right and facts["rises"] == 0 and np.isfinite(facts[each.guess])
                )
            elif kind == "pace":
                towards = 1 if right == "less" else -1
                changes = {part: towards * (facts[part] - facts[f"last_{part}"]) for part in ("slope", "curvature")}
                part = "slope" if "slope part went" in text else "curvature"
                assert changes[part] == max(changes.values()) > 0, text


def test_its_numbers_are_those_of_the_step(said):
    """Each number in a verdict is one of its facts with four digits, or with as many as tell two apart."""
    for done, _, judgements in said:
        text = plain(verdict(judgements, letters_of(done)))
        facts = [value for each in judgements for value in each.facts.values()]
        facts += [
            each.facts["rate"] * value
            for each in judgements
            for value in each.facts.values()
            if "gradient" in each.facts
        ]
        facts += [
            abs(each.facts["after"] - each.facts["before"]) for each in judgements if each.question.kind == "turn"
        ]
        known = {number(value, digits) for value in facts for digits in range(4, 15) if np.isfinite(value)}
        known |= {f"{int(value):,}" for value in facts if np.isfinite(value) and float(value).is_integer()}
        known |= {
            called(each.question.kind, word) for each in judgements for word in (*each.question.rights, each.guess)
        }
        known |= {"0", "1", "50"}
        for found in re.findall(rf"(?<![\w₁₂.×]){NUMBER}", text):
            assert found in known, (found, text)


def test_the_line_names_the_factor_with_its_numbers(said):
    for done, _, judgements in said:
        line = plain(decided(judgements, letters_of(done)))
        assert line.startswith("The factor that decided it")
        assert re.search(NUMBER, line)
        assert "nan" not in line
        one = next((each for each in judgements if not each.is_right), judgements[-1])
        if one.question.kind in {"w1", "w2", "b"}:
            assert f"{letters_of(done)[one.question.kind]} ←" in line


def test_the_default_run_s_step_20_in_words():
    done = run(DEFAULT, Experiment())
    say = letters_of(done)
    J, w1 = (question(kind, done, 20) for kind in ("J", "w1"))
    judgements = [judged(done, 20, J, "fall"), judged(done, 20, w1, "fall")]
    assert plain(verdict(judgements, say)) == (
        "J fell, as you said. You said w₁ falls; it rose: ∂J/∂w₁ = −0.2166 is negative and gets subtracted."
    )
    assert plain(decided(judgements, say)) == (
        "The factor that decided itw₁ ← 0.6759 − 0.1 × (−0.2166) = 0.6976 minus times minus is plus"
    )


def test_a_question_tells_nothing_of_its_answer():
    """Two questions of a kind that differ in their answer alone are asked in the same words."""
    for kind in KINDS:
        choices = ("0.1", "5.0") if kind == "rates" else ("rise", "stay", "fall")
        one, other = (asked(Question(kind, choices, (right,)), {"w1": "w₁"}) for right in choices[:2])
        assert one == other
