"""Every trick with the insides of Streamlit, Plotly or the socket, a file each; all other rooms use what is public.

Each says what it works around, in which version, and which test fails once the trick is no longer needed or no longer
works. requirements.txt keeps to the versions that those tests ran on.

`mount` shows a component; `plotly_js` serves Plotly's JavaScript; `acknowledgements` marks on the page which reports
were taken in; `lasting_style` keeps a style on the page; `streamlit_page` finds the elements of Streamlit's page and
sets them; `page_alone` runs a page by way of app.py; `send_at_once` is about the server's sockets. One more trick is a
setting: `postScriptGC` in .streamlit/config.toml.
"""
