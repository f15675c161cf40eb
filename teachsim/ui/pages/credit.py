"""Streamlit runs this file as a script; the page is in `views`, where tests can call it."""

from teachsim.ui.tabular_credit import CHAPTER
from teachsim.ui.views import tabular

tabular.show(CHAPTER)
