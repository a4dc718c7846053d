"""The sweep: how far descent comes in T steps at each of 25 learning rates, and which of them is best.

`sweep` works it out for a dataset and an experiment, and `tuned` takes the best rate; `few_rows` says when some of the
examples stand for all, and draws them.
"""

__all__ = ["few_rows", "sweep"]
