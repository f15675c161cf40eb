"""A network of one cable, to be cut (Linux, as root: it makes a network namespace)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["FAR", "cable"]

FAR = "10.213.7.2"
_NAME, _NEAR = "teachsim-bench", "teachsim-b0"
_STEPS = f"""\
ip netns add {_NAME}
ip link add {_NEAR} type veth peer name eth0 netns {_NAME}
ip addr add 10.213.7.1/24 dev {_NEAR}
ip link set {_NEAR} up
ip -n {_NAME} addr add {FAR}/24 dev eth0
ip -n {_NAME} link set eth0 up
ip -n {_NAME} link set lo up"""


@contextmanager
def cable() -> Iterator[tuple[list[str], Callable[[str], object]]]:
    """What runs a command at the far end, address `FAR`, and what sets the cable "up" or "down".

    Raises:
        PermissionError: If no network namespace may be made here.
    """
    if shutil.which("ip") is None:
        raise PermissionError("ip is not installed here, and a cable needs it; install iproute2")
    try:
        for step in _STEPS.splitlines():
            made = subprocess.run(step.split(), check=False, capture_output=True, text=True)
            if made.returncode:
                said = made.stderr.strip()
                raise PermissionError(f"no cable can be laid here: {step!r} says {said!r}; be root")
        yield (
            ["ip", "netns", "exec", _NAME],
            lambda way: subprocess.run(["ip", "link", "set", _NEAR, way], check=True),
        )
    finally:
        subprocess.run(["ip", "netns", "del", _NAME], check=False, capture_output=True)
