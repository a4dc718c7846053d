"""What the Compare page says of lanes: `lane_table`, a row for each; `lane_pictures`, what its pictures are called."""

__all__ = ["lane_pictures", "lane_table"]
