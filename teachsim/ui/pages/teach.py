"""Streamlit runs this file as a script; the page is in `views`, where tests can call it."""

from teachsim.ui.views import teach

teach.show()
