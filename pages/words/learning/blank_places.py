"""Where a number stands that is to be filled in, as HTML: a box to type in, or for a class a cover that one lifts.

Neither holds the number: it is sent once it has been found, or is shown on purpose. Then it stands in the same room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

SYMBOLS = {"dL_dyhat": "∂L/∂ŷ", "dyhat_dz": "∂ŷ/∂z", "dL_dz": "∂L/∂z"}
COVER = "▢"  # stands for a number that is filled in elsewhere; pages/stage/web/fill/fill_in.js writes it too
LONGEST = 60  # letters that are typed


def label_of(name: str, say: Mapping[str, str]) -> str:
    """Return what a number is called where no formula stands beside it. say : pages.words.strip.letters."""
    if name in SYMBOLS:
        return SYMBOLS[name]
    stem, _, last = name.rpartition("_")
    parameter = say[last.removeprefix("d")]
    return {
        "dz": f"∂z/∂{parameter}",
        "dL": f"∂L/∂{parameter}",
        "share": f"this example’s share of ∂J/∂{parameter}",
        "next": f"{parameter} after the step",
    }[stem]


@dataclass(frozen=True)
class Places:
    """Which numbers are to be filled in.

    covered : their names, logreg_core.learning.blanks;  say : how letters are written;  present : whether for a class.
    """

    covered: tuple[str, ...] = ()
    say: Mapping[str, str] | None = None
    present: bool = False

    def __contains__(self, name: str) -> bool:
        """Tell whether a number is to be filled in."""
        return name in self.covered

    def of(self, name: str, number: str) -> str:
        """Return what stands where a number does: the number, or a place for it. number : as HTML."""
        return place(name, label_of(name, self.say or {}), present=self.present) if name in self.covered else number

    def said(self, name: str, number: str) -> str:
        """Return what stands where a sentence says a number: that, or until it is filled in elsewhere an empty box."""
        return f'<b data-filled="{name}">{COVER}</b>' if name in self.covered else number

    def drawn(self, name: str, number: str) -> str:
        """Return the same inside SVG. number : a tspan, or text."""
        return f'<tspan class="blank" data-filled="{name}">{COVER}</tspan>' if name in self.covered else number

    def listed(self) -> str:
        """Write the places one after the other, each with its symbol, for a picture that has no room for boxes."""
        return "".join(
            f'<span class="asked"><i>{escape(label_of(name, self.say or {}))}</i> = {self.of(name, "")}</span>'
            for name in self.covered
        )


NOTHING = Places()


def place(name: str, label: str, *, present: bool) -> str:
    """Write the place of one number."""
    if present:
        inside = f'<button type="button" data-show="{name}" aria-label="Show {escape(label)}">?</button>'
    else:
        inside = (
            f'<input type="text" inputmode="text" autocomplete="off" autocapitalize="off" spellcheck="false" '
            f'enterkeyhint="done" maxlength="{LONGEST}" aria-label="Fill in {escape(label)}">'
        )
    return f'<span class="blank" data-blank="{name}">{inside}<b hidden></b></span>'
