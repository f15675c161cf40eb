"""The rules of the house that no linter knows: CONTRIBUTING.md says them in words."""

import ast
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import teachsim as ts

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "teachsim").rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40
WIDEST_RECORD = 8
LONGEST_STUDY = 80

# An address in the tree is a citation, a standard or this very machine; others need a reason.
KNOWN_HOSTS = {
    "127.0.0.1",
    "arxiv.org",
    "citation-file-format.github.io",
    "creativecommons.org",  # the licence of the lessons
    "doi.org",
    "keepachangelog.com",
    "localhost",
    "semver.org",
    "www.w3.org",  # names the SVG dialect; nothing is ever fetched from it
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def too_long(paths: list[Path], *, most: int) -> list[str]:
    sizes = [(named(path), len(path.read_text(encoding="utf-8").splitlines())) for path in paths]
    return [f"{name}: {size} lines" for name, size in sizes if size > most]


def tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing is tracked")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        try:
            yield named(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield f"{named(path)}:{getattr(node, 'lineno', 0)}", node


def run_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


# ---------------------------------------------------------------- one version, one import
def test_the_version_stands_in_one_place_and_the_citation_agrees() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "teachsim/__init__.py"
    assert re.findall(r"^version: (.+)$", citation, re.M) == [ts.__version__]
    assert f"## [{ts.__version__}]" in changelog


def test_what_is_installed_is_what_is_here() -> None:
    try:
        installed = importlib.metadata.version("teachsim")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("teachsim is run from its folder, not installed")
    assert installed == ts.__version__


def test_import_teachsim_loads_numpy_and_nothing_heavier() -> None:
    loaded = set(
        json.loads(run_python("import sys, json, teachsim; print(json.dumps([*sys.modules]))"))
    )
    assert "numpy" in loaded
    assert not loaded & {"scipy", "networkx", "matplotlib", "pandas", "streamlit", "torch"}


@pytest.mark.parametrize(
    "name",
    [
        *("DEMONSTRATION", "INFORMANT", "APPROVAL", "QUERY", "EXAMINATION"),
        *("HALLUCINATIONS_ONLY", "OMISSIONS_ONLY", "Regime"),
        *("Negligent", "Adversary", "Helper", "Scripted", "Teacher"),
        *("Phase", "Scenario", "Noise", "simulate", "Learner", "Transcript", "Lesson"),
        *("HypothesisSpace", "metrics"),
    ],
)
def test_the_public_name_is_there(name: str) -> None:
    assert name in dir(ts)


def test_the_wheel_carries_the_data_and_leaves_the_tests_at_home(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="builds the wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())

    kinds = {".py", ".typed", ".csv", ".js", ".css", ".json", ".svg"}
    mine = {named(path) for path in tracked() if named(path).startswith("teachsim/")}
    assert {name for name in mine if Path(name).suffix in kinds} <= packed
    assert not [name for name in packed if name.startswith(("tests", "studies"))]


# ---------------------------------------------------------------- sizes
def test_a_module_is_one_idea_long() -> None:
    assert too_long(MODULES, most=LONGEST_MODULE) == []


def test_a_study_fits_two_screens() -> None:
    studies = sorted((ROOT / "studies").glob("*.py"))
    assert too_long(studies, most=LONGEST_STUDY) == []


def test_a_function_fits_a_screen() -> None:
    def length(node: ast.FunctionDef) -> int:
        documented = ast.get_docstring(node) is not None
        body = node.body[1:] if documented else node.body
        if not body:
            return 0
        return (node.end_lineno or 0) - body[0].lineno + 1  # its docstring may be longer than it

    found = [
        f"{place} {node.name}: {length(node)} lines"
        for place, node in nodes(ast.FunctionDef)
        if isinstance(node, ast.FunctionDef) and length(node) > LONGEST_FUNCTION
    ]
    assert found == []


def is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_a_record_is_frozen_and_has_at_most_eight_fields() -> None:
    for place, node in nodes(ast.ClassDef):
        assert isinstance(node, ast.ClassDef)
        if not is_dataclass(node):
            continue
        assert any("frozen=True" in ast.unparse(line) for line in node.decorator_list), place
        fields = [line for line in node.body if isinstance(line, ast.AnnAssign)]
        assert len(fields) <= WIDEST_RECORD, f"{place} {node.name} is two ideas"


# ---------------------------------------------------------------- habits
def test_nobody_asks_an_object_what_it_has() -> None:
    called = [
        place
        for place, node in nodes(ast.Call)
        if isinstance(node, ast.Call)
        # torch makes its modules in `super().__init__()`; nothing else inherits.
        and (
            ast.unparse(node.func) == "hasattr"
            or (ast.unparse(node.func) == "super" and not place.startswith("teachsim/bridge/"))
        )
    ]
    assert called == []


def test_no_function_swallows_keywords() -> None:
    swallowing = [
        place
        for place, node in nodes(ast.FunctionDef)
        if isinstance(node, ast.FunctionDef) and node.args.kwarg is not None
    ]
    assert swallowing == []


def test_no_class_inherits_for_reuse() -> None:
    # A network inherits from torch's, by way of the bridge's one abstract interface.
    allowed = re.compile(
        r"(Protocol(\[.+\])?|(Int|Str)?(Enum|Flag)|\w*(Error|Exception|Warning)|Module|ABC|Actor)$"
    )
    inheriting = [
        f"{place} {ast.unparse(base)}"
        for place, node in nodes(ast.ClassDef)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if not allowed.match(ast.unparse(base).rsplit(".", 1)[-1])
    ]
    assert inheriting == []


def own_raises(body: Iterable[ast.AST]) -> Iterator[ast.Raise]:
    """What is raised there, and not in a function that is only defined there."""
    for node in body:
        if isinstance(node, ast.Raise):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield from own_raises(ast.iter_child_nodes(node))


def on_purpose(node: ast.Raise) -> bool:
    """Whether it is an exception of its own, not one that was caught, nor of what is abstract."""
    kind = ast.unparse(node.exc.func if isinstance(node.exc, ast.Call) else node.exc or node)
    return (isinstance(node.exc, ast.Call) or kind[0].isupper()) and kind != "NotImplementedError"


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    listed = [*tree.body]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            listed += node.body
    for node in listed:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_a_public_function_says_what_it_raises_on_purpose() -> None:
    silent = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in public_functions(ast.parse(path.read_text(encoding="utf-8")))
        if any(map(on_purpose, own_raises(node.body)))
        and "Raises:" not in (ast.get_docstring(node) or "")
    ]
    assert silent == []


# ---------------------------------------------------------------- nothing of one machine
def test_every_address_in_the_tree_is_one_we_know() -> None:
    unknown = {
        (name, host)
        for name, text in texts()
        for host in re.findall(r"\bhttps?://([\w.-]+)", text)
        if host not in KNOWN_HOSTS
    }
    assert unknown == set()


def test_the_pins_name_packages_and_nothing_else() -> None:
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wrong = [
        line
        for line in pins
        if line and not re.match(r"\s*#|[\w.-]+==[\w.!+]+( ; [\w\s.'=!<>()]+)?$", line)
    ]
    assert wrong == []
    assert not [line for line in pins if line.startswith(("torch", "triton", "nvidia"))]


def test_no_path_of_somebodys_machine_is_in_the_tree() -> None:
    personal = re.compile(r"(?<![\w.:/-])/(root|home|work|opt|Users)/\w")
    found = [name for name, text in texts() if personal.search(text)]
    assert found == []
