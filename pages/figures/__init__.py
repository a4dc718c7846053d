"""Figures: numbers in, Plotly out. Every colour and its meaning is in theme.py."""
