"""The S-curve: `sigma_frame` draws the axes that examples and curve stand in, which move with the step."""

__all__ = ["sigma_frame"]
