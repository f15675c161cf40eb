"""A game as a script of six lines, which plays it again and prints the same fingerprint."""

from __future__ import annotations

from teachsim.gallery.play import Match
from teachsim.gallery.play_link import to_query

__all__ = ["script"]


def script(match: Match) -> str:
    """Python source of six lines; run, it prints the fingerprint of the game's transcript.

    It has every move, and lets the adversary find its answers anew. A class of one's own that is
    too long for a link is not in it: see `class_link.carried`.
    """
    query = {name: str(text) for name, text in to_query(match).items()}  # words of enumerations too
    return "\n".join(
        (
            "from teachsim.gallery import play_link, play_run",
            f"query = {query}",
            "match, problems = play_link.from_query(query)",
            "assert not problems, problems",
            "run = play_run.transcript(match)",
            "print(run.fingerprint)",
            "",
        )
    )
