import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studies.bench import trial
from studies.bench.survival import table_hash
from teachsim import sweep

STUDY = trial.study_of("draw", 30)


@contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """One MiB of its own, where that is permitted."""
    at.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(at)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


def test_two_drivers_do_not_write_to_one_store(tmp_path: Path) -> None:
    path = tmp_path / "trial.sqlite"
    with (
        sweep.opened_store(path, STUDY),
        pytest.raises(sweep.StoreError, match="in use by another driver"),
        sweep.opened_store(path, STUDY),
    ):
        pass
    trial.do(STUDY, path, on="serial")


def test_a_disk_that_fills_loses_nothing_and_the_study_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    study, calm = trial.study_of("draw", 9_000), tmp_path / "calm.sqlite"
    trial.do(study, calm, on="serial")
    with small_disk(tmp_path / "small"):
        path = tmp_path / "small" / "trial.sqlite"
        with pytest.raises(sweep.StoreError, match=r"full.*what was committed is kept"):
            trial.do(study, path, on="serial")
        kept = sweep.standing(path)
        assert 0 < kept.done < 9_000
        subprocess.run(["mount", "-o", "remount,size=9m", str(path.parent)], check=True)
        trial.do(study, path, on="serial")
        assert table_hash(path) == table_hash(calm)


def test_a_store_that_cannot_be_written_says_so_and_can_still_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small"):
        path = tmp_path / "small" / "trial.sqlite"
        trial.do(STUDY, path, on="serial")
        subprocess.run(["mount", "-o", "remount,ro", str(path.parent)], check=True)
        with pytest.raises(sweep.StoreError, match="cannot be"):
            trial.do(STUDY, path, on="serial")
        assert sweep.standing(path).done == 30


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(sweep.StoreError, match="cannot be written"):
        trial.do(STUDY, tmp_path / "file" / "trial.sqlite", on="serial")


@pytest.mark.parametrize("error", [BrokenPipeError, TimeoutError, BlockingIOError])
def test_what_fails_while_a_store_is_open_is_not_laid_to_the_store(
    tmp_path: Path, error: type[OSError]
) -> None:
    path = tmp_path / "trial.sqlite"
    with pytest.raises(error, match="somebody else's"), sweep.opened_store(path, STUDY):
        raise error("somebody else's")
    trial.do(STUDY, path, on="serial")


@pytest.mark.parametrize("damage", ["text", "middle", "other database"])
def test_a_damaged_file_is_one_clear_error_and_fresh_helps(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "trial.sqlite"
    if damage == "other database":
        with sqlite3.connect(path) as other:
            other.execute("create table rows (mine integer)")
        other.close()
    elif damage == "text":
        path.write_text("no database at all, whatever its name says " * 100)
    else:
        trial.do(trial.study_of("draw", 900), path, on="serial")
        with path.open("r+b") as file:
            file.seek(os.path.getsize(path) // 2)
            file.write(b"\xff" * 8_192)
    with pytest.raises(sweep.StoreError, match=r"damaged|no store of a study"):
        trial.do(STUDY, path, on="serial")
    with sweep.opened_store(path, STUDY, past=sweep.Past.FRESH) as store:
        sweep.run(STUDY, store, engine=lambda: sweep.opened("serial"))
    assert sweep.standing(path).done == 30


def test_a_row_that_claims_to_be_longer_than_any_memory_is_damage(tmp_path: Path) -> None:
    pages = bytearray(5 * 512)  # of SQLite's own: page 1 leads to page 5, and that to the row
    pages[:24] = b"SQLite format 3\0\2\0\0\0\0\x40\x20\x20"
    pages[63] = 1  # the format of a store
    pages[100:114] = b"\5\0\0\0\1" + bytes(7) + b"\1\xfb"
    pages[510] = 5
    pages[2048:2058] = b"\x0d\0\0\0\2\0\0\0\1\x95"
    pages[2453:2466] = b"\xff" * 11 + b"\0a"
    path = tmp_path / "trial.sqlite"
    path.write_bytes(pages)
    with pytest.raises(sweep.StoreError, match=r"damaged.*more memory than there is"):
        sweep.standing(path)


@pytest.mark.parametrize(
    "damage",
    [
        "delete from study",
        "update study set seed = 'first'",
        "update runs set started = 'noon'",
        "update runs set total = 'many'",
        "update runs set code = x'ff'",
        """update rows set "values" = 'no JSON'""",
        """update rows set "values" = '[1]'""",
        """update rows set "values" = '{"x": [1]}'""",
        """update rows set "values" = '{"x": "\\ud800"}'""",
        """update rows set "values" = x'7b7d'""",
        f"""update rows set "values" = '{"[" * 100_000}'""",
        """update rows set "values" = ''""",
        "update rows set error = x'00'",
        "update rows set error = cast(x'ff' as text)",
        "update rows set parameters = '3'",
        "update rows set replicate = 'twice'",
        "update rows set finished = 'noon'",
    ],
    ids=lambda damage: damage[:50],
)
def test_a_store_that_says_what_no_driver_writes_is_damaged_and_no_worse(
    tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "trial.sqlite"
    trial.do(STUDY, path, on="serial")
    with contextlib.closing(sqlite3.connect(path)) as rows, rows:
        rows.execute(damage)
    refused = []
    for read in (sweep.standing, sweep.table_of, outcomes, codes):
        try:
            read(path)
        except sweep.StoreError as error:
            refused.append(str(error))
    assert refused
    assert all("is damaged; move it away" in said for said in refused)
    assert max(map(len, refused)) < 500


def outcomes(path: Path) -> object:
    with sweep.opened_store(path, STUDY) as store:
        return store.outcomes()


def codes(path: Path) -> object:
    with sweep.opened_store(path, STUDY) as store:
        return store.codes()


def test_a_lock_that_is_no_database_does_not_keep_anybody_from_watching(tmp_path: Path) -> None:
    path = tmp_path / "trial.sqlite"
    trial.do(STUDY, path, on="serial")
    Path(f"{path}.lock").write_bytes(b"no database " * 100)
    assert not sweep.standing(path).running


def test_the_store_of_another_study_is_refused(tmp_path: Path) -> None:
    trial.do(STUDY, tmp_path / "trial.sqlite", on="serial")
    other = sweep.Study("other", STUDY.task, STUDY.cells)
    with pytest.raises(sweep.StoreError, match=r"keeps study trial .* not other"):
        trial.do(other, tmp_path / "trial.sqlite", on="serial")


# ---------------------------------------------------------------- who watches
def test_a_running_study_can_be_watched(tmp_path: Path) -> None:
    path = tmp_path / "trial.sqlite"
    seen: list[sweep.Standing] = []

    def report(told: sweep.Standing) -> None:
        seen.append(sweep.standing(path))
        assert (seen[-1].done, seen[-1].total) == (told.done, told.total)
        assert seen[-1].running

    with sweep.opened_store(path, STUDY) as store:
        sweep.run(STUDY, store, engine=lambda: sweep.opened("serial"), report=report)
    assert seen[0].total == 30
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    after = sweep.standing(path)
    assert (after.done, after.failed, after.running, after.left) == (30, 0, False, 0.0)


def test_watching_what_is_not_there_is_refused_and_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(sweep.StoreError, match="cannot be opened"):
        sweep.standing(tmp_path / "none.sqlite")
    assert [*tmp_path.iterdir()] == []


def test_what_failed_is_counted(tmp_path: Path) -> None:
    study = sweep.Study(
        "trial", "studies.bench.trial:poison", sweep.grid({"cell": [10, trial.RAISES]})
    )
    trial.do(study, tmp_path / "trial.sqlite", on="serial")
    assert sweep.standing(tmp_path / "trial.sqlite").failed == 1


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (sweep.Standing("a", 10, 0, 0, 0.0, True), "a: 0 of 10 done"),
        (sweep.Standing("a", 10, 10, 1, 2.0, False), "a: 10 of 10 done, 1 failed, 2 a second"),
        (sweep.Standing("a", 10_001, 1, 0, 1.0, True), "a: 1 of 10,001 done, 1 a second, 3 h left"),
    ],
)
def test_a_standing_reads_as_a_sentence(standing: sweep.Standing, said: str) -> None:
    assert standing.sentence == said
