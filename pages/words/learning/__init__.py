"""What a student is told of answers and of numbers of their own.

`own_numbers` says which of somebody's own numbers agree with a step and what was probably done where they don't;
`what_was_done` has each suspicion in words, with its formula and numbers, and `pasted_numbers` reads several at once.
`other_digits` is for exercises whose answer three digits don't show, or a double can't hold.
"""

__all__ = ["other_digits", "own_numbers", "pasted_numbers", "what_was_done"]
