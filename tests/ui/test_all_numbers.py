"""The table of all numbers: asked for, bounded, and the same as the library's."""

from streamlit.testing.v1 import AppTest

from teachsim.gallery.classes import CHOICES, Ideas, build_class
from teachsim.symbolic import games
from teachsim.ui import markup, proof_data

PAGE = """
from teachsim.ui.views import mislead

mislead.show()
"""


def shown(page: AppTest) -> str:
    """All HTML on the page."""
    return "".join(str(html.proto) for html in page.get("html"))


def test_the_numbers_wait_until_they_are_asked_for() -> None:
    page = AppTest.from_string(PAGE, default_timeout=60).run()
    assert "Littlestone" not in shown(page)

    page.button(key="all-numbers-find").click().run()

    assert not page.exception
    assert "Littlestone dimension" in shown(page)
    assert "Ldim &lt;= floor(log2 |H|)" in shown(page)


def test_the_numbers_are_those_of_the_games() -> None:
    ideas = Ideas("intervals", (9,))
    shown = {row[1]: row[2] for row in proof_data.all_numbers(ideas).numbers}
    H = build_class(ideas)

    assert shown["MQ"] == str(games.membership(H).value)
    assert shown["EQ"] == str(games.equivalence(H).value)


def test_every_class_of_the_page_has_its_table() -> None:
    for choice in CHOICES:
        found = proof_data.all_numbers(choice.default)
        assert len(found.numbers) > 20, choice.word


def test_no_name_of_a_visitors_class_becomes_markup() -> None:
    shown = markup.table([("quantity", "value"), ("<b>x</b>", "<script>")], caption="c")
    assert "<script>" not in shown
    assert "<b>" not in shown
