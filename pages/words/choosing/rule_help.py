"""What each rule does, in words, where it comes from, and what other libraries mean by its name; what its boxes say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logreg_core.descent.rules.rule import Rule
from pages.words.numbers import exactly


def rule_help(rule: Rule) -> tuple[str, ...]:
    """Return, as plain text, what the rule does, its usual rate, its paper and where libraries differ; in that order.

    What there is nothing to say of is left out.
    """
    said = [rule.in_words]
    if rule.usual_rate is not None:
        said.append(f"Choosing it sets α to {exactly(rule.usual_rate)}, which is usual with it.")
    if rule.paper:
        said.append(f"{rule.paper.removesuffix('.')}.")
    said.append(rule.elsewhere)
    return tuple(each for each in said if each)


def no_promise(rule: Rule, *, in_batches: bool = False) -> str:
    """Return what is said beside the learning rate, where nothing promises a rate up to which J can't rise."""
    if in_batches:
        return "no rate is safe with a batch"
    return "α is halved until J falls" if rule.never_rises else "no rate is safe with this rule"


def setting_help(setting: Mapping[str, Any]) -> str:
    """Return what stands beside the box of a setting, by its metadata: what it does, and from where to where it goes.

    The words of a switch are its own.
    """
    if setting.get("switch"):
        return str(setting["help"])
    low, high = setting["limits"]
    return f"{setting['title']}. {setting['help']} From {as_typed(low)} to {as_typed(high)}."


def refused(setting: Mapping[str, Any], value: float) -> str:
    """Return why a setting can't be such a number, which is outside its limits; with its reason, where it has one."""
    low, high = setting["limits"]
    reason = setting.get("reason", "") if value < low else ""
    return f"{as_typed(value)} is not from {as_typed(low)} to {as_typed(high)}" + (f": {reason}." if reason else ".")


def as_typed(value: float) -> str:
    """Write a number as one types it, to the last bit: 1e-8, 0.9, 3."""
    written, e, power = repr(value).partition("e")
    return written.removesuffix(".0") + (f"{e}{int(power)}" if e else "")
