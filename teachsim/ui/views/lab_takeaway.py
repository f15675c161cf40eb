"""Take away from the page Lab: every form of the run, made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from teachsim.gallery.class_link import carried
from teachsim.gallery.lab_chart import Study
from teachsim.gallery.lab_script import script
from teachsim.ui import guard, lab_data, lab_exports
from teachsim.ui.lab_session import Trip, address
from teachsim.ui.viewing import Control
from teachsim.ui.views import taking
from teachsim.ui.views.taking import Form, figures
from teachsim.ui.words import say

FORMS: Final = (
    *figures(lambda s: lab_exports.picture(lab_data.runs(s.bench))),
    Form("csv", "csv", "text/csv", lambda s: lab_exports.as_csv(lab_data.runs(s.bench))),
    Form(
        "json",
        "json",
        "application/json",
        lambda s: lab_exports.as_json(s, lab_data.runs(s.bench)),
    ),
    Form(
        "html",
        "html",
        "text/html",
        lambda s: lab_exports.as_page(lab_data.runs(s.bench), lab_data.film(s.bench)),
    ),
    Form("script", "py", "text/x-python", lambda s: script(s.bench).encode()),
)


def show(trip: Trip) -> None:
    """Show the forms, the script, and how to cite."""
    if not trip.viewing.shown(Control.TAKE):
        return
    named = f"teachsim-{lab_data.told(trip.study.bench).fingerprint[:35]}"
    taking.files(FORMS, lambda form: _maker(form, trip.study), name=named)
    show_script(trip.study)
    remark = "" if carried(trip.study.bench.ideas) else say("link-long")
    taking.cite_and_link(address(trip), remark=remark)


def show_script(study: Study) -> None:
    """Show the script: also of a run that is too much for the page."""
    taking.script(script(study.bench))


def _maker(form: Form, study: Study) -> Callable[[], bytes]:
    """Return what makes the file when it is asked for, in one of the places for long runs."""

    def make() -> bytes:
        with guard.slot(lab_data.cost(study.bench)):
            return form.make(study)

    return make
