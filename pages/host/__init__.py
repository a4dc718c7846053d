"""Every trick with the insides of Streamlit, Plotly or the socket, one module each, and what puts components on a page.

`mount`, `served_code` and `plotly_js` are no tricks: they show components and bring files. Each other module says what
it works around, in which version, and which test fails once it is no longer needed. requirements.txt keeps to the
versions that those tests ran on. Read `mount` first: it shows a component.

`mount`             shows a component: the stage, a panel, a table, the drawing plane
`server`            what is done around the app and before its first page: see there
`acknowledgements`  marks on the page which reports were taken in
`free_memory`       memory that is free goes back to the system
`lasting_style`     a style that stays while parts of the page are made again
`streamlit_page`    finds the elements of Streamlit's page, and sets them
`send_at_once`      what the server has to say leaves at once
`readable`          what can't be read says nothing
`uploads`           takes an uploaded file without a copy, and lets go of it
`whole_modules`     Plotly uses no library that is still being imported
`served`            puts files where the app serves them, so that a browser asks for each once
`served_code`       the app's own code among them, one file a component
`plotly_js`         Plotly's JavaScript among them

Two more tricks are settings in .streamlit/config.toml: postScriptGC and serverAddress. What the room offers is its
modules.
"""

__all__ = [
    "acknowledgements",
    "free_memory",
    "lasting_style",
    "mount",
    "plotly_js",
    "readable",
    "send_at_once",
    "served",
    "server",
    "streamlit_page",
    "uploads",
    "whole_modules",
]
