"""A rule's lines for one parameter, as HTML whose numbers the stage fills in; pages/words/strip.py says how.

What a rule keeps, or works out on the way, has a column for each parameter: `next_u_w1` is u after the step, of w1.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from logreg_core.descent.rules.newton import HALVINGS
from logreg_core.descent.rules.rule import Line, Product, Rule
from pages.words.numbers import exactly
from pages.words.rule import kept

MANY = 3  # lines of one parameter; those of the other parameters are then shown when they are opened
OTHERS = "otherLines"  # what opens them
_EXPONENTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HALVED = (
    "0 × α, as no halving of it makes J fall",
    "α",
    "α/2",
    *(f"α/{2**k}" if k < 7 else f"α/2{str(k).translate(_EXPONENTS)}" for k in range(2, HALVINGS + 1)),
)
"""What the column `halved` stands for: Newton's a, as a part of α."""


def live_lines(
    rule: Rule,
    parameter: str,
    written: str,
    *,
    scaled: bool,
    old: str,
    after: str,
    first: bool = True,
    charged: bool = False,
) -> list[str]:
    """Return what stands on each line; the last one is θ's.

    parameter : "w1", "w2" or "b";  written : how it is written;  old, after : its number before and after the step.
    first : whether what is the same for every parameter is written too.
    charged : whether λ charges the weights, so that the gradient is ∂F.
    """
    numbers = _numbers(rule, parameter, charged=charged) | {"θ": old}
    lines = [
        f"<i>{kept(letter, parameter, scaled=scaled)}</i> = <i>{_of(how, parameter, charged=charged)}</i> = "
        f"{_value(f'next_{letter}_{parameter}')}"
        for letter, how in rule.given.items()
        if letter == "d"
    ]
    if "a" in rule.given and first:
        lines.append(f"<i>a</i> = <i>{_plain('halved', 'word')}</i> = {_value('next_a_' + parameter, 'exact')}")
    for line in rule.lines:
        sum_ = _sum(line, numbers)
        if line.target == "θ":
            lines.append(f"<i>{written}</i> ← {sum_} = {after}")
        else:
            made, arrow = (line.target, "=") if line.target in rule.works_out else (f"next_{line.target}", "←")
            target = kept(line.target, parameter, scaled=scaled)
            lines.append(f"<i>{target}</i> {arrow} {sum_} = {_value(f'{made}_{parameter}')}")
    return lines


def are_long(rule: Rule) -> bool:
    """Tell whether a line of the rule may need more room than there is beside the factors on a usual screen."""
    return any(len(line.products) > 2 or any(each.root for each in line.products) for line in rule.lines)


def in_rows(lines: list[str], others: str, *, first: bool) -> str:
    """Return lines one below another. Where they are many, all but the first parameter's last are opened by a button.

    others : of which parameters the button opens them, in words; "" where the button stands elsewhere.
    """
    shown = [f'<span class="rule-line">{line}</span>' for line in lines]
    if len(lines) == 1:
        return lines[0]
    if first or len(lines) < MANY:
        return "".join(shown)
    button = (
        f'<button type="button" class="link" data-opens="{OTHERS}" aria-expanded="false">all lines of {others}</button>'
        if others
        else ""
    )
    return (
        f'<span class="rule-line">{button}</span>' if button else ""
    ) + f'<span class="rule-lines" data-slot="{OTHERS}" hidden>{"".join(shown[:-1])}</span>{shown[-1]}'


def _numbers(rule: Rule, parameter: str, *, charged: bool) -> dict[str, str]:
    """How each factor of the rule's lines is written, but for θ."""
    settings = rule.settings
    found = {
        "g": _plain(f"d{'F' if charged else 'J'}_d{parameter}", "brackets"),
        "α": _plain("alpha", "exact"),
        **{each: _plain(f"{each}_{parameter}", "brackets") for each in (*rule.keeps, *rule.works_out)},
        **{f"{each}'": _plain(f"next_{each}_{parameter}", "brackets") for each in rule.keeps},
        **{name: exactly(setting) for name, setting in settings.items()},
    }
    if "a" in rule.given:
        found["a'"] = _plain(f"next_a_{parameter}", "exact")
    return found | {name: _rest(name, settings) for name in rule.known(0) if name.startswith("1-")}


def _rest(name: str, settings: Mapping[str, float]) -> str:
    """What is left of 1: 0.1 for β = 0.9, and as it stands where it is a power, (1 − 0.9⁵)."""
    setting, _, power = name.removeprefix("1-").partition("^")
    value = settings[setting]
    if power:
        return f"(1 − {exactly(value)}<sup>{_plain('t_after', 'integer')}</sup>)"
    return exactly(float(1 - Decimal(repr(value))))


def _sum(line: Line, numbers: Mapping[str, str]) -> str:
    written = ""
    for product in line.products:
        written += (" − " if product.minus else " + " if written else "") + _product(product, numbers)
    return written


def _product(product: Product, numbers: Mapping[str, str]) -> str:
    factors = [
        f"({_bare(numbers[each])})²" if product.factors.count(each) == 2 else numbers[each]
        for each in dict.fromkeys(product.factors)
    ]
    written = " × ".join(factors)
    if product.over:
        written += f" / {numbers[product.over]}"
    if product.root:
        written += f' / (√<span class="root">{_bare(numbers[product.root])}</span> + {numbers[product.plus]})'
    return written


def _bare(number: str) -> str:
    """A live number that has brackets, or a line over it, whether it is negative or not."""
    return number.replace(' data-as="brackets"', "")


def halved_words(*, charged: bool) -> list[str]:
    """Return what the column `halved` stands for, as HALVED has it. charged : whether it is F that is to fall."""
    return [each.replace("makes J fall", "makes F fall") if charged else each for each in HALVED]


def _of(how: str, parameter: str, *, charged: bool) -> str:
    """A number that no line makes, as it is written: (H⁻¹ ∂J/∂θ)₁."""
    how = how.replace("∂J", "∂F") if charged else how
    return how + {"w1": "₁", "w2": "₂", "b": "<sub>b</sub>"}[parameter]


def _plain(column: str, how: str = "number") -> str:
    as_ = "" if how == "number" else f' data-as="{how}"'
    return f'<span data-col="{column}"{as_}></span>'


def _value(column: str, how: str = "number") -> str:
    as_ = "" if how == "number" else f' data-as="{how}"'
    return f'<b data-col="{column}"{as_}></b>'
