"""Pages as streamlit draws them, without a browser: opened by a link, and what stands on them."""

import html
from collections.abc import Callable, Mapping
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Html

from teachsim.gallery.lab import MAX_LANES

SECONDS = 200
"""For a page, on a machine that does other things as well."""

DRAWERS = ("ts-rules-opened", *(f"ts-lane-{i}-opened" for i in range(MAX_LANES)))
"""Of buttons behind which controls are made once they were opened: here they were, before."""


def drawn(
    script: Callable[..., None], *args: Any, query: Mapping[str, str], drawers: bool = True
) -> AppTest:
    """The page that a function draws, as a link opens it."""
    test = AppTest.from_function(script, default_timeout=SECONDS, args=args)
    for name, value in query.items():
        test.query_params[name] = value
    for key in DRAWERS if drawers else ():
        test.session_state[key] = True
    return fine(test.run())


def fine(test: AppTest) -> AppTest:
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    return " ".join(element.body for element in test.get("html") if isinstance(element, Html))


def plain(test: AppTest) -> str:
    """The same without the escapes of HTML."""
    return html.unescape(words(test))


def widget(test: AppTest, kind: str, *, key: str) -> Any:
    """The widget with this key; what it is called here differs by kind."""
    return next(found for found in test.get(kind) if getattr(found, "key", "") == key)
