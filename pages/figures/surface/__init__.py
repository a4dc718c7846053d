"""The map of the loss: `map_figure` draws it, `contour_lines` finds its lines by contourpy."""

__all__ = ["contour_lines", "map_figure"]
