"""The Compare page's moment: `lanes_shown` works its lanes out, and makes of them what its stage is sent."""

__all__ = ["lanes_shown"]
