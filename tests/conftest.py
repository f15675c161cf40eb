"""How many cases hypothesis draws: the same ones each time in CI, new ones on a desk.

`HYPOTHESIS_PROFILE=release` draws 10,000 of each test, for `make readers`.
"""

import os

from hypothesis import settings

# No deadline: two workers share two cores, and a slow moment is not a wrong answer.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile("release", deadline=None, max_examples=10_000)
usual = "ci" if os.environ.get("CI") else "dev"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or usual)
