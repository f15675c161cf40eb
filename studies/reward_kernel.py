"""Claim C2: rewards on the device, in one launch, against torch and against strings on the host.

Times of a call that turns sampled token ids into rewards, advantages and weights, from the
bridge's own batch to 200 MB, with and without a CUDA graph; bytes over seconds as a share of what a
copy of a gigabyte reaches. Where it fails: at 7 billion parameters scoring is under 1 % of a step,
whatever computes it; what is bought is a step without a trip to the host. Needs a CUDA GPU with
triton; without one it says so and stops. Times are those of the GPU that it is started on, one
after the other: there are no cells, and --on has no effect.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from importlib.util import find_spec

from teachsim import sweep


def missing() -> str:
    """What is not there that is needed, or nothing."""
    for name in ("torch", "triton"):
        if find_spec(name) is None:
            return name
    import torch

    return "" if torch.cuda.is_available() else "a CUDA GPU"


def main() -> None:
    """Run the study."""
    asked = sweep.options("reward_kernel", __doc__ or "", seeds=50)
    if lacking := missing():
        print(f"The reward kernel is timed on a CUDA GPU with torch and triton; {lacking} is not")
        print("here, so nothing is measured and nothing written.")
        return

    import torch

    from studies.bench import kernel

    device, passes = torch.device("cuda"), max(asked.seeds, 2)
    most = kernel.ceiling(device, passes=passes)
    print(f"{torch.cuda.get_device_name(device)}; a copy reaches {most / 1e9:,.0f} GB/s")
    stand = f"torch {version('torch')}, triton {version('triton')}, {time.strftime('%Y-%m-%d')}"
    rows: list[sweep.Row] = []
    sizes = kernel.SIZES[: 2 if asked.quick else None]
    for row in kernel.report(sizes, device=device, passes=passes, tuned=not asked.quick, most=most):
        times = f"{row['microseconds']:12,.1f} us {row['times the first way']:8,.1f} x"
        share = f"{row['share of a copy']:7.1%}"
        print(f"{row['size']:<22} {row['way']:<38} graph {row['graph']:<4} {times} {share}")
        rows.append({**row, "device": torch.cuda.get_device_name(device), "with": stand})
    sweep.write_table(rows, asked)


if __name__ == "__main__":
    main()
