"""What is said to a student who is asked something: it repeats the answer, confirms what was right, and gives numbers.

`predict` asks what the next step does, `verdict` says what it did and why an answer was off, and `decided` writes the
factor that decided it. What the room offers is its modules.
"""

__all__ = ["decided", "predict", "verdict"]
