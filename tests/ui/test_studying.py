"""Studies as the app watches them: while they run, stopped, done, and when nothing can be read."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studies.bench import trial
from teachsim import sweep
from teachsim.ui import studying
from teachsim.ui.words import say
from tests.ui import pages
from tests.ui.pages import plain


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the stores are that the app looks into."""
    monkeypatch.setenv(studying.FOLDERS, str(tmp_path))
    studying._looked.cache_clear()
    yield tmp_path
    studying._looked.cache_clear()


def seen() -> list[tuple[str, str, float, bool]]:
    studying._looked.cache_clear()
    return [(one.name, one.words, one.share, one.running) for one in studying.watched()]


def _teach() -> None:
    from teachsim.ui.views import teach

    teach.show()


def test_where_there_is_no_store_nothing_is_shown() -> None:
    assert seen() == []
    assert say("studies") not in plain(pages.drawn(_teach, query={}))


def test_a_study_is_seen_before_it_begins_while_it_runs_stopped_and_done(folder: Path) -> None:
    study, path = trial.study_of("draw", 40), folder / "trial.sqlite"
    with sweep.opened_store(path, study) as store:
        assert seen() == [(f"{folder.name}/trial", f"{folder.name}/trial: 0 of 0 done", 0.0, True)]
        during: list[tuple[str, str, float, bool]] = []
        sweep.run(
            study,
            store,
            engine=lambda: sweep.opened("serial"),
            report=lambda _: during.extend(seen()),
        )
    assert during
    assert all(running for *_, running in during)
    assert [share for _, _, share, _ in during] == sorted(share for _, _, share, _ in during)
    assert during[-1][2] == 1
    assert seen() == [(f"{folder.name}/trial", f"{folder.name}/trial: all 40 done", 1.0, False)]
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("delete from rows where key in (select key from rows limit 10)")
    ((_, words, share, running),) = seen()
    assert words == f"{folder.name}/trial: stopped at 30 of 40; the same command goes on with it"
    assert (share, running) == (0.75, False)


def test_failures_are_counted(folder: Path) -> None:
    trial.do(trial.study_of("draw", 6), folder / "trial.sqlite", on="serial")
    with closing(sqlite3.connect(folder / "trial.sqlite")) as rows, rows:
        rows.execute("update rows set status = 'no' where key in (select key from rows limit 2)")
    assert seen() == [
        (f"{folder.name}/trial", f"{folder.name}/trial: all 6 done, 2 failed", 1.0, False)
    ]


def test_what_runs_stands_first_and_what_cannot_be_read_says_why(folder: Path) -> None:
    study = trial.study_of("draw", 4)
    trial.do(study, folder / "b.sqlite", on="serial")
    (folder / "a.sqlite").write_text("no store")
    (folder / "c.sqlite.lock").touch()
    with sweep.opened_store(folder / "c.sqlite", study):
        found = seen()
    assert [name for name, *_ in found] == [f"{folder.name}/{one}" for one in "cab"]
    assert "move it away" in found[1][1]


def test_several_folders_are_parted_as_those_of_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        trial.do(trial.study_of("draw", 4), folder / name / f"{name}.sqlite", on="serial")
    monkeypatch.setenv(studying.FOLDERS, os.pathsep.join(str(folder / x) for x in ("one", "two")))
    assert [name for name, *_ in seen()] == ["one/one", "two/two"]


def test_visitors_share_a_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    first = studying.watched()
    trial.do(trial.study_of("draw", 4), folder / "trial.sqlite", on="serial")
    assert studying.watched() is first
    monkeypatch.setattr(time, "monotonic", lambda: 100.0 + studying.LOOK_SECONDS)
    assert len(studying.watched()) == 1


def test_the_page_shows_a_bar_for_what_runs_and_a_line_for_the_rest(folder: Path) -> None:
    study = trial.study_of("draw", 4)
    trial.do(study, folder / "b.sqlite", on="serial")
    with sweep.opened_store(folder / "c.sqlite", study):
        test = pages.drawn(_teach, query={})
        told = plain(test)
        assert say("studies") in told
        assert f"{folder.name}/b: all 4 done" in told
        (bar,) = test.get("progress")
        assert f"{folder.name}/c: 0 of 0 done" in str(bar.proto)
