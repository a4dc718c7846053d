"""Tricks with the server itself: what is done before its first page, and around every answer that it gives.

`at_the_start`      does what can't wait for the first page, and has a browser open the app
`own_address`       answers for this machine when Streamlit would ask outside for its address
`page_alone`        every page is run by way of app.py
`ended_sessions`    frees a session soon after its page was left
`recent_messages`   names a large message only where the browser surely has it
`style_at_first`    the page's style is there before anything that it sets
"""

__all__ = ["at_the_start", "ended_sessions", "own_address", "page_alone", "recent_messages", "style_at_first"]
