"""The words at the end of a run: `outcome`, what happened, and buttons that do what helps."""
