"""What a stage is sent while a student is asked something, and after the answer.

`blanks_payload` is about numbers to be filled in; `expected_curve` is what there is to draw the curve of J on that is
to come, and what was drawn. `gate` is what stands in the why line's place while Predict is on; `covered` takes out of a
payload all that tells what the next step does, and `covered_payload` is the Lab's without it. What the room offers is
its modules.
"""

__all__ = ["blanks_payload", "covered", "covered_payload", "expected_curve", "gate"]
