"""A study over tls://, with the very lines of docs/cluster.md."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from studies.bench import processes as at
from studies.bench import trial

PAGE = at.ROOT / "docs" / "cluster.md"
MAKE, EXPORT = re.findall(r"```bash\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
    pytest.mark.timeout(900),  # many processes start, on machines that may be busy
]


def bash(lines: str, *, folder: Path) -> str:
    words = ["bash", "-euc", lines]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout


def certified(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make certificates in a new folder, and let the environment name them."""
    folder.mkdir()
    bash(MAKE, folder=folder)
    for line in bash(f"{EXPORT}\nenv", folder=folder).splitlines():
        if line.startswith("DASK_"):
            monkeypatch.setenv(*line.split("=", 1))


def said_by_driver(store: Path, *, on: str) -> str:
    with at.driver(store, task="draw", cells=20, on=on) as process:
        return process.communicate()[1]


def test_the_certificates_are_good_enough_for_the_strictest_python(tmp_path: Path) -> None:
    bash(MAKE, folder=tmp_path)
    assert "OK" in bash("openssl verify -x509_strict -CAfile ca.pem cert.pem", folder=tmp_path)


def test_a_study_runs_over_tls_for_those_who_have_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    certified(tmp_path / "ours", monkeypatch)
    calm, store = tmp_path / "calm.sqlite", tmp_path / "trial.sqlite"
    trial.do(trial.study_of("draw", 20), calm, on="serial")
    with at.cluster(tmp_path, workers=1, protocol="tls") as (address, *_):
        assert address.startswith("tls://127.0.0.1:")
        assert said_by_driver(store, on=address) == ""
        assert {key: row[:2] for key, row in at.rows_in(store).items()} == {
            key: row[:2] for key, row in at.rows_in(calm).items()
        }
        certified(tmp_path / "theirs", monkeypatch)
        other = said_by_driver(tmp_path / "other.sqlite", on=address)
        assert f"no Dask scheduler answers at {address}" in other
        assert "TLS certificate does not match" in other
    assert at.rows_in(tmp_path / "other.sqlite") == {}


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("tls://127.0.0.1:9", "name the certificates in Dask's settings"),
        ("tcp://127.0.0.1", "give host and port"),
    ],
)
def test_an_address_that_cannot_be_dialled_is_one_sentence(
    tmp_path: Path, on: str, said: str
) -> None:
    pytest.importorskip("distributed")
    words = said_by_driver(tmp_path / "trial.sqlite", on=on)
    assert words.startswith(f"{on} cannot be dialled (")
    assert said in words
    assert "Traceback" not in words
