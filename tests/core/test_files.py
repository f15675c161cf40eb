import os
from pathlib import Path

import pytest

from teachsim.core.files import write_file, writing


def test_what_was_written_is_there_in_folders_that_were_missing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "table.csv"
    write_file(path, b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_file_that_cannot_be_finished_leaves_the_old_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "table.csv"
    write_file(path, b"old")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(broken, fails)
    with pytest.raises(OSError, match="disk full"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_written_piece_by_piece_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with writing(path) as file:
        file.writelines([b"one\n", b"two\n"])
        assert not path.exists()
    with pytest.raises(ZeroDivisionError), writing(path) as file:
        file.writelines(b"%d" % (1 // n) for n in (1, 0))
    assert path.read_bytes() == b"one\ntwo\n"
    assert list(tmp_path.iterdir()) == [path]


def test_file_and_folder_reach_the_disk_in_that_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    fsync = os.fsync

    def watched(opened: int) -> None:
        synced.append("folder" if os.path.isdir(f"/proc/self/fd/{opened}") else "file")
        fsync(opened)

    monkeypatch.setattr("os.fsync", watched)
    write_file(tmp_path / "table.csv", b"new")
    assert synced == (["file", "folder"] if os.path.isdir("/proc/self/fd") else ["file", "file"])


def test_nobody_settles_files_another_way() -> None:
    package = Path(__file__).parents[2] / "teachsim"
    settling = [path.name for path in package.rglob("*.py") if "fsync(" in path.read_text("utf-8")]
    assert settling == ["files.py"]
