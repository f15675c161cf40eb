"""Take away: every form of the run, made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from teachsim.gallery.setting import Setting
from teachsim.ui import data, exports, guard
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.visit import Visit, address
from teachsim.ui.words import say

FORMS: Final = (
    *figures(lambda s: exports.picture(data.runs(s))),
    Form("csv", "csv", "text/csv", lambda s: exports.as_csv(data.runs(s))),
    Form("json", "json", "application/json", lambda s: exports.as_json(data.runs(s))),
    Form("html", "html", "text/html", lambda s: exports.as_page(data.runs(s), data.film(s))),
    Form("script", "py", "text/x-python", lambda s: data.code(s).encode()),
)


def show(visit: Visit) -> None:
    """Show the forms, the script, and how to cite."""
    if not visit.viewing.shown(Control.TAKE):
        return
    setting = visit.setting
    fingerprint = data.page_numbers(setting).fingerprint
    named = f"teachsim-{fingerprint[:17]}"
    taking.files(FORMS, lambda form: _maker(form, setting), name=named)
    show_script(setting)
    remark = "" if data.fits_a_link(setting) else say("link-long")
    taking.cite_and_link(address(visit), remark=remark)


def show_script(setting: Setting) -> None:
    """Show the script: also of a run that is too much for the page."""
    taking.script(data.code(setting))


def _maker(form: Form, setting: Setting) -> Callable[[], bytes]:
    """Return what makes the file when it is asked for, in one of the places for long runs."""

    def make() -> bytes:
        with guard.slot(data.cost(setting)):
            return form.make(setting)

    return make
