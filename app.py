"""The app: a list of pages, and the one that was asked for."""

if __name__ == "__main__":  # whenever a page is made
    from pages.frame.navigation import run_page

    run_page()
else:  # once, when the server starts
    from streamlit import App

    from pages.host.server.at_the_start import AROUND, at_the_start

    app = App(__file__, lifespan=at_the_start, middleware=AROUND)
