"""What a stage is sent while a student is asked something, and after the answer.

`gate` is what stands in the why line's place while Predict is on; `covered` takes out of a payload all that tells what
the next step does, and `covered_payload` is the Lab's without it. What the room offers is its modules.
"""

__all__ = ["covered", "covered_payload", "gate"]
