"""What a stage is sent of the next step beside what a rule keeps: `step_columns`, and what is said of them; and of
many rates for it, `sweep_payload`."""

__all__ = ["step_columns", "sweep_payload"]
