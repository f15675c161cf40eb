"""A model of one's own, asked: the one in a folder, or the one that is made where there is none."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")
pytest.importorskip("transformers", reason="the adapter needs it: pip install 'teachsim[hf]'")

from dataclasses import replace
from pathlib import Path

import numpy as np

from teachsim.bridge.examined import Source, examined, source_of
from teachsim.bridge.specimen import build


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = tmp_path_factory.mktemp("model")
    return Source(str(folder), str(build(folder, rng=0, knights=16, steps=2)))


def test_where_there_is_no_model_the_one_of_the_specimen_is_made(source: Source) -> None:
    made = examined(Source(), device="cpu", knights=16, steps=2)
    found = examined(source, device="cpu")
    assert made.actor.fingerprint == found.actor.fingerprint
    assert np.array_equal(made.probe.right, found.probe.right)
    assert len(made.questions) == len(found.questions) == 14  # an eighth is never asked about


def test_a_source_is_told_and_found_again(source: Source) -> None:
    named = replace(source, end=".", prompt="{question}")
    assert source_of(named.told) == named
    assert named.told != source.told
    assert source_of(Source().told) == Source()


def test_a_source_whose_files_have_changed_is_another(source: Source) -> None:
    told = source.told
    assert source.questions is not None
    path = Path(source.questions)
    content = path.read_bytes()
    path.write_bytes(content + b"Who?,nobody\n")
    assert source.told != told
    with pytest.raises(ValueError, match="the same files"):
        source_of(told)
    path.write_bytes(content)
    assert source_of(told) == source


@pytest.mark.parametrize("given", [{"model": "here"}, {"questions": "here.csv"}])
def test_a_model_without_questions_is_refused_and_questions_without_a_model(
    given: dict[str, str],
) -> None:
    with pytest.raises(ValueError, match="give both, or neither"):
        Source(**given)
