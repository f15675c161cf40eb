"""Take away: every form of the run, made only when it is asked for."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.setting import Setting
from teachsim.ui import data, exports
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.visit import Visit, address
from teachsim.ui.words import say

FORMS: Final = (
    *figures(exports.picture),
    Form("csv", "csv", "text/csv", exports.as_csv),
    Form("json", "json", "application/json", exports.as_json),
    Form("html", "html", "text/html", exports.as_page),
    Form("script", "py", "text/x-python", exports.as_script),
)


def show(visit: Visit) -> None:
    """Show the forms, the script, and how to cite."""
    if not visit.viewing.shown(Control.TAKE):
        return
    setting = visit.setting
    fingerprint = data.page_numbers(setting).fingerprint
    named = f"teachsim-{fingerprint[:17]}"
    taking.files(FORMS, setting, name=named, needed=data.cost(setting))
    show_script(setting)
    remark = "" if data.fits_a_link(setting) else say("link-long")
    taking.cite_and_link(address(visit), remark=remark)


def show_script(setting: Setting) -> None:
    """Show the script: also of a run that is too much for the page."""
    taking.script(data.code(setting))
