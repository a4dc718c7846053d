"""What the Compare page says of lanes.

`compare_heading` says which is nearest, by `lane_names`; `lane_table` has a row for each, `preset_words` is about
comparisons to begin with, and `lane_pictures` says what the pictures are called.
"""

__all__ = ["compare_heading", "lane_names", "lane_pictures", "lane_table", "preset_words"]
