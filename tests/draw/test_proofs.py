"""What proves a number, drawn: strategies as outlines, shattered and teaching sets as rows."""

import itertools

import pytest

from teachsim.draw.lettering import plain, text_width
from teachsim.draw.patterns import MOST_ROWS, patterns
from teachsim.draw.shapes import Kind, Picture
from teachsim.draw.strategy import MOST_QUESTIONS, outline, strategy_picture
from teachsim.draw.styles import STYLES
from teachsim.symbolic import HypothesisClass, complexity, families, games
from teachsim.symbolic.complexity.certificates import Bounds, Shattered
from teachsim.symbolic.result import Result

GAMES = {
    "points": games.membership,
    "ideas": games.equivalence,
    "votes": lambda H: games.equivalence(H, proper=False),
    "too much": games.subset,
    "too little": games.superset,
}
CLASSES = {
    "intervals": families.intervals(9),
    "singletons": families.singletons(20),
    "living beings": families.living_beings_and_water(),
    "warmuth": families.warmuth(),
    "boxes": families.boxes(3, 4),
}
CASES = [(name, game) for name in CLASSES for game in GAMES]


def test_a_question_is_bold_wherever_it_fits_as_it_is_set() -> None:
    H = families.intervals(13)
    lines = outline(H, games.equivalence(H))
    drawn = {
        shape.key: shape for shape in strategy_picture(H, games.equivalence(H), title="t").shapes
    }
    asked = [i for i, line in enumerate(lines) if line.text.endswith("**")]
    assert asked
    assert all("**" in drawn[f"line-{i}"].text for i in asked)


def clipped(picture: Picture) -> list[str]:
    """The texts that reach beyond the edge at the left or at the right."""
    found = []
    for shape in picture.shapes:
        if shape.kind is Kind.TEXT:
            x, _, size, anchor, _ = shape.geometry
            wide = text_width(plain(shape.text), size=size, bold=STYLES[shape.role].bold)
            left = x - wide * (anchor + 1) / 2
            if left < -0.5 or left + wide > picture.width + 0.5:
                found.append(shape.text)
    return found


@pytest.mark.parametrize(("name", "game"), CASES)
def test_the_hostile_line_is_as_long_as_the_value(name: str, game: str) -> None:
    H = CLASSES[name]
    result = GAMES[game](H)
    lines = outline(H, result)

    forced = [line for line in lines if line.forced]
    assert result.value is not None
    assert len(forced) == min(result.value, MOST_QUESTIONS) + 1
    assert [line.depth for line in forced] == [*range(len(forced))]
    assert lines[0].left == len(H)
    assert all(a.left >= b.left for a, b in itertools.pairwise(forced))


@pytest.mark.parametrize(("name", "game"), CASES)
def test_no_line_leaves_the_outline(name: str, game: str) -> None:
    H = CLASSES[name]
    assert clipped(strategy_picture(H, GAMES[game](H), title="test")) == []


def test_a_small_strategy_is_drawn_whole_and_ends_at_every_idea() -> None:
    H = families.warmuth()
    lines = outline(H, games.membership(H))

    assert not any(line.at_most for line in lines)
    assert sum(line.left == 1 for line in lines) == len(H)


def test_only_a_strategy_of_questions_can_be_outlined() -> None:
    H = families.permutations(3)
    for result in (games.bandit(H), complexity.vc_dimension(H)):
        with pytest.raises(ValueError, match="no strategy of yes-or-no questions"):
            strategy_picture(H, result, title="test")


@pytest.mark.parametrize("name", CLASSES)
def test_a_shattered_set_shows_every_pattern(name: str) -> None:
    H = CLASSES[name]
    shattered = lower_of(complexity.vc_dimension(H))
    drawn = patterns(H, shattered.witnesses, points=shattered.instances, title="test")

    signs = [shape for shape in drawn.shapes if shape.key.startswith("sign-")]
    rows: dict[str, str] = {}
    for shape in signs:
        row = shape.key.split("-")[1]
        rows[row] = rows.get(row, "") + shape.text
    assert len(set(rows.values())) == len(shattered.witnesses) <= MOST_ROWS
    assert clipped(drawn) == []


def test_of_many_points_only_those_that_prove_are_drawn() -> None:
    H = HypothesisClass(families.boxes(6, 6).table)
    drawn = patterns(H, [3], points=[1, 30], title="test")

    assert {s.key for s in drawn.shapes if s.key.startswith("cell-")} == {"cell-0-1", "cell-0-30"}
    assert drawn.description == "0, 1, 2 and 3: 1 +, 30 −."


def test_of_many_rows_the_first_are_drawn_and_it_says_so() -> None:
    H = families.powerset(5)
    drawn = patterns(H, range(32), points=range(5), title="test")

    assert f"The first {MOST_ROWS} of 32 are drawn." in [s.text for s in drawn.shapes]


def lower_of(result: Result) -> Shattered:
    bounds = result.certificate
    assert isinstance(bounds, Bounds)
    assert isinstance(bounds.lower, Shattered)
    return bounds.lower
