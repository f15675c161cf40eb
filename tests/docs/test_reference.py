"""The reference lists every public name, once."""

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

import teachsim as ts
from docs import listing

ROOT = Path(ts.__file__).resolve().parent
LISTED = {module.name: module for module in listing.listed(ROOT)}
NEED_TORCH = "teachsim.bridge"
ROOTS = ["teachsim", *(f"teachsim.{part}" for part in listing.PARTS)]


def modules() -> list[str]:
    """Return every module below the parts that the reference covers, as Python finds them."""
    found = []
    for part in listing.PARTS:
        package = importlib.import_module(f"teachsim.{part}")
        walked = pkgutil.walk_packages(package.__path__, f"teachsim.{part}.")
        found += [f"teachsim.{part}", *(info.name for info in walked)]
    return ["teachsim", *found]


def test_every_part_but_the_pages_is_covered() -> None:
    parts = {info.name for info in pkgutil.iter_modules(ts.__path__) if info.ispkg}
    assert parts - {"ui"} == set(listing.PARTS)


@pytest.mark.parametrize("name", [name for name in modules() if not name.startswith(NEED_TORCH)])
def test_the_public_names_of_a_module_are_listed(name: str) -> None:
    public = set(getattr(importlib.import_module(name), "__all__", ()))
    module = LISTED.get(name)
    assert public == ({*module.own, *module.passed_on} if module else set())


def test_a_name_is_documented_once_and_links_lead_to_where_it_is() -> None:
    own = [f"{module.name}.{name}" for module in LISTED.values() for name in module.own]
    assert [name for name, n in Counter(own).items() if n > 1] == []
    targets = {target for module in LISTED.values() for target in module.passed_on.values()}
    assert targets <= {*own, *LISTED}


@pytest.mark.parametrize("root", ROOTS)
def test_every_name_that_a_part_gives_leads_to_the_object_itself(root: str) -> None:
    if root == "teachsim.bridge":
        pytest.importorskip(
            "torch", reason="the bridge needs torch: pip install 'teachsim[bridge]'"
        )
    module = LISTED[root]
    package = importlib.import_module(root)
    for name, target in module.passed_on.items():
        place, _, last = target.rpartition(".")
        found = getattr(importlib.import_module(place), last, None)
        assert found is getattr(package, name) or target == getattr(package, name).__name__


def test_every_listed_name_stands_on_a_page() -> None:
    pages = listing.pages([*LISTED.values()])
    text = "\n".join(pages.values())
    for module in LISTED.values():
        assert f".. automodule:: {module.name}\n" in text
        for name, directive in module.own.items():
            assert f".. {directive}:: {module.name}.{name}\n" in text
    assert set(pages) - {"index.rst"} == {f"{module.package}.rst" for module in LISTED.values()}
