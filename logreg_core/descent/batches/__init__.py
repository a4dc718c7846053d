"""Steps that take a batch of the examples, and not all.

`batches` says which examples a step takes, and how their mean gradient scatters. `batch_loop` descends so, and
`along_batches` gives what each step's own batch says, at many steps. `orders` compares how near to J* descent comes.
"""

from logreg_core.descent.batches.along_batches import AlongBatches, along_batches
from logreg_core.descent.batches.batches import FIXED, ORDERS, REPLACEMENT, RESHUFFLED, Batches, covariance

__all__ = [
    "FIXED",
    "ORDERS",
    "REPLACEMENT",
    "RESHUFFLED",
    "AlongBatches",
    "Batches",
    "along_batches",
    "covariance",
]
