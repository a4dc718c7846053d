"""What is said to a student who is asked something: it repeats the answer, confirms what was right, and gives numbers.

`expected_curve` speaks of a curve of J that somebody draws before the run is seen. What the room offers is its modules.
"""

__all__ = ["expected_curve"]
