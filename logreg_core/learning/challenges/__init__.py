"""Challenges that are made from any moment: a goal, a budget, a link.

Read `challenge` first: one as a value, and how a link writes it. `judging` says how it stands at a step of a run,
`impossible` why one can't be met, for which `most_correct` counts what lines can do; `suggested` is a number to begin
with. `challenge_beat` makes it a beat.
"""

from logreg_core.learning.challenges.challenge import (
    GOALS,
    Challenge,
    apart,
    begun,
    challenge_of,
    challenge_text,
    toggled,
)
from logreg_core.learning.challenges.challenge_beat import challenge_beat
from logreg_core.learning.challenges.impossible import REASONS, Impossible, impossible
from logreg_core.learning.challenges.judging import Verdict, judged
from logreg_core.learning.challenges.suggested import suggested

__all__ = [
    "GOALS",
    "REASONS",
    "Challenge",
    "Impossible",
    "Verdict",
    "apart",
    "begun",
    "challenge_beat",
    "challenge_of",
    "challenge_text",
    "impossible",
    "judged",
    "suggested",
    "toggled",
]
