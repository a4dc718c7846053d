"""Python's side of what lives in the browser: payloads, columns of numbers, packing. Nothing here knows Streamlit."""
