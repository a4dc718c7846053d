"""What the Compare page's stage is sent: `lane_columns`, each lane's numbers step by step, and `compare_payload`."""

__all__ = ["compare_payload", "lane_columns"]
