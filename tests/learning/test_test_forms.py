"""The test in docs/test.md: every keyed answer, and what each other answer means, worked out anew."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, Generated, chain_rule, forward, generate, optimum, run
from logreg_core.descent.run import Run

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "test.md").read_text(encoding="utf-8")
FORMS, LETTERS = "AB", "ABCD"


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def numbers(text: str) -> list[float]:
    """The numbers in a text, of which an index (x₁) is none."""
    return [number(each) for each in re.findall(r"(?<![\w.])−?\d+(?:\.\d+)?", text)]


def form(which: str) -> dict[int, tuple[str, dict[str, str]]]:
    """The questions of a form: each one's text, and its answers by letter."""
    part = re.search(rf"^## Form {which}$(.*?)^## ", TEXT, re.MULTILINE | re.DOTALL)
    assert part
    found = re.findall(r"^\*\*(\d+)\.\*\* (.*?)\n((?:- [A-D] .*\n)+)", part[1], re.MULTILINE)
    return {int(n): (text, dict(re.findall(r"^- ([A-D]) (.*)$", answers, re.MULTILINE))) for n, text, answers in found}


QUESTIONS = {which: form(which) for which in FORMS}
KEY = {
    which: dict(enumerate(re.findall(r"[A-D]", row), 1))
    for which, row in re.findall(r"^\| ([AB]) \|((?: [A-D] \|){10})$", TEXT, re.MULTILINE)
}
MEANINGS = [
    (int(n), {"A": a, "B": b}, says)
    for n, a, b, says in re.findall(r"^\| (\d+) \| ([A-D]) \| ([A-D]) \| (.*) \|$", TEXT, re.MULTILINE)
]
HINTS = {"e⁻¹": math.exp(-1), "e⁻⁴": math.exp(-4)} | {f"−log 0.{d}": -math.log(d / 10) for d in (1, 2, 8, 9)}


def answer(which: str, question: int, letter: str) -> str:
    return QUESTIONS[which][question][1][letter]


def meant(which: str, question: int, words: str) -> str:
    """The answer that the table explains by these words."""
    (found,) = (letters[which] for n, letters, says in MEANINGS if n == question and words in says)
    return answer(which, question, found)


def keyed(which: str, question: int) -> str:
    return answer(which, question, KEY[which][question])


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def near(text: str, value: float) -> bool:
    """Whether a text's last number is the value, to the digits that it has."""
    last = re.findall(r"−?\d+(?:\.\d+)?", text)[-1]
    decimals = len(last.partition(".")[2])
    return number(last) == pytest.approx(value, abs=0.5001 * 10.0**-decimals)


# ------------------------------------------------------------------------------------------------ the form of it


@pytest.mark.parametrize("which", FORMS)
def test_ten_questions_with_four_different_answers_and_the_right_letters_are_spread(which: str) -> None:
    questions = QUESTIONS[which]
    assert list(questions) == list(range(1, 11)) == list(KEY[which])
    for text, answers in questions.values():
        assert text
        assert "".join(answers) == LETTERS
        assert len(set(answers.values())) == 4
    assert max(Counter(KEY[which].values()).values()) <= 3
    assert len(set(KEY[which].values())) == 4


@pytest.mark.parametrize("which", FORMS)
def test_each_other_answer_is_explained_once_and_the_right_one_never(which: str) -> None:
    explained = Counter((n, letters[which]) for n, letters, _ in MEANINGS)
    others = {(n, letter) for n in range(1, 11) for letter in LETTERS if letter != KEY[which][n]}
    assert explained == Counter(dict.fromkeys(others, 1))


def test_what_is_given_at_the_top_is_right() -> None:
    for name, exact in HINTS.items():
        found = re.search(rf"{re.escape(name)} ≈ ([\d.]+)", TEXT)
        assert found, name
        assert near(found[1], exact), name


def test_no_question_speaks_of_the_app() -> None:
    said = " ".join(
        [text + " ".join(answers.values()) for which in FORMS for text, answers in QUESTIONS[which].values()]
    )
    assert not re.search(r"\b(app|Lab|step on screen|Present|link|Play)\b", said)


# ------------------------------------------------------------------------------------------------------- 1 to 5


@pytest.mark.parametrize(("which", "w", "b"), [("A", (2, -1), 1), ("B", (1, 2), -4)])
def test_1_which_side_and_what_y_hat(which: str, w: tuple[int, int], b: int) -> None:
    text = QUESTIONS[which][1][0]
    formula = f"z = {'2' if w[0] == 2 else ''}x₁ {'−' if w[1] < 0 else '+'} {'2' if abs(w[1]) == 2 else ''}x₂"
    assert text.startswith(f"{formula} {'−' if b < 0 else '+'} {abs(b)}.")
    x = numbers(text.partition("point")[2])[:2]
    z = w[0] * x[0] + w[1] * x[1] + b
    assert z == 0
    right = keyed(which, 1)
    assert right.startswith("on the line")
    assert near(right, sigma(z))
    for words, seen in (("takes z for ŷ", z), ("leaves out b", sigma(z - b)), ("takes b for", sigma(b))):
        wrong = meant(which, 1, words)
        assert near(wrong, seen), words
        assert ("class 1" in wrong) == (seen > 0.5), words
        assert numbers(wrong)[-1] != sigma(z), words


@pytest.mark.parametrize("which", FORMS)
def test_2_one_example_s_loss(which: str) -> None:
    text = QUESTIONS[which][2][0]
    y, y_hat = numbers(text)
    own = y_hat if y else 1 - y_hat
    assert near(keyed(which, 2), -math.log(own))
    assert forward([[math.log(y_hat / (1 - y_hat)), 0]], [y], [1, 0], 0).L[0] == pytest.approx(-math.log(own))
    assert near(meant(which, 2, "other class"), -math.log(1 - own))
    assert near(meant(which, 2, "distance"), abs(y_hat - y))
    assert near(meant(which, 2, "base 10"), -math.log10(own))


@pytest.mark.parametrize("which", FORMS)
def test_3_one_step(which: str) -> None:
    slope, rate, w = numbers(QUESTIONS[which][3][0])[:3]
    assert near(keyed(which, 3), w - rate * slope)
    assert near(meant(which, 3, "loses the minus"), w + rate * slope)
    assert near(meant(which, 3, "leaves out α"), w - slope)
    assert near(meant(which, 3, "does both"), w + slope)


@pytest.mark.parametrize("which", FORMS)
def test_4_one_example_s_gradient(which: str) -> None:
    y_hat, y, x = numbers(QUESTIONS[which][4][0])[:3]
    assert near(keyed(which, 4), (y_hat - y) * x)
    z = math.log(y_hat / (1 - y_hat))
    assert chain_rule([[x, 0]], [y], [z / x, 0], 0).dL_dw[0, 0] == pytest.approx((y_hat - y) * x)
    assert near(meant(which, 4, "y − ŷ for ŷ − y"), (y - y_hat) * x)
    assert near(meant(which, 4, "error of the other class"), (y_hat - (1 - y)) * x)
    assert near(meant(which, 4, "leaves out x₁"), y_hat - y)


@pytest.mark.parametrize("which", FORMS)
def test_5_who_pulls_hardest(which: str) -> None:
    seen = {}
    for letter, text in QUESTIONS[which][5][1].items():
        y, y_hat, x1, x2 = numbers(text)
        seen[text] = (letter, abs(y_hat - y) * math.hypot(x1, x2), math.hypot(x1, x2), (y_hat >= 0.5) != bool(y))
    longest = max(seen.values(), key=lambda each: each[1])
    assert longest[0] == KEY[which][5]
    assert longest[1] > 2 * sorted(each[1] for each in seen.values())[-2]  # nobody has to reckon finely
    far = seen[meant(which, 5, "the farthest")]
    assert far[2] == max(each[2] for each in seen.values())
    assert not far[3]
    _, _, distance, is_wrong = seen[meant(which, 5, "sees that it is wrong")]
    assert is_wrong
    assert distance == min(each[2] for each in seen.values())
    assert not seen[meant(which, 5, "small error")][3]


# ------------------------------------------------------------------------------------------------------ 6 to 10

SAFE = 3.78
DEFAULT = Generated().load()


def of(data: Dataset = DEFAULT, **settings: object) -> Run:
    return run(data, Experiment(**({"steps": 60} | settings)))  # type: ignore[arg-type]


def rate(alpha: float) -> dict[str, object]:
    return {"learning_rates": ((0, alpha),)}


def first_step(data: Dataset) -> np.ndarray:
    return of(data, steps=1).w[1]


def rises(done: Run) -> bool:
    return bool((np.diff(done.J) > 1e-12).any())


def test_6_a_mean_is_no_sum() -> None:
    thrice = Dataset(np.tile(DEFAULT.X, (3, 1)), np.tile(DEFAULT.y, 3))
    assert first_step(thrice) == pytest.approx(first_step(DEFAULT), rel=1e-12)
    assert keyed("A", 6) == "the same"
    many = generate("blobs", m=4000, noise=0.9, seed=7)
    kept = np.random.default_rng(1).permutation(4000)[:2000]
    half = Dataset(many.X[kept], many.y[kept])
    ratio = np.linalg.norm(first_step(half)) / np.linalg.norm(first_step(many))
    assert ratio == pytest.approx(1, abs=0.05)
    assert keyed("B", 6) == "about the same"
    total = chain_rule(thrice.X, thrice.y, [0, 0], 0).dL_dw.sum(axis=0) / chain_rule(
        DEFAULT.X, DEFAULT.y, [0, 0], 0
    ).dL_dw.sum(axis=0)
    assert total == pytest.approx([3, 3])
    assert meant("A", 6, "has a sum in mind") == "three times as long"
    assert meant("B", 6, "has a sum in mind") == "half as long"
    assert (meant("A", 6, "divides, and forgets"), meant("B", 6, "divides, and forgets")) == (
        "a third as long",
        "twice as long",
    )


def test_7_too_high_a_rate_and_nothing_else_in_the_list_makes_j_rise() -> None:
    assert optimum(DEFAULT).exists  # the classes overlap
    assert rises(of(**rate(60)))
    assert not rises(of(**rate(SAFE)))
    assert keyed("A", 7) == "α is too high"
    assert keyed("B", 7) == "a lower α"
    assert "overlap" in meant("A", 7, "overlap keeps J* above 0")
    assert optimum(DEFAULT).J > 0
    late = of(**rate(60), steps=600)
    assert (np.diff(late.J[500:]) > 0).any()  # more steps don't help
    assert "steps" in meant("A", 7, "time heals")
    assert meant("B", 7, "time heals") == "more steps"
    elsewhere = of(w=(1.0, -0.5), b=0.5, **rate(60))
    assert rises(elsewhere)
    assert not rises(of(w=(1.0, -0.5), b=0.5, **rate(SAFE)))
    assert (meant("A", 7, "blames the start"), meant("B", 7, "blames the start")) == (
        "all weights were 0 at the start",
        "another start",
    )
    assert rises(of(generate("blobs", m=2000, noise=0.9, seed=7), **rate(60)))
    assert meant("B", 7, "blames the data") == "more data"


def test_8_separable_data_have_no_best_weights() -> None:
    data = generate("separable", noise=0.5, seed=7)
    assert optimum(data).separation == "complete"
    done = of(data, steps=4000, **rate(1))
    length = np.linalg.norm(done.w, axis=1)
    assert (np.diff(length) > 0).all()
    assert (np.diff(done.J) < 0).all()
    assert done.J[-1] > 0
    assert length[4000] - length[2000] > 0.5
    assert keyed("A", 8) == "grow on and on"
    assert keyed("B", 8) == "falls towards 0 and never gets there"
    assert meant("A", 8, "expects a best value") == "settle at their best values"
    assert meant("B", 8, "expects a best value") == "settles at a value above 0"
    assert meant("B", 8, "for “finished”".replace("“", '"').replace("”", '"')) == "reaches 0 and stays there"
    assert meant("A", 8, "small loss for small weights") == "go back to 0"


def test_9_a_mean_loss_is_about_probabilities_of_the_true_class() -> None:
    first, second = (math.exp(-J) for J in numbers(QUESTIONS["A"][9][0])[-2:])  # geometric means of those probabilities
    assert second > first + 0.2
    assert keyed("A", 9) == "gives the true classes higher probabilities"
    assert "other points" in meant("A", 9, "which points with how sure")
    done = of()
    w, b = done.w[20], float(done.b[20])
    here, there = (forward(DEFAULT.X, DEFAULT.y, k * w, k * b) for k in (1, 3))
    slopes = [chain_rule(DEFAULT.X, DEFAULT.y, k * w, k * b).dJ_dw for k in (1, 3)]
    assert ((here.y_hat >= 0.5) == (there.y_hat >= 0.5)).all()
    assert not np.allclose(here.y_hat, there.y_hat)
    assert abs(here.J - there.J) > 0.01
    assert not np.allclose(*slopes, rtol=0.05)
    assert keyed("B", 9).startswith("which points are classified correctly")
    assert meant("B", 9, "ŷ depends on the line alone") == "every ŷ"
    assert meant("B", 9, "count of mistakes") == "the mean loss"
    assert meant("B", 9, "made of ŷ − y") == "the gradient"


def test_10_units_and_prices() -> None:
    grams = replace(DEFAULT, X=DEFAULT.X * [1, 1000])
    kilograms, other = of(steps=1), of(grams, steps=1)
    assert other.J[1] > 1000 * kilograms.J[1]
    assert other.w[1, 1] == pytest.approx(1000 * kilograms.w[1, 1])
    assert other.w[1, 0] == pytest.approx(kilograms.w[1, 0])
    assert optimum(grams).J == pytest.approx(optimum(DEFAULT).J, rel=1e-6)  # the best line is what it was
    assert keyed("A", 10) == "goes far too far in that feature’s weight".replace("’", "'")
    assert "another best line" in meant("A", 10, "best line depends on units")

    def cost(steps: int, threshold: float, alpha: float = 0.1) -> int:
        done = of(steps=steps, **rate(alpha))
        called = forward(DEFAULT.X, DEFAULT.y, done.w[-1], float(done.b[-1])).y_hat >= threshold
        missed, alarms = (~called & (DEFAULT.y == 1)).sum(), (called & (DEFAULT.y == 0)).sum()
        return int(10 * missed + alarms)

    now = cost(300, 0.5)
    ways: dict[str, Callable[[], int]] = {
        "lower the threshold": lambda: cost(300, 0.1),
        "raise the threshold": lambda: cost(300, 0.9),
        "raise α": lambda: cost(300, 0.5, 1.0),
        "train for more steps": lambda: cost(3000, 0.5),
    }
    assert set(ways) == set(QUESTIONS["B"][10][1].values())
    costs = {way: ways[way]() for way in ways}
    assert min(costs, key=costs.__getitem__) == keyed("B", 10)
    assert costs["lower the threshold"] < now / 2
    assert costs[meant("B", 10, "wrong way round")] > now
    assert min(costs[meant("B", 10, words)] for words in ("training for deciding", "mends a price")) > 0.8 * now
