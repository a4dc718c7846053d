"""What each preset of Compare is called, and the one sentence that its lanes show. Its test works every number out."""

from __future__ import annotations

import json
from html import escape

TITLES: dict[str, str] = {
    "tuned descent": "Plain descent at its best rate",
    "narrow valley": "Momentum in a narrow valley",
    "cars": "Momentum, and a feature in the hundreds",
    "off centre": "AdaGrad, and a feature off-centre",
    "turned": "AdaGrad, and features turned by 45°",
    "twice": "All data twice",
    "never settles": "RMSProp never settles",
}
SENTENCES: dict[str, str] = {
    "tuned descent": (
        "Each at its best rate, plain descent ends more than a million times nearer to J* than momentum with β = 0.9, "
        "which is 9.218×10⁻⁵ above it after 50 steps."
    ),
    "narrow valley": (
        "Iris as it is makes a long narrow valley: after 300 steps momentum at α = 1.6 is 0.0005721 above J*, plain "
        "descent at its best rate 0.1815."
    ),
    "cars": (
        "Displacement is in the hundreds and off-centre, and momentum hardly helps: after 300 steps it is 0.2091 above "
        "J*, plain descent 0.2524, each at its best rate."
    ),
    "off centre": (
        "With x2 three standard deviations off-centre AdaGrad is 0.2296 above J* after 50 steps; with x2 centred it is "
        "0.0003935, each at its best rate."
    ),
    "turned": (
        "Turning the features by 45° undoes what AdaGrad gains: after 50 steps it is 0.2959 above J*, as far as plain "
        "descent (0.2999); unturned it is 0.0003935."
    ),
    "twice": (
        "With every point there twice nothing changes: J is a mean, so the same rates lead to the same numbers at "
        "every step."
    ),
    "never settles": (
        "At α = 0.5 RMSProp never settles: it is 1.198×10⁻⁵ above J* at step 20, and 0.005098 at step 300, where each "
        "step is still 0.8660 long. At α = 0.01 from step 100 on, steps of 0.01747 are left."
    ),
}


def preset_menu(shown: str) -> str:
    """Return the list of presets as HTML. shown : the one whose lanes are on screen, "" where none is."""
    rows = "".join(_button(word, title, pressed=word == shown) for word, title in TITLES.items())
    list_ = f'<div class="list">{rows}</div>'
    return f'<details class="menu up presets"><summary>Seven to try</summary>{list_}</details>'


def preset_said(shown: str) -> str:
    """Return the sentence of the preset whose lanes are on screen, as HTML; "" where none is."""
    return f'<p class="preset-said">{escape(SENTENCES[shown])}</p>' if shown else ""


def _button(word: str, title: str, *, pressed: bool) -> str:
    asked = escape(json.dumps({"preset": word}), quote=True)
    state = ' aria-pressed="true"' if pressed else ""
    return f'<button type="button" class="link" data-request="{asked}"{state}>{escape(title)}</button>'
