"""The sidebar: which points, where the run starts, features and number of steps."""
