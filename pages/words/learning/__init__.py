"""Words for what is asked: the list of lessons, the column of a lesson, and what is said of answers and own numbers.

`lesson_texts` makes a lesson's texts safe inside HTML; `lesson_column` is what stands beside the stage, `lesson_vote`
the same for a class, `lesson_list` the page that lists all, and `lesson_answers` what was said so far, to be copied.

`own_numbers` says which of somebody's own numbers agree with a step and what was probably done where they don't;
`what_was_done` has each suspicion in words, with its formula and numbers, and `pasted_numbers` reads several at once.
`predict` asks what the next step does, `verdict` says what it did and why an answer was off, and `decided` writes the
factor that decided it. `other_digits` is for exercises whose answer three digits don't show, or a double can't hold.
"""

__all__ = [
    "decided",
    "lesson_answers",
    "lesson_column",
    "lesson_list",
    "lesson_texts",
    "lesson_vote",
    "other_digits",
    "own_numbers",
    "pasted_numbers",
    "predict",
    "verdict",
    "what_was_done",
]
