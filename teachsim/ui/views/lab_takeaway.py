"""Take away from the page Lab: every form of the run, made only when it is asked for."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.class_link import carried
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_script import script
from teachsim.ui import lab_data, lab_exports, lab_map_exports
from teachsim.ui.lab_session import Trip, address
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.words import say

FORMS: Final = (
    *figures(lab_exports.picture),
    Form("csv", "csv", "text/csv", lab_exports.as_csv),
    Form("json", "json", "application/json", lab_exports.as_json),
    Form("html", "html", "text/html", lab_exports.as_page),
    Form("script", "py", "text/x-python", lab_exports.as_script),
)


MAP_FORMS: Final = (
    *figures(lab_map_exports.picture),
    Form("csv", "csv", "text/csv", lab_map_exports.as_csv),
    Form("json", "json", "application/json", lab_map_exports.as_json),
    Form("html", "html", "text/html", lab_map_exports.as_page),
    Form("script", "py", "text/x-python", lab_map_exports.as_script),
)
"""Of a map: what is taken away is a `lab_map_exports.Map`."""


def show(trip: Trip) -> None:
    """Show the forms, the script, and how to cite."""
    if not trip.viewing.shown(Control.TAKE):
        return
    named = f"teachsim-{lab_data.told(trip.study.bench).fingerprint[:35]}"
    needed = lab_data.cost(trip.study.bench)
    taking.files(FORMS, trip.study, name=named, needed=needed)
    show_script(trip.study)
    remark = "" if carried(trip.study.bench.ideas) else say("link-long")
    taking.cite_and_link(address(trip), remark=remark)


def show_script(study: Study) -> None:
    """Show the script: also of a run that is too much for the page."""
    taking.script(script(study.bench))
