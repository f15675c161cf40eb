"""The optimiser beside torch's class of the same name, to the last bit."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from teachsim.bridge.adamw import AdamW


@pytest.mark.parametrize("missing", [(), (1,), (0, 1)])
def test_every_step_is_that_of_torch_to_the_bit(missing: tuple[int, ...]) -> None:
    luck = torch.Generator().manual_seed(5)
    ours = [nn.Parameter(torch.randn(n, 3, generator=luck)) for n in (4, 1, 7)]
    theirs = [nn.Parameter(weight.detach().clone()) for weight in ours]
    one = AdamW(ours)
    other = torch.optim.AdamW(theirs, betas=(0.9, 0.98), fused=True)
    for step in range(20):
        one.forget()
        other.zero_grad()
        for i, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
            if i not in missing or step % 3 == 0:  # sometimes no loss reaches a weight
                mine.grad = torch.randn(mine.shape, generator=luck)
                yours.grad = mine.grad.clone()
        other.param_groups[0]["lr"] = rate = 1e-2 / (step + 1)
        one.step(rate)
        other.step()
        assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_a_weight_that_no_loss_reaches_stays_and_has_no_moments() -> None:
    weights = [nn.Parameter(torch.ones(2)) for _ in range(2)]
    one = AdamW(weights)
    weights[0].grad = torch.ones(2)
    one.step(0.1)
    assert list(one.moments) == [weights[0]]
    assert torch.equal(weights[1], torch.ones(2))


def test_training_does_not_wait_for_a_compiler_to_load() -> None:
    script = (
        "import sys, torch\n"
        "from teachsim.bridge.adamw import AdamW\n"
        "weight = torch.nn.Parameter(torch.ones(2)); weight.sum().backward()\n"
        "one = AdamW([weight]); one.step(0.1); one.forget()\n"
        "sys.exit('torch._dynamo' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=120).returncode == 0
