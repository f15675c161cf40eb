"""What a page about the tabular language model consists of: one record for each, one view for all.

**How to add a page.** Its settings, scenes and runs are a `Page` of `teachsim.gallery.tabular`.
Beside it, write

1. `ui/tabular_NAME.py`, with the functions that a `Chapter` asks for, and `CHAPTER`;
2. `ui/words/NAME.py`, with the words below, and its line in `ui/words/__init__.py`;
3. `ui/pages/NAME.py`, two lines as in `ui/pages/know.py`, NAME being `Chapter.prefix`;
4. `CHAPTER` in the list of `ui/tabular_chapters.py`: that makes its place in the menu, its card on
   Start, and its rows in the tests.

Words, each behind `Chapter.prefix`. Those marked * are filled, by name, with `Chapter.numbers`:

- `-page`, `-about`: its name in the menu, and what its card says;
- `-scene-SCENE`, `-intro-SCENE`*: a scene's name, and a sentence or two on what is going on;
- `-knob-KNOB`, and `-KNOB-VALUE` if its values are words: the label of a knob and of its values;
- `-turn-KNOB`: the question over the one knob of a scene (`Chapter.turns`);
- `-bet-QUESTION`*, `-bet-CHOICE`: what `Chapter.bet` asks, and each answer;
- `-told-SCENE`*: what happened, true whatever the numbers are; paragraphs end with a line break;
- `-sure-SCENE`: how sure it is, where that is not what holds for all exact training;
- `-number-NUMBER`: what a number counts, for those that stand in a row below the argument.

The question on top, the argument, how sure it is and when it fails are those of the scene's claim;
its term and formula in the margin are `term-CLAIM` and `formula-CLAIM` of `ui/words/tabular.py`.
Titles of pictures stand above them, on the page as in files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from teachsim.draw import Picture
from teachsim.gallery.tabular.knobs import Page

Sheet = tuple[tuple[Picture, ...], ...]
"""Pictures in rows, from the top; those of a row stand side by side, equally high."""


@dataclass(frozen=True)
class Bet:
    """What can be bet on a run.

    Attributes:
        question: Word of the question.
        choices: Words of the answers.
        wins: The one that is right.
    """

    question: str
    choices: tuple[str, ...]
    wins: str


def as_it_started(setting: Any, start: str) -> str:  # a page's own
    """Return the scene that a setting started from: the story of most pages."""
    return start


@dataclass(frozen=True, eq=False)
class Chapter:
    """What is told about the runs of a page. A run is what `page.run` returns.

    Attributes:
        page: Settings, scenes and runs.
        prefix: Of its words; the name of its page file, too.
        pictures: Of a run, for wide paper (rows of about 1,000 units together), or if the second
            argument is true for narrow (about 430 units, one a row). The first row is seen first.
        bet: Of a run, what can be bet on it.
        numbers: Of a run, its numbers by name, as a sentence says them.
        rows: Of a run, its data as a table, the head first.
        turns: For each scene, the knob that it asks for.
        story: Of a setting and the scene it started from, the scene whose words tell it.
    """

    page: Page
    prefix: str
    pictures: Callable[[Any, bool], Sheet]
    bet: Callable[[Any], Bet]
    numbers: Callable[[Any], Mapping[str, str]]
    rows: Callable[[Any], Iterable[tuple[object, ...]]]
    turns: Mapping[str, str]
    story: Callable[[Any, str], str] = as_it_started

    def claim(self, setting: Any, start: str) -> str:
        """The id of the claim that a setting is about."""
        scene = self.page.scene(self.story(setting, start)) or self.page.default
        return scene.claim
