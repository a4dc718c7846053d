"""The Chain rule page: the panels under the graph."""
