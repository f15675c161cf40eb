"""Sums in one order: vectors of one width on every processor that has them."""

import pytest

pytest.importorskip("torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'")

import os
import subprocess
import sys
from types import MappingProxyType

import torch

from teachsim.bridge import vectors

PRINTED = """
import os, torch
import teachsim.bridge.{module}
print(torch.backends.cpu.get_cpu_capability(), os.environ.get("MKL_CBWR"), sep="\\n")
"""


def printed(module: str, **chosen: str) -> list[str]:
    """What a fresh process computes with, once it has imported a module of the bridge."""
    kept = {name: value for name, value in os.environ.items() if name not in vectors.WIDTH}
    ran = subprocess.run(
        [sys.executable, "-c", PRINTED.format(module=module)],
        env=kept | chosen,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.splitlines()


@pytest.mark.skipif(not torch.cpu.get_capabilities().get("avx2"), reason="no such vectors")
@pytest.mark.parametrize("module", ["transformer", "contrast", "local_model", "recording"])
def test_a_process_that_imports_the_bridge_computes_with_the_same_vectors(module: str) -> None:
    assert printed(module) == ["AVX2", "AVX2"]


def test_who_has_chosen_other_vectors_keeps_them() -> None:
    chosen = {"ATEN_CPU_CAPABILITY": "default", "MKL_CBWR": "COMPATIBLE"}
    capability, branch = printed("transformer", **chosen)
    assert branch == "COMPATIBLE"
    assert capability in {"DEFAULT", "NO AVX"}


@pytest.mark.parametrize(("has", "left"), [(True, {*vectors.WIDTH}), (False, set())])
def test_a_processor_without_such_vectors_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, has: bool, left: set[str]
) -> None:
    for name in vectors.WIDTH:
        monkeypatch.setenv(name, "as it was")
        monkeypatch.delenv(name)
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: MappingProxyType({"avx2": has}))
    vectors.choose()
    assert {name for name in vectors.WIDTH if name in os.environ} == left
