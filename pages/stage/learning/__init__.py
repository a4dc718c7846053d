"""What a stage is sent for a student who is asked something: `blanks_payload`, of numbers to be filled in."""

__all__ = ["blanks_payload"]
