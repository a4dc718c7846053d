"""What is said where λ charges the weights.

`section_8` is the derivation's last section then, and `scikit_learn` says why its weights are others.
"""

from pages.words.with_penalty.scikit_learn import reasons
from pages.words.with_penalty.section_8 import SECTION_8, introduction, of_F

__all__ = ["SECTION_8", "introduction", "of_F", "reasons"]
