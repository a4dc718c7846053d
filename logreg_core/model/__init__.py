"""The model at one parameter vector: x → z → ŷ → L → J, and back.

Read `forward` first, the forward pass, and then `chain_rule`: the five factors of each example, their products and
the mean gradient. `boundary` gives the lines on which ŷ is the same, as geometry, and `line_through` the w and b of
such lines. `losses` sets squared error beside cross-entropy, `penalty` is what long weights cost, `gradient_check`
works the gradient out once more, by finite differences, and `saturation` shows where textbook formulas break in
floating point. `blocks` says how many examples and steps are worked on at once.

What the room offers is its modules.
"""

__all__ = [
    "blocks",
    "boundary",
    "chain_rule",
    "forward",
    "gradient_check",
    "line_through",
    "losses",
    "penalty",
    "saturation",
]
