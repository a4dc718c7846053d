"""Figures of several runs beside one another: `lane_marks` tells them apart, `lane_curves` draws them over the steps,
`boundaries` their lines in the plane, `paths` their ways over the weights.
"""

__all__ = ["boundaries", "lane_curves", "lane_marks", "paths"]
