"""What the Lab's stage is sent so that a hand can move where the run starts: `handles` on the boundary in the plane."""
