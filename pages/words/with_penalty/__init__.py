"""What is said where λ charges the weights.

`section_8` is the derivation's last section then, and `scikit_learn` says why that program's weights are others.
"""

__all__ = ["scikit_learn", "section_8"]
