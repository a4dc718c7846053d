"""The Data page: the plane to draw in, the table to type in, files, and what is done before descent."""
