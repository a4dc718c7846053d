"""How much is worked on at once: sizes that were measured to keep numbers in a processor's cache and memory bounded.

None of them changes a result but for rounding: a sum over more than FEW examples is added up in another order.
"""

FEW = 16_384  # examples whose numbers of a step fit a core's cache
NUMBERS = 65_536  # of many steps over few examples
STEPS = 120  # of those, at most, so that a run that is cut short has not worked ahead by more
STEPS_OF_MANY = 64  # over many examples
LABEL_BLOCK = 32_768  # examples of one label, in a step over many
PASS_BLOCK = 8_192  # examples, in one pass over many at many steps
