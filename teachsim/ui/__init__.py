"""The app: the only part of teachsim that knows streamlit."""
