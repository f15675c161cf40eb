"""Files: SVG, PDF, PNG and the page that opens from a disk; the same bytes on every run."""

import json
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from teachsim.core.regimes import DEMONSTRATION, EXAMINATION
from teachsim.draw import (
    Theme,
    figure_bytes,
    player_css,
    player_js,
    stage_film,
    stage_picture,
    standalone_page,
    to_figure,
    to_svg,
)
from teachsim.draw.scene import Pane
from teachsim.draw.styles import stylesheet
from tests.draw.fakes import boxes, intervals, pane

SVG = "{http://www.w3.org/2000/svg}"


def made() -> list[Pane]:
    H = intervals(13)
    target, decoy = H.index("[3, 9]"), H.index("[0, 12]")
    return [
        pane(
            H, DEMONSTRATION, target=target, decoy=decoy, largest=True, title="Only <shown> & told"
        ),
        pane(H, EXAMINATION, target=target, largest=True),
    ]


@pytest.mark.parametrize("theme", [None, *Theme])
def test_an_svg_is_well_formed_and_says_what_it_shows(theme: Theme | None) -> None:
    picture = stage_picture(made(), title="Can a demonstrator mislead you?")
    root = ET.fromstring(to_svg(picture, theme=theme, margin=10))
    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc") == picture.description
    keys = [e.get("data-key") for e in root.iter() if e.get("data-key")]
    assert len(keys) == len(set(keys)) == len(picture.shapes)


def test_an_svg_names_the_styles_it_uses_and_no_others() -> None:
    told = to_svg(stage_picture(made(), title="t"), theme=Theme.DARK)
    assert ".ts .alive{" in told
    assert ".ts .hatch{" not in told
    assert "prefers-color-scheme" not in told


def test_the_style_sheet_serves_both_papers_and_explicit_ones() -> None:
    css = stylesheet()
    assert "@media (prefers-color-scheme:dark){.ts:not([data-theme=light])" in css
    assert ".ts[data-theme=dark]" in css


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_a_figure_is_the_same_bytes_on_every_run(kind: str) -> None:
    picture = stage_picture(made(), title="Money: $5 and $6", round=5)
    one, other = (figure_bytes(picture, kind) for _ in range(2))
    assert one == other
    assert one.startswith({"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}[kind])


def test_a_figure_has_the_shape_of_its_picture() -> None:
    H = boxes(3, 3)
    shown = pane(H, DEMONSTRATION, target=9, decoy=3, rounds=2)
    picture = stage_picture([shown], title="t", round=1)
    wide, high = to_figure(picture, theme=Theme.DARK).get_size_inches()
    assert wide / high == pytest.approx((picture.width + 24) / (picture.height + 24))


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="format is 'gif'; choose one of svg, pdf, png"):
        figure_bytes(stage_picture(made(), title="t"), "gif")


def test_a_page_is_small_asks_nobody_and_holds_every_round_in_words() -> None:
    film = stage_film(made(), title="Can a demonstrator mislead you?")
    page = standalone_page(film, intro="A & B", cite="Cite me")
    assert len(page.encode()) <= 100_000
    # The one address is the name of the SVG namespace, which nobody fetches.
    assert set(re.findall(r"https?://[^\"'\s)]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe)\b|src=|@import|url\(", page)
    assert "default-src 'none'" in page
    assert film.fingerprint in page
    for wanted in ("A &amp; B", "Cite me", "Only &lt;shown&gt; &amp; told", "<noscript>"):
        assert wanted in page
    assert page.count("Round 3 of 12. ") == 1
    assert "It could go on for ever" in page.split("<script")[0]
    assert page == standalone_page(film, intro="A & B", cite="Cite me")


def test_nothing_within_a_page_can_end_its_script() -> None:
    H = intervals(4)
    evil = pane(H, DEMONSTRATION, target=2, rounds=1, title="</script><b>")
    page = standalone_page(stage_film([evil], title="</title>"))
    assert page.count("</script>") == 1
    assert page.count("</title>") == 1


def test_the_data_of_a_page_are_json() -> None:
    page = standalone_page(stage_film(made(), title="t"), link="http://localhost/?seed=7")
    told = re.search(r"film\(\{data:\{\.\.\.(\{.*\}),start\}", page)
    assert told
    data = json.loads(told.group(1).replace("<\\/", "</"))
    assert data["at"] == 12
    assert data["link"] == "http://localhost/?seed=7"
    assert len(data["changes"]) == 12


def test_the_player_is_short_and_calls_nobody() -> None:
    js = player_js()
    assert len(js.splitlines()) < 200
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|import\s|setStateValue\(", js)
    assert js.count("export default") == 1


def test_motion_is_for_those_who_want_it() -> None:
    css = player_css()
    moving = css.split("prefers-reduced-motion: no-preference")
    assert "transition" not in moving[0]
    assert ".35s" in moving[1]


def test_drawing_imports_no_heavy_library() -> None:
    script = (
        "import sys, teachsim.draw; "
        "print([m for m in ('matplotlib', 'networkx', 'scipy', 'streamlit') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
