"""Words for what is asked: the list of lessons, the column of a lesson, and what somebody said in one.

`lesson_texts` makes a lesson's texts safe inside HTML; `lesson_column` is what stands beside the stage, `lesson_vote`
the same for a class, `lesson_list` the page that lists all, and `lesson_answers` what was said so far, to be copied.
"""

__all__ = ["lesson_answers", "lesson_column", "lesson_list", "lesson_texts", "lesson_vote"]
