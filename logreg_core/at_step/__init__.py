"""One step of a run: every number shown there.

Read `at_step` first: `at(run, t)` gives all of them, each worked out when it is first read. `change` says what the
step before did to J, `rounding` which digits of a number are sure, and `contributions` what each example's part is in
the gradient and in the step. `along_step` says what any other rate would have made of the step, `batch_spread` where
other batches would have led, `above_map` what b alone could still win. `example` gives one example's numbers, `what_if`
the gradient if one were otherwise, `s_curve` where each is on σ, and `classification` leads from ŷ to right and wrong.

What the room offers is `at` and, of what hangs on it, the modules.
"""

from logreg_core.at_step.at_step import AtStep, at

__all__ = [
    "AtStep",
    "above_map",
    "along_step",
    "at",
    "batch_spread",
    "classification",
    "contributions",
    "example",
    "rounding",
    "s_curve",
    "what_if",
]
