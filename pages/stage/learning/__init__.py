"""What a stage is sent for a student who is asked something: `blanks_payload`, of numbers to be filled in.

`expected_curve` is what there is to draw the curve of J on that is to come, and what was drawn.
"""

__all__ = ["blanks_payload", "expected_curve"]
