"""Take away a run of the page Gold: every form is made only when it is asked for."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.gold_script import script
from teachsim.ui import gold_data, gold_exports
from teachsim.ui.gold_session import Trip, address
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures

FORMS: Final = (
    *figures(gold_exports.picture),
    Form("png", "png", "image/png", gold_exports.as_png),
    Form("csv", "csv", "text/csv", gold_exports.as_csv),
    Form("json", "json", "application/json", gold_exports.as_json),
    Form("html", "html", "text/html", gold_exports.as_page),
    Form("script", "py", "text/x-python", gold_exports.as_script),
)


def show(trip: Trip) -> None:
    """Show the forms, the script, how to cite, and the link."""
    if not trip.viewing.shown(Control.TAKE):
        return
    setting = trip.setting
    named = f"teachsim-gold-{gold_data.fingerprint(setting)}"
    taking.files(FORMS, setting, name=named, needed=gold_data.cost(setting))
    taking.script(script(setting))
    taking.cite_and_link(address(trip))
