"""Small pictures for a list: `thumbnail` draws a moment's points and line, or its curve of J, as SVG without Plotly."""

__all__ = ["thumbnail"]
