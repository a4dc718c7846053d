"""The Data page: drawing, bringing a file, a table to type in, and preparing points."""
