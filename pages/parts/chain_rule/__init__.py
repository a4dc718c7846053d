"""The Chain rule page: what explains the graph of one example."""
