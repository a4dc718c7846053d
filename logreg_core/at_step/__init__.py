"""One step of a run: every number shown there.

at_step      all of them
contributions    each example's part in the gradient and in the step
example      one example's numbers
what_if      the gradient if one example were otherwise
classification    from ŷ to right and wrong
"""
