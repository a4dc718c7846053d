"""The sidebar: `data_section` says which points, `sidebar` where the run starts, its rule, features and steps."""
