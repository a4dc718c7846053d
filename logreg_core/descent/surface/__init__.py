"""The map of the loss: over two parameters, the least F that any third one gives.

Over the weights that is P(w1, w2) = min over b of F. It stands still while a run goes on, its lowest point is the
optimum, and it is never above F. Read `ground` first: what a map is of, and the planes that there are. `least_over_b`
works P out, and its gradient, `least_over_weight` the heights of the two other planes; `height_map` makes a map of
them: which part is in view, the levels of its lines, and where its lowest point is. `squared_slice` is squared error's
own map, to set beside it.
"""

__all__ = ["ground", "height_map", "least_over_b", "least_over_weight", "squared_slice"]
