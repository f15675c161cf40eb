"""The contrast on a real network, in a small world: the bounds of the plan, from nothing."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch

from teachsim.bridge.actor import Actor
from teachsim.bridge.contrast import QUICK, warmed
from teachsim.bridge.evaluation import auroc, entropy, rates
from teachsim.bridge.finetune import finetune
from teachsim.bridge.pace import Pace
from teachsim.bridge.pretrain import Pretraining, pretrain
from teachsim.bridge.questions import Questions, questions_of
from teachsim.bridge.ways import COPY, GENTLE
from teachsim.bridge.world import KnowledgeBase, World
from teachsim.tabular.distillation import Teacher
from teachsim.tabular.objectives import GRPO, SFT, Distillation
from teachsim.tabular.objectives.situation import Objective
from teachsim.tabular.reward import Reward

RIGHT, MADE_UP, SILENT = range(3)
# With half as many, known questions have not everywhere come back from the first fright, in which
# the model refuses those as well: of 12 runs from two seeds 3 ended below .75, with 300 none.
RL_STEPS = 300


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """For a network of this size two threads take longer than one."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    yield
    torch.set_num_threads(threads)
    torch.set_flush_denormal(False)


def groups_of(base: KnowledgeBase) -> dict[str, Questions]:
    return {
        f"{'K' if known else 'U'}{'T' if taught else 'H'}": questions_of(
            base, base.group(known=known, taught=taught), device="cpu"
        )
        for known in (True, False)
        for taught in (True, False)
    }


def told_apart(model: Actor, groups: Mapping[str, Questions]) -> float:
    """How well being undecided tells unknown from known held-out questions."""
    signal = [entropy(model, groups[name]) for name in ("KH", "UH")]
    unknown = np.repeat([False, True], [len(part) for part in signal])
    return auroc(np.concatenate(signal), unknown)


@dataclass(frozen=True, eq=False)
class Taught:
    """A small world, what is taught of it, the base model, and that after a few examples of IDK."""

    seed: int
    questions: Questions
    groups: Mapping[str, Questions]
    model: Actor
    warm: Actor

    def run(
        self, model: Actor, objective: Objective, reward: Reward | None = None, *, steps: int
    ) -> dict[str, np.ndarray]:
        """The rates of a model after training."""
        return self.rates(self.trained(model, objective, reward, steps=steps))

    def trained(
        self, model: Actor, objective: Objective, reward: Reward | None = None, *, steps: int
    ) -> Actor:
        luck = self.seed + 100  # not the stream of the few examples over again
        return finetune(model, self.questions, objective, reward, rng=luck, steps=steps)

    def rates(self, model: Actor) -> dict[str, np.ndarray]:
        return {name: rates(model, asked).mean(0) for name, asked in self.groups.items()}


@pytest.fixture(scope="module", params=[3, 6])
def world(request: pytest.FixtureRequest) -> Taught:
    seed = int(request.param)
    base = KnowledgeBase.draw(World(entities=480, tail=60), rng=seed)
    questions = questions_of(base, np.flatnonzero(base.taught & ~base.tail), device="cpu")
    model = pretrain(base, Pretraining(steps=600, sentences=64), rng=seed)
    warm = warmed(model, questions, rng=seed)
    return Taught(seed, questions, groups_of(base), model, warm)


def test_the_base_model_makes_up_what_it_was_not_told_and_can_tell(world: Taught) -> None:
    # The bounds here and below are those of the plan's acceptance, for questions held out.
    found = world.rates(world.model)
    assert found["KH"][RIGHT] >= 0.95
    assert found["UH"][MADE_UP] >= 0.98
    assert found["UH"][SILENT] <= 0.001
    assert told_apart(world.model, world.groups) >= 0.99


def test_right_answers_alone_teach_to_make_up_what_is_not_known(world: Taught) -> None:
    assert world.rates(world.warm)["UH"][SILENT] >= 0.05  # it was shown how to say so
    found = world.run(world.warm, SFT(), steps=120)
    assert found["UH"][MADE_UP] >= 0.95
    # What was taught is learned by rote, and tells nothing of what was not.
    assert found["UT"][RIGHT] >= 0.2
    assert found["UH"][RIGHT] <= 0.02


def test_a_price_for_wrong_answers_teaches_to_say_that_one_does_not_know(world: Taught) -> None:
    found = world.run(world.warm, GRPO(), Reward(1, -1, 0), steps=RL_STEPS)
    assert found["UH"][SILENT] >= 0.90
    assert found["KH"][RIGHT] >= 0.75


@pytest.mark.parametrize("world", [3], indirect=True)
def test_without_a_price_reinforcement_makes_up_as_much_as_imitation(world: Taught) -> None:
    found = world.run(world.warm, GRPO(), Reward(1, 0, 0), steps=150)
    assert found["UH"][MADE_UP] >= 0.9


@pytest.mark.parametrize("world", [3], indirect=True)
def test_what_is_never_said_cannot_be_reinforced(world: Taught) -> None:
    found = world.run(world.model, GRPO(), Reward(1, -1, 0), steps=150)
    assert found["UH"][SILENT] <= 0.02


@pytest.mark.parametrize("world", [3], indirect=True)
def test_a_student_errs_as_its_teacher_and_reinforcement_repairs_it(world: Taught) -> None:
    # Its teacher knows seven in ten, whatever the student knows: it makes up what that one knows,
    # and keeps silent about what that one does not.
    other, gently = Distillation(Teacher.independent(0.7)), Pace(rate=GENTLE)
    asked = world.questions
    steps = QUICK.steps(COPY)
    student = finetune(world.model, asked, other, rng=world.seed, steps=steps, pace=gently)
    found = world.rates(student)
    assert found["UH"][MADE_UP] >= 0.6
    assert found["KH"][SILENT] >= 0.1
    repaired = world.run(student, GRPO(), Reward(1, -1, 0), steps=RL_STEPS)
    assert repaired["UH"][SILENT] >= 0.9
    assert repaired["KH"][SILENT] <= 0.15
    assert repaired["KH"][RIGHT] >= 0.7
