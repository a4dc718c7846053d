"""The Lab: points, boundary and mean loss, one step of gradient descent at a time."""

import streamlit as st

from pages.shell import opening, sidebar, stage_panel

opening.open_page("Lab")
sidebar.sidebar()
stage_panel.stage_panel()
