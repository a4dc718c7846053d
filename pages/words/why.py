"""Why J (with a penalty, F) did what it did at the step just made, and why a rate is safe.

The sentences' numbers are filled in by the stage.

A step's sentences are one number, the column `why`: a kind of this list and, of a rise, what else is said of it. An
element with data-when="why:5|13" is shown only where the column has one of these values at the step on screen.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from logreg_core.descent.safe_rate import Quicker
from logreg_core.descent.schedule import cut
from pages.words.glossary import explained
from pages.words.numbers import exactly, number
from pages.words.strip import value

# What the step did: kinds.
NOTHING, ROUNDING, FELL, FELL_AS_PROMISED, FELL_LITTLE, ROSE, UPHILL, TOO_LONG = range(8)
# And of a rise: J before and after, what the slope promised, that this was more than there is, and who has J now.
PAIR, PROMISE, MORE, WRONG = 8, 16, 32, 64
RISES, FALLS = (ROSE, UPHILL, TOO_LONG), (FELL, FELL_AS_PROMISED, FELL_LITTLE)
# The column `why_acts`: no button, from the start alone, from here as well, and that this is slow.
FROM_START, FROM_HERE, FROM_HERE_SLOWLY = 1, 2, 3
LEAST_SHARE = 0.9  # of J, in the wrong points
SHARES = (*(f"{tenths / 10:.1f}" for tenths in range(900, 1000)), "over 99.9")
"""What the column `why_share` stands for, from 90 % on in tenths."""


LAST_DIGITS = (
    '<span data-when="parted:1">After so many steps the last digits decide: another machine may draw another '
    "path.</span>"
)
"""Said, as HTML, at those steps where a few roundings more or less lead elsewhere."""


def why_line(
    codes: Collection[int],
    acts: Collection[int],
    safe: float | None,
    *,
    mean: bool = False,
    batch: bool = False,
    kept: bool = False,
    charged: bool = False,
    paid: bool = False,
) -> str:
    """Return, as HTML, all that may have to be said of a run's steps.

    codes, acts : the values that the columns why and why_acts have in it.  safe : the rule's safe rate.
    mean : whether what leads on is a mean of earlier gradients, and no velocity.
    batch : whether steps take batches;  kept : whether the rule keeps something from step to step.
    charged : whether λ charges the weights, and so F is spoken of;  paid : whether J rose at a step by which F fell.
    """
    kinds = {code & _KIND for code in codes}
    letter = "F" if charged else "J"
    uphill = _uphill(mean=mean, batch=batch, kept=kept)
    said = [
        _when(codes, html, kind, needs)
        for kind in sorted(kinds)
        for html, needs in _sentences(kind, codes, letter, uphill, mean=mean)
    ]
    if paid:
        said.append(_PAID)
    if any(code & WRONG for code in codes):
        said.append(f'<span data-when="why:{_values(code for code in codes if code & WRONG)}">{_WRONG}</span>')
    parts = "why:" + _values(code for code in codes if code & _KIND > ROUNDING)
    if max(kinds) > ROUNDING:
        said.append(f'<span data-when="{parts}">{_PARTS_BUTTON}</span>')
    if safe is not None and any(acts):
        said.append(_buttons(cut(safe)))
    if max(kinds) > ROUNDING:
        said.append(
            f'<span class="parts" data-slot="whyParts" hidden><span data-when="{parts}">{_parts(letter)}</span></span>'
        )
    return " ".join(said)


def _uphill(*, mean: bool, batch: bool, kept: bool) -> str:
    """What led a step uphill."""
    if batch:
        return "This batch and what the rule keeps led uphill for all" if kept else _BATCH_UPHILL
    return f"The {_leads_on(mean=mean)} carried the step uphill"


def _leads_on(*, mean: bool) -> str:
    return "mean of earlier gradients" if mean else explained("velocity")


def _sentences(kind: int, codes: Collection[int], letter: str, uphill: str, *, mean: bool) -> list[tuple[str, int]]:
    """A kind's sentences as HTML, each with the flag that it needs: none where 0, and unset where negative.

    letter : what descent makes small, "J" or "F";  uphill : what led a step uphill.
    """
    short, named = f"<i>{letter}</i>", f"<i>{explained(letter)}</i>"  # explained once a line
    pair = _inside(codes, PAIR, f", {value('J_before')} → {value(letter)}")
    rose = f"{named} rose by {_CHANGE}{pair}"
    more = _inside(codes, MORE, ", more than there is")
    velocity = _leads_on(mean=mean)
    return {
        NOTHING: [],
        ROUNDING: [(f"{named} changed by no more than rounding.", 0)],
        FELL: [(f"{named} fell by {_CHANGE}: {value('why_percent', 'integer')} % {_PROMISED}.", 0)],
        FELL_AS_PROMISED: [(f"{named} fell by {_CHANGE}: over 99 % {_PROMISED}.", 0)],
        FELL_LITTLE: [(f"{named} fell by {_CHANGE}: less than 1 % {_PROMISED}.", 0)],
        ROSE: [
            (f"{rose}.", 0),
            (
                f"Had the slope of step {_STEP} gone on, {short} would have fallen by {value('slope', 'size')}{more}: "
                "the slope turned on the way.",
                PROMISE,
            ),
            (f"The slope of step {_STEP} turned on the way.", -PROMISE),
        ],
        UPHILL: [(f"{uphill}, so {rose}.", 0)],
        TOO_LONG: [(f"{rose}: the step, with its {velocity}, was too long.", 0)],
    }[kind]


def _when(codes: Collection[int], html: str, kind: int, needs: int) -> str:
    """Return HTML that is shown for those codes of a kind that have, or have not, the flag it needs."""
    fit = [code for code in codes if code & _KIND == kind and (not needs or bool(code & abs(needs)) == (needs > 0))]
    return f'<span data-when="why:{_values(fit)}">{html}</span>' if fit else ""


def _values(codes: Iterable[int]) -> str:
    return "|".join(map(str, sorted(codes)))


def _inside(codes: Collection[int], flag: int, html: str) -> str:
    """HTML within a rise's sentence, shown for those codes that have a flag."""
    fit = [code for code in codes if code & _KIND in RISES and code & flag]
    return f'<span data-when="why:{_values(fit)}">{html}</span>' if fit else ""


_KIND = 7  # of a code
_BATCH_UPHILL = "This batch’s direction led uphill for all"
_J, _CHANGE, _STEP = "<i>J</i>", value("change", "size"), value("t_before", "integer")
_PROMISED = f"of what the slope at step {_STEP} promised"
_WRONG = (
    f"{value('why_share', 'word')} % of {_J} is now in the "
    f'<span data-when="why_wrong:!1">{value("why_wrong", "integer")} points that are wrong.</span>'
    '<span data-when="why_wrong:1">one point that is wrong.</span>'
)
_PARTS_BUTTON = (
    '<button type="button" class="quiet" data-opens="whyParts" aria-expanded="false" aria-label="Both parts in full">'
    '<span aria-hidden="true">?</span></button>'
)
_PAID = f'<span data-when="why_paid:1">{_J} rose by {value("change_J")}: shorter weights were worth it.</span>'


def _parts(letter: str) -> str:
    F = f"<i>{letter}</i>"
    return (
        f"{F}(<i>t</i>+1) − {F}(<i>t</i>) = slope part + curvature part; at <i>t</i> = {_STEP}: "
        f"{value('change')} = {value('slope', 'brackets')} + {value('curvature')}. "
        f"The slope part is ∂{F}/∂<i>θ</i> times the step: what {F} would change by if its slope at <i>t</i> went on. "
        f"The curvature part is what the slope’s turning on the way adds: never negative, as {F} is convex."
    )


def _buttons(safe: float) -> str:
    text = exactly(safe)
    return (
        f'<span class="acts" data-when="why_acts:1|2|3">{_asks(safe, from_start=True)}again from the start with {text}'
        f'</button> <span data-when="why_acts:2|3">{_asks(safe, from_start=False)}go on from here with {text}'
        '<span data-when="why_acts:3">: slow</span></button></span></span>'
    )


def _asks(rate: float, *, from_start: bool) -> str:
    asked = json.dumps({"rate": rate, "from_start": from_start})
    return f"<button type=\"button\" data-request='{asked}'>"


def rate_text(rate: float) -> str:
    """Write a rate cut to three digits: 3.78 where J can't rise up to 3.783."""
    return exactly(cut(rate))


def why_safe(safe: float, bend: float, quicker: Quicker | None, *, charged: bool = False) -> str:
    """Say, as HTML, where the safe rate comes from and what it does not say.

    bend : the steepest that J bends anywhere;  quicker : a rate above the safe one that does better here.
    charged : whether λ charges the weights; then it is F that bends so.
    """
    J = "<i>F</i>" if charged else _J
    more = ""
    if quicker is not None:
        steps = "1 step" if quicker.steps == 1 else f"{quicker.steps:,} steps"
        more = (
            f" More may be better: <i>α</i> = {exactly(quicker.rate)} comes within 0.001 of {J}* in {steps}, "
            f"{exactly(quicker.safe)} in {quicker.safe_steps:,}."
        )
    return (
        f"2/steepest bend = 2/{number(bend)} = {number(safe)}. With these points {J}, as a curve of the parameters, "
        f"bends nowhere more than {number(bend)}{', λ among it' if charged else ''}. "
        f"So with <i>α</i> up to {rate_text(safe)} {J} can’t rise, from any start; "
        f"above it {J} may or may not rise.{more}"
    )
