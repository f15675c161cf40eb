# mypy: disable-error-code="import-untyped, import-not-found"
# Triton has no types, and is not there everywhere.
"""Compiles the kernel of rewards for sm_90, which needs no GPU, and says what came out.

A case a line in, a result a line out; a process of its own, see conftest.py.
"""

import contextlib
import io
import json
import re
import sys
from typing import Any

_POINTERS = {"int32": "*i32", "int64": "*i64"}


def main() -> None:
    import triton
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    from teachsim.bridge.reward_kernel import reward_kernel

    for line in sys.stdin:
        told = json.loads(line)
        if "refuse" in told:
            sys.stdout.write(json.dumps({"refusal": refusal()}) + "\n")
            sys.stdout.flush()
            continue
        constants, warps = plan(told)
        pointers = [_POINTERS[told["type"]]] * 4 + ["*fp32", "*fp32", "*i8", "*fp32", "*i32"]
        types = pointers + ["i32"] * 3 + ["fp32"] * 3
        types += ["constexpr"] * (len(reward_kernel.arg_names) - len(types))
        source = ASTSource(
            fn=reward_kernel,
            signature=dict(zip(reward_kernel.arg_names, types, strict=True)),
            constexprs=constants,
            # torch's memory begins at multiples of 16, and a launch tells the compiler so
            attrs={(i,): [["tt.divisibility", 16]] for i in range(len(pointers))},
        )
        options = {"num_warps": warps, "enable_fp_fusion": False}
        log = io.StringIO()  # the assembler's, as conftest.py asks for it
        with contextlib.redirect_stdout(log):
            built = triton.compile(source, target=GPUTarget("cuda", 90, 32), options=options)
        found = {"bytes": len(built.asm["cubin"]), **assembled(log.getvalue())}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


def refusal() -> str:
    """What is said to somebody who wants the kernel on the CPU."""
    import torch

    from teachsim.bridge.rewards import group_advantage

    try:
        group_advantage(torch.ones(2), group=2, backend="triton")
    except ValueError as refused:
        return str(refused)
    return "nothing"


def plan(told: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """What a launch compiles for, from sizes alone."""
    import torch

    from teachsim.bridge import reward_launch
    from teachsim.bridge.reward_reference import Answers, Rules, Scale, TokenCredit
    from teachsim.tabular.reward import Reward

    B, G, T, K, wide, A, narrow = map(int, told["sizes"].split())

    def nothing(*shape: int) -> torch.Tensor:
        return torch.empty(shape, dtype=getattr(torch, told["type"]), device="meta")

    answers = Answers(nothing(B * G, T), nothing(B, K, wide), nothing(B), nothing(A, narrow))
    rules = Rules(G, 3, 0, Reward(), Scale(told["scale"]), TokenCredit(told["credit"]))
    return reward_launch.plan(answers, rules=rules)


def assembled(log: str) -> dict[str, int]:
    """Registers of a thread, and bytes that did not fit into them, as the assembler says."""
    (registers,) = re.findall(r"Used (\d+) registers", log)
    spills = re.findall(r"(\d+) bytes spill", log)
    assert spills, log
    return {"registers": int(registers), "spilled": sum(map(int, spills))}


if __name__ == "__main__":
    main()
