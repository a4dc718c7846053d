"""The model at one parameter vector: x → z → ŷ → L → J, and back.

forward      the forward pass
chain_rule   the five factors of each example, their products and the mean gradient
boundary     the lines on which ŷ is the same, as geometry
losses       squared error beside cross-entropy
gradient_check    the gradient once more, by finite differences
saturation   where textbook formulas break in floating point
"""
