"""Exercises of which three digits don't show the answer, since a step is small, or that a double can't hold."""

from __future__ import annotations

import math

from logreg_core.derivation.exercises import SIGNIFICANT, Exercise, is_right
from pages.words.exercises import NO_NUMBER, Verdict, check, question, sentence
from pages.words.formulas import Style
from pages.words.numbers import in_words, power_of_ten
from pages.words.numbers import number as written
from pages.words.typed_numbers import parsed


def question_of_power(name: str, style: Style) -> str:
    """Return what an exercise asks where a double can't hold its number: how many powers of ten it has."""
    asked = question(name, style).replace(r"= \;?", r"= \pm 10^{\,?}")
    return f"{asked} That is past what a double can hold, so give its power of ten: the number above the 10."


def check_power(power: float, typed: str) -> Verdict:
    """Return whether the typed number is this power of ten to three significant digits, and if not, what to do."""
    given = parsed(typed)
    if given is None:
        return Verdict(False, NO_NUMBER)
    if is_right(given, power):
        return Verdict(True, f"Right: {power_of_ten(power)}.")
    if is_right(given, power * math.log(10)):
        return Verdict(False, "That is the power of e; divide by log 10 = 2.303 for that of ten.")
    if is_right(-given, power):
        return Verdict(False, "The size is right, the sign is not: is the number large, or next to 0?")
    return Verdict(False, "Not yet. So far out σ(z) is e to the z, or 1 less e to the −z; divide z by log 10 = 2.303.")


def check_digits(exercise: Exercise, typed: str, digits: int) -> Verdict:
    """Return whether the typed number is the exercise's to so many significant digits, and if not, what went wrong."""
    given, answer = parsed(typed), exercise.answer
    if given is None or answer is None or digits <= SIGNIFICANT:
        return check(exercise, typed)
    if _is_to(given, answer, digits):
        return Verdict(True, f"Right: {written(answer, digits)}.")
    fits = [slip for slip, value in exercise.slips.items() if _is_to(given, value, digits)]
    if fits:
        return Verdict(False, sentence(exercise.name, min(fits, key=lambda slip: abs(given - exercise.slips[slip]))))
    if is_right(given, answer):
        return Verdict(False, f"Close: give {in_words(digits)} significant digits, since the step is small here.")
    return check(exercise, typed)


def _is_to(given: float, value: float, digits: int) -> bool:
    """Tell whether a number is this one to so many digits; the last may be one off, by numbers of four digits."""
    off = abs(given - value)
    return off == 0 or (value != 0 and off <= 1.1 * 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1))
