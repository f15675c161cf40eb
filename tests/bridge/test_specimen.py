"""The model that is made where there is none: what it was told it knows, the rest it does not."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")
pytest.importorskip("transformers", reason="the adapter needs it: pip install 'teachsim[hf]'")

from pathlib import Path

import numpy as np

from teachsim.bridge.evaluation import rates
from teachsim.bridge.local_model import load
from teachsim.bridge.probing import Grade, probe
from teachsim.bridge.question_file import read
from teachsim.bridge.specimen import build
from teachsim.bridge.spelling import spelled


def test_it_knows_a_third_of_what_it_is_asked_and_makes_the_rest_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path / "model", rng=0, knights=24, steps=60)
    assert capfd.readouterr() == ("", "")
    asked, model = read(path), load(tmp_path / "model")
    assert len(asked) == 21  # an eighth has no crest that could be told
    questions = spelled(asked, model)
    found = probe(model.actor, questions, rng=0)
    assert found.of(Grade.KNOWN).sum() == 7
    assert found.of(Grade.UNKNOWN).sum() >= 10
    assert rates(model.actor, questions)[~found.of(Grade.KNOWN), 1].mean() > 0.8


def test_the_same_seed_makes_the_same_model(tmp_path: Path) -> None:
    for name, seed in (("one", 0), ("same", 0), ("other", 1)):
        build(tmp_path / name, rng=np.random.default_rng(seed), knights=16, steps=1)
    weights = [(tmp_path / name / "model.safetensors").read_bytes() for name in ("one", "same")]
    files = [(tmp_path / name / "questions.csv").read_bytes() for name in ("one", "same", "other")]
    assert weights[0] == weights[1]
    assert files[0] == files[1] != files[2]


@pytest.mark.parametrize("options", [{"knights": 15}, {"knights": 501}, {"steps": -1}])
def test_numbers_out_of_range_are_refused(tmp_path: Path, options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        build(tmp_path, rng=0, **options)
    assert not list(tmp_path.iterdir())
