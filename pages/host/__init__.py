"""Every trick with the insides of Streamlit, Plotly or the socket, one module each.

Each says what it works around, in which version, and which test fails once it is no longer needed. requirements.txt
keeps to the versions that those tests ran on.

mount             shows a component
plotly_js         serves Plotly's JavaScript
acknowledgements  marks on the page which reports were taken in
lasting_style     a style that stays while parts of the page are made again
streamlit_page    finds the elements of Streamlit's page, and sets them
page_alone        runs a page by way of app.py
send_at_once      what the server has to say leaves at once

One more trick is a setting: postScriptGC in .streamlit/config.toml.
"""
