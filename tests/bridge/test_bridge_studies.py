"""The committed results of the studies of the transformer: where they come from, what they show."""

import hashlib
import itertools
from pathlib import Path

import pytest
from PIL import Image

from teachsim import sweep

RESULTS = Path(__file__).parents[2] / "studies" / "results"
STUDIES = (
    *("contrast", "penalty_sweep", "distillation_lm", "diversity_lm", "credit_lm"),
    *("graded_knowledge", "what_fails"),
)


def rows(study: str, **where: str) -> list[dict[str, str]]:
    found = sweep.read_table(RESULTS / f"{study}.csv")[1]
    chosen = [row for row in found if where.items() <= row.items()]
    assert chosen, where
    return chosen


def line(study: str, panel: str, name: str) -> list[float]:
    """The numbers up of a line."""
    return [float(row["value"]) for row in rows(study, panel=panel, line=name)]


@pytest.mark.parametrize("study", STUDIES)
def test_a_table_says_its_version_and_command_and_its_figure_its_table(study: str) -> None:
    table = RESULTS / f"{study}.csv"
    header, _ = sweep.read_table(table)
    assert header[0].startswith("# teachsim ")
    assert f"studies/{study}.py" in header[1]
    assert "--quick" not in header[1]
    seeds = int(header[2].rsplit(" ", 1)[1]) + 1
    assert seeds >= 3
    with Image.open(table.with_suffix(".png")) as figure:
        assert hashlib.sha256(table.read_bytes()).hexdigest()[:16] in figure.info["Source"]


def test_the_dearer_a_wrong_answer_the_surer_it_must_be() -> None:
    bars = line("penalty_sweep", "The bar", "RLOO")
    told = line("penalty_sweep", "The bar", "RLOO, predicted")
    assert bars[-1] > bars[0] + 0.1
    assert all(a <= b + 0.05 for a, b in itertools.pairwise(bars))
    assert told == pytest.approx([c / (1 + c) for c in (0.1, 0.25, 0.5, 1, 2, 4)])


def test_it_invents_what_the_teacher_knew_and_is_silent_where_the_teacher_was() -> None:
    panel = "Teacher: independent"
    for what in ("answers what it does not know", "abstains on what it knows"):
        found, told = (line("distillation_lm", panel, what + end) for end in ("", ", predicted"))
        assert found == pytest.approx(told, abs=0.25)
    repaired = line("distillation_lm", panel, "answers what it does not know, then reward")
    assert max(repaired[1:-1]) < 0.2  # of teachers that leave something to explore
    around = "Teacher: knows all that the student does"
    assert max(line("distillation_lm", around, "abstains on what it knows")) < 0.2


def test_one_wording_shown_leaves_one_and_wordings_at_random_leave_all() -> None:
    assert line("diversity_lm", "Variety", "SFT, one wording")[-1] < 1.2
    assert line("diversity_lm", "Variety", "SFT, wordings at random")[-1] > 3
    assert line("diversity_lm", "Variety", "KL-regularised")[-1] > 2
    assert line("diversity_lm", "Variety", "GRPO")[0] > 3.5


def test_a_mark_for_the_whole_is_as_good_for_one_token_and_hopeless_for_four() -> None:
    whole = line("credit_lm", "After 400 steps", "a mark for the whole")
    prefix = line("credit_lm", "After 400 steps", "credit by prefix")
    assert whole[0] > 0.9
    assert whole[-1] < 0.2
    assert prefix[-1] > 2 * whole[-1]
    assert min(line("credit_lm", "After 400 steps", "shown")) > 0.9


def test_it_answers_what_it_was_often_told_and_not_what_it_never_was() -> None:
    panel = "After a few IDK and reward"
    answers = line("graded_knowledge", panel, "answers after")
    assert answers[0] < 0.15
    assert answers[-1] > answers[0] + 0.3


def test_what_fails_is_shown_beside_what_works() -> None:
    base = {row["way"]: float(row["truthful"]) for row in rows("what_fails", case="base: known")}
    assert base["as in the contrast"] > 0.95
    assert base["a base that has read little"] < 0.9
    copied = {
        row["way"]: float(row["I don't know"])
        for row in rows("what_fails", case="copying another model: known")
    }
    assert copied["pretraining text replayed"] < copied["as in the contrast"]
