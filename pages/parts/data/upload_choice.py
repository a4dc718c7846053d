"""Which columns and classes of a file are used: the choice, and the boxes to make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from logreg_core import Dataset
from logreg_core.files import (
    SavedChoice,
    feature_columns,
    guess_columns,
    label_values,
    likely_positive,
    no_numbers,
    saved_choice,
    to_dataset,
)
from logreg_core.points.dataset import NO_FEATURE
from logreg_core.points.read_as import ReadAs
from pages.session import files, widgets
from pages.session.session import session
from pages.words.escape import in_markdown, one_line, told_apart

_REST = "all the rest"
_NONE = "none: one feature only"


@dataclass(frozen=True)
class Choice:
    """Which columns and classes of which file; a tuple of primitives, as the session keeps it."""

    digest: str
    features: tuple[str, ...]
    label: str
    positive: str
    negative: str | None
    drop_incomplete: bool
    read_as: str = ""

    @property
    def key(self) -> str:
        """What the file is known by, read in this way."""
        return files.key_of(self.digest, ReadAs.of(self.read_as))

    def load(self, frame: Any) -> Dataset:
        """Return the file's points by this choice. Raises DataError."""
        return to_dataset(
            frame,
            features=self.features,
            label=self.label,
            positive=self.positive,
            negative=self.negative,
            drop_incomplete=self.drop_incomplete,
        )


def choose(frame: Any, digest: str, *, wide: bool = False) -> Choice | None:
    """Show the choices and return what they say; begun by a guess or by what was chosen of this file before.

    wide : whether there is room for two beside each other.
    """
    read_as: str = frame.attrs["read_as"]
    choice = _choose(frame, files.key_of(digest, ReadAs.of(read_as)), 2 if wide else 1)
    return choice and replace(choice, digest=digest, read_as=read_as)


def _choose(frame: Any, key: str, beside: int) -> Choice | None:
    names, numeric = tuple(frame.columns), files.of_file(key, "numeric", lambda: feature_columns(frame))
    if not numeric or len(names) < 2:
        st.error(
            f"One or two columns of numbers and another one for the label are needed. {_numeric(frame, key, numeric)}"
        )
        return None
    if len(numeric) < 2 < len(names):
        st.caption(_numeric(frame, key, numeric))
    before = _before(key)
    saved: SavedChoice | None = files.of_file(key, "saved", lambda: saved_choice(frame))
    guess = files.of_file(key, "guess", lambda: guess_columns(frame))
    features, label = (before.features, before.label) if before else guess or _any(names, numeric)
    written = told_apart(names)
    say = written.__getitem__
    first, second = [place for _ in range(2 // beside) for place in st.columns(beside)]
    x1 = first.selectbox("x₁", numeric, numeric.index(features[0]), say, key=widgets.column_choice("x1", key))
    with second:
        features = (x1, *_second(numeric, features[1:], say, key))
    third, fourth = [place for _ in range(2 // beside) for place in st.columns(beside)]
    label = third.selectbox("Label", names, names.index(label), say, key=widgets.column_choice("label", key))
    values = files.of_file(key, ("values", label), lambda: label_values(frame, label))
    ours = saved if saved and label == saved.label else None
    if len(values) < 2 and ours:
        return Choice(key, features, label, ours.positive, ours.negative, False)
    if len(values) < 2:
        return Choice(key, features, label, values[0] if values else "", None, False)
    known = before if before and before.label == label else None
    likely = known.positive if known else ours.positive if ours else ""
    at = values.index(likely if likely in values else likely_positive(values))
    say = told_apart(values).__getitem__
    one = fourth.selectbox("Counts as class 1", values, at, say, key=widgets.class_one(key, names.index(label)))
    zero = None
    if len(values) > 2:
        others = tuple(value for value in values if value != one)
        at = others.index(known.negative) + 1 if known and known.negative in others else 0
        place = st.selectbox(
            "Against",
            range(len(others) + 1),
            at,
            lambda i: _REST if i == 0 else say(others[i - 1]),
            key=widgets.class_zero(key, names.index(label), values.index(one)),
        )
        zero = others[place - 1] if place else None
    return Choice(key, features, label, one, zero, bool(known and known.drop_incomplete))


def _second(numeric: tuple[str, ...], chosen: tuple[str, ...], say: Callable[[str], str], key: str) -> tuple[str, ...]:
    """Show the choice of a second feature, which may be none; chosen : what it is at first."""
    x2 = st.selectbox(
        "x₂",
        (*numeric, NO_FEATURE),
        numeric.index(chosen[0]) if chosen else len(numeric),
        lambda name: _NONE if name == NO_FEATURE else say(name),
        key=widgets.column_choice("x2", key),
    )
    return () if x2 == NO_FEATURE else (x2,)


def _numeric(frame: Any, key: str, numeric: tuple[str, ...]) -> str:
    """Say which columns are of numbers, and why the others are none."""
    found = ", ".join(one_line(name, 30) for name in numeric[:3]) or "none"
    others = files.of_file(key, "no numbers", lambda: no_numbers(frame))
    return (
        f"Columns of numbers here: {in_markdown(found)}. {f'{in_markdown(others)}. ' if others else ''}"
        "A column counts when more than half of its entries are numbers."
    )


def _any(names: tuple[str, ...], numeric: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the first two columns of numbers and the last of the others; one, where there is none for the label."""
    features = numeric[: min(2, len(names) - 1)]
    return features, [name for name in names if name not in features][-1]


def _before(key: str) -> Choice | None:
    known = session().upload_choice
    return Choice(*known) if known and Choice(*known).key == key else None
