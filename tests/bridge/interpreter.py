"""Rewards by the kernel in Triton's interpreter: a case a line in, what it found a line out.

A process of its own; see conftest.py. Tensors travel as type, shape and flat values.
"""

import json
import sys
from typing import Any


def main() -> None:
    import torch

    from teachsim.bridge import reward_launch, rewards
    from teachsim.tabular.reward import Reward

    def tensor(told: dict[str, Any]) -> torch.Tensor:
        return torch.tensor(told["values"], dtype=getattr(torch, told["type"])).view(told["shape"])

    def told(tensor: torch.Tensor) -> dict[str, Any]:
        return {
            "type": str(tensor.dtype).removeprefix("torch."),
            "shape": list(tensor.shape),
            "values": tensor.flatten().tolist(),
        }

    for line in sys.stdin:
        case = json.loads(line)
        tensors = [tensor(one) for one in case["tensors"]]
        # so few groups would have a program each, for the sake of a large device
        reward_launch._PROGRAMS = case["programs"]
        reward_launch._tile.cache_clear()
        if case["what"] == "advantage":
            found = {"advantage": rewards.group_advantage(tensors[0], **case["options"])}
        else:
            worth = Reward(*case["reward"])
            found = vars(rewards.group_reward(*tensors, reward=worth, **case["options"]))
        sys.stdout.write(json.dumps({name: told(one) for name, one in found.items()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
