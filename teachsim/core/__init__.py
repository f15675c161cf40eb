"""The loop and its words: spaces, regimes, teachers, scenarios, transcripts; numpy only."""
