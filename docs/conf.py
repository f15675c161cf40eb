"""How the documentation is built: `make docs`, with warnings as errors and nothing fetched."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import listing  # noqa: E402  # stands beside this file

import teachsim as ts  # noqa: E402

project = "teachsim"
author = "teachsim contributors"
copyright = "teachsim contributors; lessons under CC BY 4.0, the rest under MIT"
version = release = ts.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["paper/*"]
suppress_warnings = ["ref.python"]  # a short name in a signature may be that of two classes
html_theme = "furo"
html_title = f"teachsim {ts.__version__}"
html_show_sphinx = False
html_copy_source = False

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

autodoc_mock_imports = ["torch", "safetensors", "transformers"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
_ARRAYS = ("AnyArray", "ArrayLike", "BoolArray", "FloatArray", "IntArray")
autodoc_type_aliases = {name: name for name in _ARRAYS}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False


def _jit(function: Any = None, **settings: Any) -> Any:
    """What Triton's decorator leaves of a function here: the function."""
    del settings
    return function or _jit


triton: Any = ModuleType("triton")  # autodoc's stand-in cannot tell what is a kernel
triton.jit, triton.JITFunction, triton.language = _jit, type, MagicMock()
sys.modules |= {"triton": triton, "triton.language": triton.language}

_LOG = logging.getLogger(__name__)


def _as_written(  # noqa: PLR0917  # as Sphinx calls it
    app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Show a docstring as it reads in the source: formulas and examples keep their lines."""
    del app, obj, options
    if what == "data" and not _has_words(name):
        lines.clear()  # they are its type's
    lines[:] = ["" if not line.strip() else line for line in lines]
    out: list[str] = []
    verbatim = section = False
    for k, line in enumerate(lines):
        before = lines[k - 1] if k else ""
        if line and not before:
            indent = len(line) - len(line.lstrip())
            if line.lstrip().startswith(">>>"):
                verbatim = True
            elif indent >= 4 and not section:
                verbatim = True
                out += ["::", ""]
            else:
                verbatim = False
        if line and not line.startswith(" "):
            section = bool(re.match(r"(Args|Attributes|Returns|Raises|Yields|Note):$", line))
        out.append(line if verbatim else listing.plain(line))
    lines[:] = out


def _has_words(name: str) -> bool:
    """Whether a constant has a docstring of its own, under its line in the source."""
    module, _, last = name.rpartition(".")
    return ("", last) in ModuleAnalyzer.for_module(module).find_attr_docs()


def _write_reference(app: Any) -> None:
    """Write the pages of the reference, where they have changed."""
    del app
    folder = HERE / "reference"
    folder.mkdir(exist_ok=True)
    written = listing.pages(listing.listed(Path(ts.__file__).resolve().parent))
    for path in folder.glob("*.rst"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _complete(app: Any, env: Any) -> None:
    """Warn, and so fail, where a public name is on no page."""
    del app
    documented = env.domains["py"].objects
    for module in listing.listed(Path(ts.__file__).resolve().parent):
        for name in (module.name, *(f"{module.name}.{own}" for own in module.own)):
            if name not in documented:
                _LOG.warning("%s is public, but on no page of the reference", name)


def setup(app: Any) -> None:
    """Connect the three."""
    app.connect("builder-inited", _write_reference)
    app.connect("env-check-consistency", _complete)
    app.connect("autodoc-process-docstring", _as_written, priority=400)
