"""Take away a run of the tabular language model: each form is made only when it is asked for."""

from __future__ import annotations

from typing import Final

from teachsim.ui import tabular_data, tabular_exports
from teachsim.ui.tabular_look import TAKE
from teachsim.ui.tabular_session import Trip, address
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures

FORMS: Final = (
    *figures(tabular_exports.picture),
    Form("csv", "csv", "text/csv", tabular_exports.as_csv),
    Form("json", "json", "application/json", tabular_exports.as_json),
    Form("html", "html", "text/html", tabular_exports.as_page),
    Form("script", "py", "text/x-python", tabular_exports.as_script),
)


def show(trip: Trip) -> None:
    """Show the forms, the script, how to cite, and the link."""
    if not trip.look.shown(TAKE):
        return
    chapter, setting = trip.chapter, trip.setting
    named = f"teachsim-{chapter.page.word}-{tabular_data.fingerprint(chapter, setting)}"
    taking.files(FORMS, trip, name=named)
    taking.script(chapter.page.script(setting))
    taking.cite_and_link(address(trip))
