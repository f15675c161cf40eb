"""The command line of studies, and the commands that it gives back."""

import re
import shlex
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from teachsim import sweep
from teachsim.sweep.study import Scalar

STUDIES = Path(__file__).parents[2] / "studies"
FOLDER, QUICK = STUDIES / "results", STUDIES / "quick"
PAGE = Path(__file__).parents[2] / "docs" / "cluster.md"
OWN = {"model": str, "rate": float, "layers": int}


def asked(*argv: str, study: str = "trial") -> sweep.Options:
    return sweep.options(study, "A trial.", seeds=7, argv=argv, own=OWN)


def typed(command: str) -> sweep.Options:
    """What a study is asked for if this is typed."""
    python, script, *argv = shlex.split(command)
    assert python == "python"
    return asked(*argv, study=Path(script).stem)


def test_without_options_a_study_runs_whole_on_all_cores_beside_the_committed_results() -> None:
    assert asked() == sweep.Options("trial", FOLDER, 7, quick=False, on="local")


def test_a_quick_study_takes_two_seeds_in_this_process_and_leaves_the_committed_results() -> None:
    assert asked("--quick") == sweep.Options("trial", QUICK, 2, quick=True, on="serial")
    assert asked("--quick", "--seeds", "9", "--on", "local").seeds == 9


def test_each_option_is_read(tmp_path: Path) -> None:
    most = "--seeds 3 --quick --on tls://host:8786 --workers 5 --model m --rate 1e-3 --layers 2"
    own: dict[str, Scalar] = {"model": "m", "rate": 0.001, "layers": 2}
    assert asked(*most.split(), "--out", str(tmp_path), "--foreign") == sweep.Options(
        *("trial", tmp_path, 3, True, "tls://host:8786", 5, sweep.Past.FOREIGN, own)
    )


@pytest.mark.parametrize("name", ["FRESH", "RETRY", "FOREIGN"])
def test_what_becomes_of_earlier_rows_is_an_option(name: str) -> None:
    assert asked().past == sweep.Past.KEEP
    assert asked(f"--{name.lower()}").past == sweep.Past[name]


def test_rows_of_other_code_can_be_kept_while_failed_ones_are_done_again() -> None:
    assert asked("--foreign", "--retry").past == sweep.Past.FOREIGN | sweep.Past.RETRY


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "٣", ""])
@pytest.mark.parametrize("option", ["--seeds", "--workers"])
def test_a_number_of_seeds_or_workers_that_is_none_is_refused(
    option: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked(f"{option}={number}")
    assert f"{option}: {number!r} must be a whole number of at least 1" in capsys.readouterr().err


@pytest.mark.parametrize("engine", ["", "dask", "host:8786", "udp://host:1", "TCP://host:1"])
def test_an_engine_that_is_none_is_refused_with_those_there_are(
    engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked("--on", engine)
    assert "must be serial, local, or the address of a Dask scheduler" in capsys.readouterr().err


@pytest.mark.parametrize("more", [("--nobody",), ("left over",), ("--rate", "quick")])
def test_what_is_no_option_is_refused(more: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        asked(*more)


def test_the_help_tells_the_claim_and_the_page_tells_each_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        sweep.options("trial", "A trial.", seeds=7, argv=["--help"])
    said, page = capsys.readouterr().out, PAGE.read_text(encoding="utf-8")
    assert "A trial." in said
    assert "default 7, or 2 with --quick" in said
    for option in set(re.findall(r"--[a-z]+", said)):
        assert option in page


def test_the_command_of_a_table_names_what_its_numbers_depend_on_and_nothing_else() -> None:
    assert asked("--on", "serial", "--workers", "2", "--out", "x", "--retry").command == (
        "python studies/trial.py --seeds 7"
    )
    given = asked("--quick", "--model", "my folder", "--rate", "1e-3")
    assert given.command == (
        "python studies/trial.py --seeds 2 --quick --model 'my folder' --rate 0.001"
    )
    assert given.resume == f"{given.command} --on serial"


texts = some.text(max_size=8).filter(lambda text: text != "--")  # argparse drops it
numbers = some.integers(1, 10**6)
own_values = some.fixed_dictionaries(
    {}, optional={"model": texts, "rate": some.floats(allow_nan=False), "layers": some.integers()}
)


@given(
    some.builds(
        sweep.Options,
        study=some.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}", fullmatch=True),
        out=some.just(FOLDER) | some.just(QUICK) | texts.map(Path),
        seeds=numbers,
        quick=some.booleans(),
        on=some.sampled_from(["serial", "local"])
        | some.builds(lambda way, host: way + host, some.sampled_from(["tcp://", "tls://"]), texts),
        workers=some.none() | numbers,
        past=some.sampled_from([sweep.Past.KEEP, sweep.Past.FOREIGN]),
        own=own_values,
    )
)
@example(
    sweep.Options(  # argparse took each of these for an option, and the shell the ;
        *("trial", Path("-x"), 2, False, "tcp://host:1;", None, sweep.Past.KEEP),
        own={"model": "--quick", "rate": -1e-3},
    )
)
def test_typing_the_command_that_resumes_asks_for_the_same(given_so: sweep.Options) -> None:
    assert typed(given_so.resume) == given_so


def test_what_was_deleted_to_be_done_again_is_not_deleted_again_on_resuming() -> None:
    """Else a run that is interrupted again and again would never come to an end."""
    for option in ("--fresh", "--retry"):
        assert typed(asked(option).resume) == sweep.Options(
            "trial", FOLDER, 7, quick=False, on="local"
        )


def test_every_seed_is_a_cell_and_so_is_every_part() -> None:
    few = asked("--seeds", "2")
    assert few.every_seed == ({"seed": 0, "quick": False}, {"seed": 1, "quick": False})
    assert few.parts("a", "b") == (
        {"of": "a", "quick": False, "seeds": 2},
        {"of": "b", "quick": False, "seeds": 2},
    )
    assert few.store == FOLDER / "trial.sqlite"
