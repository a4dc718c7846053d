"""What the next step does, asked before it is made.

`predictions` asks only what can go either way and has the right answer, `deciding` has the numbers that decided it, and
`nearby_runs` are a run up to a step and one a step longer.
"""

__all__ = ["deciding", "nearby_runs", "predictions"]
