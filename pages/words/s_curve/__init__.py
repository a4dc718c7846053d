"""What stands above the S-curve: `s_curve_words`."""

__all__ = ["s_curve_words"]
