"""Rounds as sentences: what was said, what the learner now believes, how it stands.

Words come from `teachsim.draw.words`; this module only decides which.
"""

from __future__ import annotations

import numpy as np

from teachsim.core.arrays import BoolArray, IntArray, MarkArray
from teachsim.core.regimes import Lesson, Marks, Picks
from teachsim.core.teachers import Adversary
from teachsim.draw.scene import Pane, Scene, cells_of, heard
from teachsim.draw.words import listed, say
from teachsim.symbolic.hypothesis_class import HypothesisClass
from teachsim.symbolic.learner import VersionSpaceLearner


def on_a_line(H: HypothesisClass) -> bool:
    """Return whether every hypothesis is one unbroken run of the instances."""
    if H.layout is not None and len(H.layout) != 1:
        return False
    padded = np.pad(H.table.astype(np.int8), ((0, 0), (1, 1)))
    starts = (np.diff(padded, axis=1) == 1).sum(axis=1)
    return bool((starts <= 1).all())


def idea(H: HypothesisClass, row: BoolArray) -> str:
    """Return the name of a set of instances: "5 to 9", a name of the class, or its members."""
    members = np.flatnonzero(row)
    if len(members) == 0:
        return say("nothing")
    if H.layout is not None and len(H.layout) == 1 and members[-1] - members[0] < len(members):
        return _run(H, members)
    found = H.find(row)
    if found is not None and H.names[found] == f"{{{H.instances[members[0]]}}}":
        return say("single", {"only": point(H, int(members[0]))})
    if found is not None and H.names[found] != f"h{found}":
        return H.names[found]
    if len(members) == H.n_instances:
        return say("everything")
    return listed([point(H, int(x)) for x in members])


def point(H: HypothesisClass, x: int) -> str:
    """Return the name of an instance for a sentence: in brackets if a comma would split it."""
    name = H.instances[x]
    return f"({name})" if "," in name else name


def _run(H: HypothesisClass, members: IntArray) -> str:
    """Return the name of an unbroken run of instances."""
    if len(members) == 1:
        return say("single", {"only": H.instances[members[0]]})
    return say("run", {"first": H.instances[members[0]], "last": H.instances[members[-1]]})


def sentence(pane: Pane, scene: Scene, *, t: int) -> str:
    """Return what happened in round t, and what the learner makes of it."""
    if t == 0:
        return f"{say('start')} {_belief(scene, t=0)}"
    lesson = pane.transcript.lessons[t - 1]
    told = {
        Picks.TEACHER: _shown,
        Picks.LEARNER: _asked,
        Picks.EXAMINER: _examined,
    }[lesson.regime.picks](lesson, scene, t=t)
    return f"{told} {_belief(scene, t=t)}".strip()


def _belief(scene: Scene, *, t: int) -> str:
    """Return what the learner believes after round t, in a sentence."""
    row = scene.beliefs[t]
    H = scene.hypotheses
    if not _holds_one(scene, t=t):
        return say("sure-of", {"idea": idea(H, row)}) if row.any() else say("sure-of-nothing")
    if t == 0:
        return say("believes-first", {"idea": idea(H, row)})
    same = bool((row == scene.beliefs[t - 1]).all()) and _holds_one(scene, t=t - 1)
    return say("believes-still" if same else "believes-now", {"idea": idea(H, row)})


def _holds_one(scene: Scene, *, t: int) -> bool:
    """Return whether the learner holds an idea, be it a vote that is no idea of the class."""
    learner = scene.pane.transcript.learner
    votes = isinstance(learner, VersionSpaceLearner) and not learner.cautious
    return votes or scene.learner(t) is not None


def _shown(lesson: Lesson, scene: Scene, *, t: int) -> str:
    """Return what the teacher showed."""
    cells, marks = heard(lesson, scene.hypotheses)
    if len(cells) == 0:
        return say("withholds")
    if bool((scene.evidence[t - 1, cells] == marks).all()):
        return say("shows-again", {"what": _names(scene.hypotheses, cells)})
    told = [
        say(key + ("-several" if len(group) > 1 else ""), {"what": _names(scene.hypotheses, group)})
        for key, group in (("shows", cells[marks > 0]), ("shows-not", cells[marks < 0]))
        if len(group)
    ]
    return " ".join(told)


def _asked(lesson: Lesson, scene: Scene, *, t: int) -> str:
    """Return what the learner asked, and the answer."""
    H = scene.hypotheses
    cells = cells_of(lesson.answers, H)
    if len(cells) == 0:
        return say("asks-nothing")
    question = say("ask-one" if len(cells) == 1 else "ask-several", {"what": _names(H, cells)})
    truth = H[scene.target][cells]
    lied = bool((truth != (lesson.marks > 0))[lesson.marks != 0].any())
    return f"{question} {_reply(lesson, H, cells=cells)}{say('a-lie') if lied else ''}"


def _reply(lesson: Lesson, H: HypothesisClass, *, cells: IntArray) -> str:
    """Return the answer to single questions."""
    right = lesson.marks > 0
    if right.all():
        return say("yes")
    hears_wrong = lesson.regime.hears_wrong
    if right.any():
        return say("some" if hears_wrong else "approved-some", {"what": _names(H, cells[right])})
    if hears_wrong:
        return say("no")
    return say("silence" if lesson.regime.may_withhold else "silence-no")


def _examined(lesson: Lesson, scene: Scene, *, t: int) -> str:
    """Return the hypothesis that the learner put, and the error that the teacher named."""
    H = scene.hypotheses
    row = scene.beliefs[t - 1]
    if lesson.asked is not None:
        row = np.zeros(H.n_instances, dtype=np.bool_)
        row[cells_of(lesson.asked, H)] = True
    key = {Marks.BOTH: "ask-this", Marks.WRONG: "ask-too-much", Marks.RIGHT: "ask-too-little"}
    question = say(key[lesson.regime.marks], {"what": f"**{idea(H, row)}**"})
    cells, marks = heard(lesson, H)
    if len(cells) == 0:
        return f"{question.removesuffix(' –')} {say('must-yes')}"
    return f"{question} {_error(H, cells, marks)}"


def _error(H: HypothesisClass, cells: IntArray, marks: MarkArray) -> str:  # noqa: PLR0917
    """Return the errors that were named."""
    belong, not_ = cells[marks > 0], cells[marks < 0]
    if len(belong):
        return say("no-belongs", {"what": _names(H, belong)})
    return say("no-not", {"what": _names(H, not_)})


def _names(H: HypothesisClass, cells: IntArray) -> str:
    """Return the names of instances, in bold."""
    return listed([f"**{point(H, int(x))}**" for x in cells])


def verdict(scene: Scene, *, t: int) -> str:
    """Return "open", "right", "undetermined" or "misled" after round t.

    It stays open until the last round, unless the truth is all that is left and the learner has it:
    no badge may call a learner wrong while it may still learn better.
    """
    if t == scene.rounds:
        return scene.outcome.verdict.value
    right = scene.learner(t) == scene.target
    return "right" if right and scene.survivors[t] == 1 else "open"


def left(scene: Scene, *, t: int) -> str:
    """Return "42 of 91 ideas left"."""
    n = int(scene.survivors[t])
    if len(scene.hypotheses) == 1 == n:
        return say("left-only")
    return say("left-one" if n == 1 else "left", {"left": n, "all": len(scene.hypotheses)})


def closing(pane: Pane, scene: Scene) -> str:
    """Return the sentence that ends a run."""
    n = int(scene.survivors[-1])
    end = verdict(scene, t=scene.rounds)
    if end == "right":
        keys = {1: "end-right", 2: "end-right-other"}
        return say(keys.get(n, "end-right-others"), {"n": n - 1})
    if end == "undetermined":
        return _not_yet(pane, scene, n=n)
    if _for_ever(pane, scene):
        return say("end-forever")
    return say("end-misled-one") if n == 1 else say("end-misled", {"n": n})


def _for_ever(pane: Pane, scene: Scene) -> bool:
    """Return whether a misled learner stays wrong, as its teacher may withhold what would help.

    Of a version-space learner the verdict says so. Another kind stays wrong if the teacher is
    hostile, or if only right answers are heard and its idea holds all of them right.
    """
    last = pane.transcript.scenario.phases[-1]
    if not last.regime.may_withhold or last.noise is not None:
        return False
    if isinstance(pane.transcript.learner, VersionSpaceLearner):
        return True
    too_broad = not (scene.hypotheses[scene.target] & ~scene.beliefs[-1]).any()
    return isinstance(last.teacher, Adversary) or (too_broad and not last.regime.hears_wrong)


def _not_yet(pane: Pane, scene: Scene, *, n: int) -> str:
    """Return the end of a learner who is in doubt, or who is wrong and may still be put right."""
    if scene.outcome.misfit is None:
        return say("end-undetermined-one") if n == 1 else say("end-undetermined", {"n": n})
    regime = pane.transcript.scenario.phases[-1].regime
    if not regime.may_withhold:
        return say("end-owed", {"n": n})
    shown = regime.picks is Picks.TEACHER
    return say("end-more-to-show" if shown else "end-more-to-say", {"n": n})
