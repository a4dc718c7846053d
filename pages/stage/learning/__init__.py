"""What a stage is sent while a student is asked something, and after the answer.

`blanks_payload` is about numbers to be filled in; `expected_curve` is what there is to draw the curve of J on that is
to come, and what was drawn. What the room offers is its modules.
"""

__all__ = ["blanks_payload", "expected_curve"]
