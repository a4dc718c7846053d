"""What is said of a number that was filled in: right, or which formula leads to it, without the number asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from logreg_core.descent.run import Run
from logreg_core.learning.blanks import WHOLE, names
from logreg_core.learning.mistakes import Asked, Checked, Slip, check
from logreg_core.points.short_text import short_name
from pages.words.learning.worked import Letters, in_letters, in_numbers, letters_in
from pages.words.numbers import change, number
from pages.words.strip import letters_of
from pages.words.typed_numbers import digits_of, parsed

COVERED = (
    "What usually stands here would tell you the numbers that you are filling in. It is back once you choose no blanks."
)
COVERED_LINES = (
    "The lines stand here in letters: their numbers, the exercises and the card are back once you choose no blanks."
)
NO_NUMBER = "That is no number. Write for example 0.25, −1.2e-3 or 1/4."
LOST = "At this step the number is past what a double can hold: take another step or example."
SOME_COINCIDE = "Here some mistakes lead to this number too."
WHERE_THEY_DIFFER = "Go where they differ"
_TWICE_SAID = 24  # letters of a typed number that are repeated
_SIGNED = ("dL_dyhat", "dL_dz", "dL_dw", "dL_db", "share_w", "share_b")
_POWERS = {1: "ten times too large", -1: "ten times too small", 2: "a hundred times too large"}
_POWERS |= {-2: "a hundred times too small", 3: "a thousand times too large", -3: "a thousand times too small"}


@dataclass(frozen=True)
class Verdict:
    """What is said of a typed number.

    right : whether it is the one;  says : one or two sentences, as HTML;
    several : whether several mistakes lead to it.
    """

    right: bool
    says: str
    several: bool = False


def letters_for(run: Run) -> Letters:
    """Return how a run's letters are written in formulas."""
    return Letters(letters_of(run), run.experiment.rule, run.experiment.scale != "none", run.l2 > 0)


def value_text(asked: Asked) -> str:
    """Write the number that was asked for as the strip writes it."""
    if asked.value is None:
        return "–"
    if asked.kind == "dz_db":
        return "1"
    if asked.kind == "next":
        return change(asked.letters[asked.parameter], asked.value, (14, 14))[1]
    return number(asked.value)


def verdict(asked: Asked, typed: str, letters: Letters, open_ones: Collection[str] = ()) -> Verdict:
    """Return what is said of a typed number.

    open_ones : the names of all numbers that are yet to be found: none of them is written.
    """
    given = parsed(typed)
    if given is None:
        return Verdict(False, NO_NUMBER)
    if asked.value is None:
        return Verdict(False, LOST)
    found = check(asked, given, digits_of(typed))
    if found.right:
        return Verdict(True, f"Right: {value_text(asked)}.")
    says = f"You typed {_repeated(typed)}: {_shown(found, asked, given, letters, open_ones)}"
    return Verdict(False, says, len(_told_apart(found.slips, letters)) > 1)


def _repeated(typed: str) -> str:
    return escape(short_name(typed.strip(), _TWICE_SAID).replace("-", "−"))


def _shown(found: Checked, asked: Asked, given: float, letters: Letters, open_ones: Collection[str]) -> str:
    if found.slips:
        slips = [_slip(slip, asked, letters, open_ones) for slip in _told_apart(found.slips, letters)]
        size = "the size is right, but " if found.slips[0].name == "sign" else ""
        return f"{size}that {', and '.join(slips)}. {_asked(asked, letters)}"
    if found.coarse:
        return "it begins right. Give three digits."
    if found.power:
        return f"the digits are right, but it is {_POWERS[found.power]}. Look at the decimal point."
    signed = asked.kind in _SIGNED and asked.value and given and (given > 0) == (asked.value > 0)
    return ("the sign is right, the size not yet. " if signed else "not yet. ") + _asked(asked, letters)


def _told_apart(slips: Sequence[Slip], letters: Letters) -> list[Slip]:
    """Return mistakes that are written differently."""
    return list({in_letters(slip.formula, letters): slip for slip in reversed(slips)}.values())[::-1]


def _slip(slip: Slip, asked: Asked, letters: Letters, open_ones: Collection[str]) -> str:
    if slip.name == "zero":
        b = letters.say["b"]
        return f"takes <i>{b}</i> for a constant" if asked.kind == "dz_db" else f"takes <i>∂z/∂{b}</i> for 0"
    written = in_letters(slip.formula, letters)
    if not letters_in(slip.formula) or letters_in(slip.formula) & set(open_ones):
        return f"is <i>{written}</i>"
    return f"is <i>{written}</i> = {in_numbers(slip.formula, asked.letters, letters.rule.settings)}"


def _asked(asked: Asked, letters: Letters) -> str:
    """Say in letters how the number is worked out."""
    if asked.kind in ("dz_dw", "dz_db"):
        parameter = letters.say[asked.parameter]
        return f"Asked is how much <i>z</i> changes for each 1 that <i>{parameter}</i> changes."
    formula = in_letters(asked.formula, letters)
    if asked.kind == "next":
        return f"Asked is <i>{letters.say[asked.parameter]}</i> ← <i>{formula}</i>."
    return f"Asked is <i>{formula}</i>."


def shown_on_purpose(asked: Asked, letters: Letters, open_ones: Collection[str]) -> str:
    """Say a number that was asked to be shown, with its formula."""
    formula = in_letters(asked.formula, letters)
    if asked.value is None:
        return LOST
    if asked.kind == "dz_db":
        return f"It is 1: <i>{letters.say['b']}</i> stands in <i>z</i> alone, so <i>z</i> changes with it one for one."
    if asked.kind == "dz_dw":
        return f"It is <i>{formula}</i> = {value_text(asked)}, by which <i>z</i> multiplies the weight."
    numbers = ""
    if not letters_in(asked.formula) & set(open_ones):
        numbers = f" = {in_numbers(asked.formula, asked.letters, letters.rule.settings)}"
    return f"It is <i>{formula}</i>{numbers} = {value_text(asked)}."


def levels(run: Run, part: str = WHOLE) -> list[tuple[int, str]]:
    """Return how many blanks there may be, in words: none, up to which column, all."""
    there = names(run.weighted, part)
    each = len(run.parameters)
    found = [(0, "none")]
    if part == WHOLE:
        found += [(each, "next step"), (2 * each, "its share"), (3 * each + 1, "products")]
    else:
        found += [(each + 1, "products")]
    return [*found, (len(there), "all")]
