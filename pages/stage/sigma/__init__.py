"""What the Lab's stage is sent of the S-curve, once that is what the second picture shows: `sigma_view`."""

__all__ = ["sigma_view"]
