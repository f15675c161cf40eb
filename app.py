"""The app: `streamlit run app.py`, or `make app`."""

from teachsim.ui.main import main

main()
