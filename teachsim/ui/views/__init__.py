"""What each page shows, as functions that tests can call."""
