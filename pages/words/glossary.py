"""What each symbol and term on the pages means, in first-year words, and where more of it is shown.

`explained` marks a symbol in HTML: the browser shows its words when it is hovered, focused or tapped. `term_of` finds
the term that a symbol belongs to, whatever its index and whether it has a tilde. The list of all is shown by
pages/parts/sidebar/glossary_list.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

LAB, CHAIN, EXAMPLES, DERIVATION, DATA = "", "chain_rule", "examples", "derivation", "data"
PAGES = {LAB: "Lab", CHAIN: "Chain rule", EXAMPLES: "Examples", DERIVATION: "Derivation", DATA: "Data"}


@dataclass(frozen=True)
class Term:
    """One entry. symbols : how it is written, without index and tilde;  words : one or two sentences.

    page : the address of the page that shows more, one of PAGES.
    """

    symbols: tuple[str, ...]
    title: str
    words: str
    page: str


GLOSSARY: dict[str, Term] = {
    # ------------------------------------------------------------------------------------------ the model, forward
    "x": Term(("x",), "feature", "What was measured of an example: two numbers, which place it in the plane.", DATA),
    "y": Term(
        ("y", "class 0", "class 1"), "label", "The class that an example really belongs to, written as 0 or 1.", DATA
    ),
    "w": Term(
        ("w",),
        "weight",
        "How much z grows when this feature grows by one. The two weights turn the line and say how fast ŷ changes.",
        LAB,
    ),
    "b": Term(("b",), "bias", "What z is where both features are 0. It shifts the line without turning it.", LAB),
    "z": Term(
        ("z",),
        "score",
        "Each feature times its weight, and b, added up: on which side of the line a point lies and how far out. It is "
        "0 on the line.",
        CHAIN,
    ),
    "sigma": Term(
        ("σ", "σ(z)"),
        "sigmoid",
        "σ(z) = 1/(1 + e to the −z) squeezes any z into a number between 0 and 1. It is ½ at z = 0.",
        DERIVATION,
    ),
    "y_hat": Term(
        ("ŷ", "1 − ŷ"),
        "the model’s probability",
        "The model’s probability that the example is of class 1; whether it deserves the name is a question to the "
        "data.",
        CHAIN,
    ),
    "boundary": Term(
        ("boundary", "ŷ = 0.5"),
        "boundary",
        "The line on which ŷ = 0.5. Points beyond it are called class 1, those on the other side class 0.",
        LAB,
    ),
    # ------------------------------------------------------------------------------------------------------- losses
    "L": Term(
        ("L", "−log ŷ", "−log(1 − ŷ)"),
        "one example’s loss",
        "How wrong the model is about one example: near 0 where ŷ is near its label, large where it is surely wrong.",
        CHAIN,
    ),
    "J": Term(
        ("J", "mean loss", "mean loss J"),
        "mean loss",
        "The mean of L over all training examples. It is what descent tries to make small, or with a penalty a part of "
        "that.",
        LAB,
    ),
    "J_star": Term(
        ("J*", "lowest any line can reach"),
        "lowest any line can reach",
        "The smallest mean loss that any line has on these points. Where a line separates the classes there is none.",
        LAB,
    ),
    "F": Term(
        ("F",),
        "mean loss and penalty",
        "The mean loss J plus λ/2 times the squared length of w. With a penalty it is F that descent makes small.",
        LAB,
    ),
    "F_star": Term(
        ("F*", "lowest F any line can reach"),
        "lowest F any line can reach",
        "The smallest F that any line has on these points, at this λ. With both classes there always is one.",
        LAB,
    ),
    "lambda": Term(
        ("λ", "penalty", "λ·w", "λ/2·|w|²"),
        "strength of the L2 penalty",
        "How dear long weights are: each step adds λ times a weight to its gradient, which pulls it towards 0. b is "
        "free.",
        LAB,
    ),
    "dF": Term(
        ("∂F/∂w", "∂F/∂b"),
        "gradient of F",
        "The slope of F: the mean gradient, and for a weight λ times that weight. The step goes against it.",
        DERIVATION,
    ),
    "ln2": Term(
        ("ln 2",),
        "natural logarithm of 2",
        "0.6931, the loss of a coin: what L is where ŷ = 0.5, and what J is before the first step from zeros.",
        DERIVATION,
    ),
    "held_out": Term(
        ("J held out", "held out"),
        "held out",
        "Points kept aside for testing: descent never sees them, so J of them shows how the line does on new points.",
        DATA,
    ),
    "m": Term(("m",), "number of examples", "How many examples descent sees; means are over these m.", DATA),
    "i": Term(("i",), "number of the example", "Which example it is, counted from 1.", EXAMPLES),
    "correct": Term(
        ("classified correctly", "correct"),
        "classified correctly",
        "Whether ŷ is at least 0.5 where the label is 1, and below 0.5 where it is 0.",
        EXAMPLES,
    ),
    # ------------------------------------------------------------------------------------------------- the factors
    "dL_dyhat": Term(
        ("∂L/∂ŷ", "|∂L/∂ŷ|", "log₁₀|∂L/∂ŷ|"),
        "first factor",
        "How fast the example’s loss changes with ŷ. It is huge where the model is sure and wrong.",
        CHAIN,
    ),
    "dyhat_dz": Term(
        ("∂ŷ/∂z", "log₁₀ ∂ŷ/∂z"),
        "second factor",
        "How fast ŷ changes with z: the slope of the sigmoid, ¼ at the line and near 0 far from it.",
        CHAIN,
    ),
    "dz_dw": Term(
        ("∂z/∂w",),
        "own branch of a weight",
        "How fast z changes with this weight: it is simply the feature x that the weight multiplies.",
        CHAIN,
    ),
    "dz_db": Term(
        ("∂z/∂b",),
        "own branch of the bias",
        "How fast z changes with the bias: always 1, as b is added.",
        CHAIN,
    ),
    "dL_dz": Term(
        ("∂L/∂z", "slope ∂L/∂z", "ŷ − y"),
        "error",
        "The product of the first two factors comes to ŷ − y: how far the model’s probability is from the label.",
        CHAIN,
    ),
    "dL_dw": Term(
        ("∂L/∂w", "|∂L/∂w|"),
        "pull on a weight",
        "How this one example pulls on the weight: its error times its feature.",
        EXAMPLES,
    ),
    "dL_db": Term(("∂L/∂b",), "pull on the bias", "How this one example pulls on the bias: its error.", EXAMPLES),
    "pull": Term(
        ("pull", "pulls hardest on w", "pulls hardest on b"),
        "pull",
        "How strongly one example moves the line: on w by the size of ∂L/∂w, on b by that of ∂L/∂b. The two differ.",
        EXAMPLES,
    ),
    "share": Term(
        ("share", "its share"),
        "share",
        "What one example adds to the mean gradient: its own gradient divided by m.",
        EXAMPLES,
    ),
    "dJ": Term(
        ("∂J/∂w", "∂J/∂b", "gradient", "size"),
        "mean gradient",
        "The slope of the mean loss: how fast J would change with this parameter. The step goes against it.",
        DERIVATION,
    ),
    # ------------------------------------------------------------------------------------------------------ the step
    "alpha": Term(
        ("α",),
        "learning rate",
        "How far a step goes: the gradient is multiplied by α and taken off. Too small is slow, too large overshoots.",
        LAB,
    ),
    "smoothness": Term(
        ("steepest bend", "smoothness", "safe up to"),
        "steepest bend",
        "The most that the slope of J (with a penalty, of F) can change over a step of length one. Up to "
        "α = 2/steepest bend J (or F) can’t rise; above it may or may not.",
        LAB,
    ),
    "t": Term(("t", "step", "step t"), "step", "How many steps descent has taken; t = 0 is the start.", LAB),
    "T": Term(("T",), "number of steps", "How many steps the whole run has.", LAB),
    "u": Term(
        ("u", "velocity"),
        "velocity",
        "What the heavy ball remembers of earlier gradients. A step goes along it, so it can carry J uphill.",
        LAB,
    ),
    "beta": Term(("β",), "memory of the heavy ball", "How much of the velocity stays at each step, from 0 to 1.", LAB),
    "u_of_b": Term(("u of b",), "velocity of the bias", "What the heavy ball remembers of the bias’s gradients.", LAB),
    "next_step": Term(
        ("next step", "←"),
        "next step",
        "A parameter’s new value: the old one less α times the mean gradient, or what the rule makes of it.",
        LAB,
    ),
    "odds": Term(
        ("odds",),
        "odds",
        "ŷ/(1 − ŷ), how many times likelier class 1 is than class 0. One unit more of a feature multiplies them by e "
        "to the power of its weight.",
        DERIVATION,
    ),
    "scaled": Term(
        ("scaled", "tilde"),
        "standardised",
        "Each feature less its mean, divided by its standard deviation. Letters with a tilde belong to such features.",
        DATA,
    ),
    # -------------------------------------------------------------------------------------------------- other pages
    "parameters": Term(("parameters", "w and b"), "parameters", "The weights w and b: what descent changes.", LAB),
    "threshold": Term(
        ("threshold",), "threshold", "From which ŷ on an example is called class 1; usually 0.5.", EXAMPLES
    ),
    "epsilon": Term(
        ("ε", "|difference − gradient|"),
        "small nudge",
        "By how much a parameter is moved to measure the slope of J without a formula, as a check of the gradient.",
        CHAIN,
    ),
    "saturation": Term(
        ("saturation",),
        "saturation",
        "Far from the line the sigmoid is flat: ŷ hardly changes with z, though the error ŷ − y may be large.",
        CHAIN,
    ),
    "recall": Term(
        ("true positive rate", "false positive rate", "recall", "precision"),
        "rates of right and wrong",
        "Of the examples of class 1 the share called so (true positive rate), and of those of class 0 the share called "
        "class 1 by mistake (false positive rate).",
        EXAMPLES,
    ),
}

_MARKS = str.maketrans("", "", "\u0303₁₂₀\u2080")


def plain(symbol: str) -> str:
    """Return a symbol without its index and tilde: w̃₁ is w."""
    return re.sub(r"\s+", " ", symbol.translate(_MARKS)).strip()


@cache
def _by_symbol() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, term in GLOSSARY.items():
        for symbol in term.symbols:
            if found.setdefault(plain(symbol), key) != key:
                raise ValueError(f"the symbol {symbol!r} stands for both {found[plain(symbol)]!r} and {key!r}")
    return found


def symbols() -> dict[str, str]:
    """Return the key of the term that each symbol belongs to; symbols are without index and tilde."""
    return dict(_by_symbol())


def term_of(symbol: str) -> str:
    """Return the key of the term that a symbol belongs to. Raises KeyError where there is none."""
    try:
        return _by_symbol()[plain(symbol)]
    except KeyError:
        raise KeyError(f"no term of pages/words/glossary.py has the symbol {symbol!r}: add it there") from None


def explained(symbol: str, shown: str = "") -> str:
    """Return a symbol as HTML that explains itself. shown : HTML to show in its place."""
    return f'<dfn data-term="{term_of(symbol)}" tabindex="0">{shown or symbol}</dfn>'
