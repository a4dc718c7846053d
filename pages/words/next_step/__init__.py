"""The next step, as it is written on screen: `live_lines`, a rule's lines whose numbers the stage fills in, and
`surprises`, small words where a step is not what one expects of it.
"""

__all__ = ["live_lines", "surprises"]
