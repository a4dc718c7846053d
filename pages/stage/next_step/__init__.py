"""What a stage is sent of the next step beside what a rule keeps: `step_columns`, and what is said of them."""

__all__ = ["step_columns"]
