"""The command `teachsim`: what it prints, what it refuses, and what it hands on."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

import teachsim as ts
from teachsim.__main__ import main
from teachsim.ui import launch

ROOT = Path(__file__).resolve().parents[1]


def test_the_version_is_printed_without_loading_what_the_app_needs() -> None:
    code = (
        "import sys; from teachsim.__main__ import main; main(['version']);"
        "print({'streamlit', 'scipy', 'matplotlib', 'teachsim.ui'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == f"teachsim {ts.__version__}\nset()\n"


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "teachsim", "version"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"teachsim {ts.__version__}\n"


def test_the_app_is_started_where_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cli = pytest.importorskip("streamlit.web.cli")
    told: list[list[str]] = []
    monkeypatch.setattr(cli, "main", told.append)
    assert main(["app"]) == 0
    assert main(["app", "--address", "0.0.0.0", "--port", "80"]) == 0
    run = ["run", str(launch.script())]
    assert told == [run, [*run, "--server.address=0.0.0.0", "--server.port=80"]]


@pytest.mark.parametrize("missing", ["streamlit", "matplotlib"])
def test_without_what_the_app_needs_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    def found(name: str) -> ModuleSpec | None:
        return None if name == missing else ModuleSpec(name, None)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    assert main(["app"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"teachsim: the app needs {missing}, which this Python does not have; run "
        'pip install "teachsim[app]"\n'
    )


def test_the_script_of_a_link_is_printed_and_what_was_replaced_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["script", "mislead?preset=negligent&seed=-4"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("import teachsim as ts\n")
    assert said.err == "teachsim: the link asked for seed='-4'; using 7\n"
    assert main(["script", "nowhere"]) == 1
    assert "leads to the page 'nowhere'" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.0", "٣", "http"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["app", "--port", port])
    assert refusal.value.code == 2
    assert "must be a whole number in 1..65535" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["play"], ["version", "app"]])
def test_a_command_that_there_is_not_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert "usage: teachsim" in capsys.readouterr().err


def test_who_asks_for_nothing_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr()
    assert "usage: teachsim" in said.out
    assert "serve the pages" in said.out
    assert said.err == ""


def test_the_script_that_is_run_has_the_settings_beside_it() -> None:
    found = launch.script()
    assert found == ROOT / "app.py"
    assert (found.parent / ".streamlit" / "config.toml").is_file()


def test_a_package_without_its_settings_is_not_served_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("_HERE", "_CLONE"):
        monkeypatch.setattr(launch, place, tmp_path)
    (tmp_path / "app.py").write_text("")
    with pytest.raises(launch.LaunchError, match=r"are neither in .* install teachsim anew"):
        launch.script()
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("")
    assert launch.script() == tmp_path / "app.py"
