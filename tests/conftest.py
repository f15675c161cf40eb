"""How many cases hypothesis draws: the same ones each time in CI, new ones on a desk."""

import os

from hypothesis import settings

# No deadline: two workers share two cores, and a slow moment is not a wrong answer.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
