"""Words for what is asked: lessons, blanks to fill, and what is said of answers and own numbers.

`lesson_texts` makes a lesson's texts safe inside HTML; `lesson_column` is what stands beside the stage, `lesson_vote`
the same for a class, `lesson_list` the page that lists all, and `lesson_answers` what was said so far, to be copied.

`own_numbers` says which of somebody's own numbers agree with a step and what was probably done where they don't;
`what_was_done` has each suspicion in words, with its formula and numbers, and `pasted_numbers` reads several at once.
`expected_curve` speaks of a curve of J that somebody draws before the run is seen.
`other_digits` is for exercises whose answer three digits don't show, or a double can't hold.

`blank_places` is where a number stands that is to be filled in, as HTML; `blanks` says what a typed number shows, and
`worked` writes the formula that somebody worked out, in letters and with numbers. `challenges` says a challenge, how it
stands, and why one can't be met. The folder `predict` asks what the next step
does.
"""

__all__ = [
    "blank_places",
    "blanks",
    "challenges",
    "expected_curve",
    "lesson_answers",
    "lesson_column",
    "lesson_list",
    "lesson_texts",
    "lesson_vote",
    "other_digits",
    "own_numbers",
    "pasted_numbers",
    "predict",
    "what_was_done",
    "worked",
]
