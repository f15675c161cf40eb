import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.gallery import link, mislead
from teachsim.gallery.linked import linked_script
from teachsim.gallery.presets import PRESETS
from teachsim.gallery.tabular.pages import PAGES


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.word)
def test_the_script_of_a_link_prints_the_fingerprint_of_its_run(preset: object) -> None:
    setting = preset.setting  # type: ignore[attr-defined]  # a preset
    query = "&".join(f"{name}={text}" for name, text in link.to_query(setting).items())
    source, problems = linked_script(f"https://localhost/app/mislead/?{query}")
    said: list[str] = []
    exec(source, {"print": said.append})
    assert problems == ()
    assert said == [mislead.run(setting).fingerprint]


@pytest.mark.parametrize("word", ["gold", *(page.word for page in PAGES)])
def test_every_page_that_has_a_script_gives_it(word: str) -> None:
    source, problems = linked_script(word)
    assert problems == ()
    compile(source, word, "exec")
    assert "print" in source


@pytest.mark.parametrize("address", ["", "play", "https://localhost/", "http://[", "mislead/x"])
def test_a_link_to_anything_else_is_refused_with_the_pages_there_are(address: str) -> None:
    way_out = re.escape("copy ")
    with pytest.raises(ValueError, match=rf"^the link .*{way_out}"):
        linked_script(address)


@given(st.text(max_size=40), st.sampled_from(["mislead?", "gold?", "know-or-make-up?", ""]))
def test_any_text_is_a_script_or_refused(text: str, start: str) -> None:
    refusal = ""
    try:
        source, problems = linked_script(start + text)
    except ValueError as error:
        refusal = str(error)
    else:
        compile(source, "link", "exec")
        assert all(problems)
    assert "\n" not in refusal
