"""Numbers to be filled in, as a stage is sent them: where they stand, and what those that were typed show."""

from __future__ import annotations

from logreg_core.descent.run import Run
from logreg_core.learning.blanks import FACTORS_AND_PRODUCTS, WHOLE, blank, clearer_moment, covered, names
from logreg_core.learning.mistakes import Asked
from pages.stage.columns import Columns
from pages.stage.header import BlanksHeader, SessionHeader, TriedHeader
from pages.words.learning.blank_places import Places
from pages.words.learning.blanks import SOME_COINCIDE, letters_for, levels, shown_on_purpose, value_text, verdict
from pages.words.learning.worked import Letters
from pages.words.strip import letters_of

TRIES = 2  # after which a number may be shown
_IN_PICTURE = ("graph",)  # kinds whose numbers stand in a picture; the places to type in stand beside it
# The columns that show one number each, and all the numbers that they show.
_SHOWS = {
    **{name: (name,) for name in ("dL_dyhat", "dyhat_dz", "dL_dw1", "dL_dw2", "share_w1", "share_w2", "share_b")},
    "dL_dz": ("dL_dz", "dL_db"),
}


def part_of(kind: str, run: Run) -> str:
    """Return how much of the chain is to be filled in on a kind of stage.

    Of batches no share, as most examples have none in a step, and so no step.
    """
    return FACTORS_AND_PRODUCTS if kind in _IN_PICTURE or run.batches else WHOLE


def places_of(run: Run, from_session: SessionHeader, kind: str) -> Places:
    """Return which numbers are to be filled in on a kind of stage."""
    there = covered(run.weighted, from_session.blanks, part_of(kind, run))
    return Places(there, letters_of(run), from_session.present)


def without_covered(columns: Columns, places: Places) -> Columns:
    """Return the columns without those all of whose numbers are to be filled in: nothing on the page needs them."""
    gone = {column for column, shows in _SHOWS.items() if all(name in places for name in shows)}
    return {name: values for name, values in columns.items() if name not in gone}


def blanks_header(run: Run, row: int, places: Places, from_session: SessionHeader, kind: str) -> BlanksHeader:
    """Return what a stage is told of its blanks. row : the picked example's among the training examples."""
    there = names(run.weighted, part_of(kind, run))
    t, entries = from_session.tried
    entries = tuple((name, typed) for name, typed in entries if name in places and 0 <= t <= run.steps)
    tried = _tried(run, t, row, places, entries) if entries else {}
    return {
        "asked": len(places.covered),
        "most": len(there),
        "levels": [{"blanks": number, "words": words} for number, words in levels(run, part_of(kind, run))],
        "list": places.listed() if kind in _IN_PICTURE and places.covered else "",
        "t": t,
        "last": entries[-1][0] if entries else "",
        "tried": tried,
    }


def _tried(run: Run, t: int, row: int, places: Places, entries: tuple[tuple[str, str], ...]) -> dict[str, TriedHeader]:
    texts = {name: [typed for each, typed in entries if each == name] for name, _ in entries}
    asked = {name: blank(run, t, row, name) for name in texts}
    letters = letters_for(run)
    filled = {name for name in texts if _is_filled(asked[name], texts[name], letters, places)}
    unfilled = frozenset(places.covered) - filled
    tried = {name: _entry(asked[name], texts[name], letters, unfilled, places) for name in texts}
    last = entries[-1][0]
    said = verdict(asked[last], tried[last]["typed"], letters, unfilled)
    if (asked[last].coinciding if tried[last]["right"] else said.several) and (
        moment := clearer_moment(run, t, row, last)
    ):
        tried[last]["elsewhere"] = [moment[0], int(run.rows_training[moment[1]])]
        if tried[last]["right"]:
            tried[last]["says"] += f" {SOME_COINCIDE}"
    return tried


def _is_filled(asked: Asked, given: list[str], letters: Letters, places: Places) -> bool:
    """Whether one of what was typed is right, or it was shown when it might be."""
    return any(
        verdict(asked, typed, letters).right if typed else _may_show(given[:at], places)
        for at, typed in enumerate(given)
    )


def _may_show(given: list[str], places: Places) -> bool:
    return places.present or len([typed for typed in given if typed]) >= TRIES


def _entry(asked: Asked, given: list[str], letters: Letters, unfilled: frozenset[str], places: Places) -> TriedHeader:
    typed = next((each for each in reversed(given) if each), "")
    said, right = verdict(asked, typed, letters, unfilled), asked.name not in unfilled
    shown = right and not said.right
    return {
        "typed": typed,
        "right": right,
        "value": value_text(asked) if right else "",
        "says": shown_on_purpose(asked, letters, unfilled) if shown else said.says,
        "show": not right and _may_show(given, places),
        "elsewhere": [],
    }
