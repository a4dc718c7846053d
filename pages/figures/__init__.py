"""Numbers in, Plotly figures out. theme holds every colour and what it means; no figure does mathematics."""
