"""The app as `teachsim app` runs it: what `app.py` is in a clone, for those who have none."""

from teachsim.ui.main import main

if __name__ == "__main__":  # it is run as a script, and imported by tools that look for examples
    main()
