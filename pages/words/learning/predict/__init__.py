"""Words for Predict.

`predict` asks what the next step does, `verdict` says what it did and why an answer was off, and `decided` writes the
factor that decided it.
"""

__all__ = ["decided", "predict", "verdict"]
