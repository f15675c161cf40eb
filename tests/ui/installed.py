"""Whether an installed teachsim works: `python -m tests.ui.installed`, in the root of a clone.

Run by `make wheel` with the Python of an environment that has the wheel and its extra `app`, and
nothing else. All that is asked of it runs in an empty folder: nothing of the clone is near.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation

from tests.ui.server import free_port, started
from tests.ui.visits import resident_mib, visit

BESIDE = Path(sys.executable).parent / "teachsim"
WAYS = {"teachsim": [str(BESIDE)], "python -m teachsim": [sys.executable, "-m", "teachsim"]}
LOADED = """
import json, sys
before = {name.partition(".")[0] for name in sys.modules}
import teachsim
after = {name.partition(".")[0] for name in sys.modules}
print(json.dumps([teachsim.__file__, sorted(after - before - set(sys.stdlib_module_names))]))
"""
WITHOUT = "import torch"


def told(what: str, *, found: object) -> None:
    sys.stdout.write(f"{what:<44} {found}\n")
    sys.stdout.flush()


def ask(command: Sequence[str], folder: Path, *, status: int = 0) -> str:
    """What a command prints, in an empty folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, f"{command} ended with {done.returncode}: {done.stderr}"
    return done.stdout


def refused_upload(address: str) -> int:
    """The status of an upload that comes from no page of ours."""
    request = urllib.request.Request(
        f"{address}/_stcore/upload_file/session/file", data=b"x", method="PUT"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code


async def opened(address: str, page: str) -> Navigation:
    """What the app says of its pages to a visitor of one of them, once its script has finished."""
    message = BackMsg()
    message.rerun_script.page_name = page
    said = Navigation()
    async with asyncio.timeout(120), visit(address) as connection:
        await connection.send(message.SerializeToString())
        async for raw in connection:
            reply = ForwardMsg()
            reply.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = reply.WhichOneof("type")
            assert kind != "page_not_found", f"there is no page {page!r}"
            if kind == "navigation":
                said = reply.navigation
            if kind == "script_finished":
                break
    return said


async def drawn(address: str) -> list[str]:
    """The addresses of all pages that the app has, each of which ran to its end."""
    pages = (await opened(address, "")).app_pages
    assert pages, "the app names no pages"
    for page in pages:
        ran = (await opened(address, page.url_pathname)).page_script_hash
        assert ran == page.page_script_hash, f"another page was drawn for {page.url_pathname!r}"
    return [page.url_pathname or "start" for page in pages]


def serves(command: Sequence[str], folder: Path) -> str:
    """How a command serves the app."""
    port = free_port()
    log = folder / "log.txt"
    with started([*command, "app", "--port", str(port)], log, port=port, folder=folder) as served:
        address, process = served
        with urllib.request.urlopen(address, timeout=10) as reply:
            assert b"<html" in reply.read()
        assert refused_upload(address) == 403
        pages = asyncio.run(drawn(address))
        memory = resident_mib(process)
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said, said
    assert f"127.0.0.1:{port}" in said, said
    drew = f"drew all {len(pages)} pages ({', '.join(pages)})"
    return f"healthy on 127.0.0.1 only; {drew}; {memory:.0f} MiB"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place, loaded = json.loads(ask([sys.executable, "-c", LOADED], folder))
        assert Path(place).is_relative_to(sys.prefix), f"{place} is not the installed one"
        assert loaded == ["numpy", "teachsim"], f"import teachsim loads {loaded}"
        told("import teachsim loads", found="numpy, and nothing else")
        ask([sys.executable, "-c", WITHOUT], folder, status=1)
        told("torch", found="not installed")
        for way, command in WAYS.items():
            told(f"{way} version", found=ask([*command, "version"], folder).strip())
            told(f"{way} app", found=serves(command, folder))


if __name__ == "__main__":
    main()
