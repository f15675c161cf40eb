"""Stealing, Diversity and modes, Reward and credit: what is on the page is what the API says."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from teachsim.draw import Picture
from teachsim.draw.shapes import Shape
from teachsim.gallery.tabular import credit, diversity, stealing
from teachsim.tabular import Knowledge, Reward, exact, modes, objectives, thresholds, tokens
from teachsim.tabular.distillation import Teacher, predicted
from teachsim.tabular.objectives import Distillation
from teachsim.tabular.overoptimisation import Proxy, peak, tilted_limit
from teachsim.tabular.tokens import Credit, Sequences
from teachsim.ui import (
    tabular_credit,
    tabular_diversity,
    tabular_explain,
    tabular_graded,
    tabular_stealing,
)
from teachsim.ui.grand import with_interval
from teachsim.ui.percent import amount, percent, time
from teachsim.ui.tabular_chapter import Chapter
from teachsim.ui.tabular_session import opened

STEALING, DIVERSITY = tabular_stealing.CHAPTER, tabular_diversity.CHAPTER
CREDIT = tabular_credit.CHAPTER


def drawn(chapter: Chapter, **query: str) -> list[Picture]:
    run = chapter.page.run(opened(chapter, query).setting)
    return [picture for row in chapter.pictures(run, False) for picture in row]


def shape_of(picture: Picture, key: str) -> Shape:
    return next(shape for shape in picture.shapes if shape.key == key)


def told(chapter: Chapter, **query: str) -> str:
    trip = opened(chapter, query)
    return " ".join(tabular_explain.told(trip)).replace("\u00a0", " ")


def wins(chapter: Chapter) -> dict[str, str]:
    return {s.word: chapter.bet(chapter.page.run(s.setting)).wins for s in chapter.page.scenes}


# ---------------------------------------------------------------- numbers as words
@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.002, "0.2 %"), (0.0099, "1.0 %"), (0.01, "1 %"), (0.804, "80 %"), (1, "100 %")],
)
def test_a_small_share_is_not_told_as_none(share: float, text: str) -> None:
    assert percent(share) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.61, "4.6"), (37.2, "37"), (2481.0, "2,481"), (123_456, "123,500"), (2.5e6, "2.5 million")],
)
def test_a_time_is_told_in_as_many_digits_as_matter(value: float, text: str) -> None:
    assert time(value) == text


@given(st.floats(0, 1), st.floats(0, 0.6))
def test_an_interval_in_the_grand_table_never_leaves_the_shares_there_are(
    share: float, half: float
) -> None:
    said = [int(word.strip("()")) for word in re.findall(r"\d+", with_interval(share, half))]
    low, high = (said[0] - said[1], said[0] + said[1]) if len(said) == 2 else said[1:]
    assert 0 <= low <= said[0] <= high <= 100
    assert low == pytest.approx(100 * max(share - half, 0), abs=1.001)
    assert high == pytest.approx(100 * min(share + half, 1), abs=1.001)


def test_a_loss_has_a_proper_minus() -> None:
    assert amount(-0.117) == "−0.12"


# ---------------------------------------------------------------- stealing
def test_the_first_bets_of_stealing_are_won_by_the_story() -> None:
    assert wins(STEALING) == {
        "independent": "most",
        "nested": "half",
        "opposed": "most",
        "all-knowing": "not",
    }


def test_the_bars_are_the_shares_of_exact_training_beside_the_closed_form() -> None:
    world, pair = Knowledge(known=0.3, d_prime=2.0), Teacher.nested(0.6, student=0.3)
    phases = ((Distillation(pair), 200), (objectives.PolicyGradient(), 400))
    run = exact.train(world, phases, Reward(), rate=2.0)
    query = {"student": "0.3", "teacher": "0.6", "overlap": "1", "d_prime": "2"}
    bars, over = drawn(STEALING, **query)
    theory, said = predicted(world, pair), bars.description.replace("\u00a0", " ")
    for side, known in ((0, "The student does not know it"), (1, "The student knows it")):
        right, made_up, idk = map(percent, run.held_out.by_knowledge[200, side].tolist())
        shares = f"right {right}, made up {made_up}, “I don’t know” {idk}".replace("\u00a0", " ")
        assert re.search(f"{known}[^.]*, After copying: {shares}", said)
    assert f"theory: answers {percent(theory.invents)}" in bars.description
    assert f"theory: answers {percent(1 - theory.withholds)}" in bars.description
    assert percent(float(1 - run.held_out.prudence[200])) in over.description


def test_between_the_overlaps_the_closed_form_is_straight_as_it_is_drawn() -> None:
    def faults(overlap: float) -> np.ndarray:
        pair = Teacher.overlapping(0.7, student=0.4, overlap=overlap)
        found = predicted(Knowledge(known=0.4, d_prime=1.0), pair)
        return np.array([found.invents, found.withholds])

    for one, middle, other in ((-1.0, -0.5, 0.0), (0.0, 0.25, 0.5)):
        assert faults(middle) == pytest.approx((faults(one) + faults(other)) / 2, abs=1e-9)


def test_the_story_follows_the_pair_and_not_the_scene_it_started_from() -> None:
    start = stealing.Setting()
    for word, setting in (
        ("nested", replace(start, overlap=1.0)),
        ("opposed", replace(start, overlap=-1.0)),
        ("independent", replace(start, overlap=0.5)),
        ("all-knowing", replace(start, teacher=1.0, overlap=1.0)),
    ):
        assert STEALING.story(setting, "independent") == word


# ---------------------------------------------------------------- diversity
def test_the_first_bets_of_diversity_are_won_by_the_story() -> None:
    assert wins(DIVERSITY) == {"wordings": "one", "stay-close": "some", "modes": "knowledge"}


@pytest.mark.parametrize(("beta", "kept"), [("0.03", "one"), ("0.1", "some"), ("0.3", "some")])
def test_the_scene_on_staying_close_bets_on_the_student_that_pays_for_drifting(
    beta: str, kept: str
) -> None:
    runs = diversity.run(replace(DIVERSITY.page.scenes[1].setting, beta=float(beta)))
    assert DIVERSITY.bet(runs).question == "close"
    assert DIVERSITY.bet(runs).wins == kept
    line, *_ = drawn(DIVERSITY, preset="stay-close", beta=beta)
    steps = runs.courses[diversity.WAYS.index("regularised")].effective
    said = f"staying close: {steps.min():.1f} at least, {steps[-1]:.1f} at the end"
    assert said in line.description


def test_the_way_of_policy_gradient_is_on_the_curve_of_all_rewards() -> None:
    run = diversity.run(diversity.Setting())
    course = run.courses[diversity.WAYS.index("gradient")]
    masses, along = tabular_diversity._walked(8)
    on_curve = np.interp(course.validity[:40], masses, along)
    assert course.effective[:40] == pytest.approx(on_curve, abs=0.15)


def test_the_table_shows_the_regrets_of_the_api() -> None:
    table = modes.regrets(steps=100)
    (shown,) = drawn(DIVERSITY, preset="modes")
    for row, name in enumerate(("before training", "one writer’s", "many writers’")):
        losses = ", ".join(
            f"{kind} {abs(lost):.2f}"
            for kind, lost in zip(
                ("text at hand", "from memory", "creative"), table.regret[row], strict=True
            )
        )
        assert f"{name}: {losses}" in shown.description


def test_of_a_penalty_of_none_the_text_is_still_true() -> None:
    said = told(DIVERSITY, preset="modes", penalty="0")
    table = modes.regrets(reward=Reward(wrong=0), steps=100)
    assert f"**{table.regret[1, 1]:.2f}** on questions from memory" in said


# ---------------------------------------------------------------- credit
def test_the_first_bets_of_credit_are_won_by_the_story() -> None:
    assert wins(CREDIT) == {
        "which-token": "few-times",
        "one-token": "alike",
        "noisy-grader": "same",
        "too-lenient": "sooner",
        "few-labels": "shown",
        "pushed-too-hard": "turns",
    }


@pytest.mark.parametrize(
    ("target", "phi", "psi", "where"),
    [
        (0.75, 0.1, 0.1, "later"),  # .65 / .8 is .81
        (0.5, 0.3, 0.1, "sooner"),
        (0.3, 0.0, 0.4, "later"),
        (0.5, 0.1, 0.1, "same"),
        (0.5, 0.6, 0.5, "sooner"),  # wrong answers pay
        (0.5, 0.4, 0.7, "later"),  # and here not even right ones do
        (0.15, 0.3, 0.9, "no-line"),  # only wrong ones do
    ],
)
def test_the_bet_on_a_grader_goes_by_its_line(
    target: float, phi: float, psi: float, where: str
) -> None:
    setting = credit.Setting(4, 4, target, phi, psi, view="grader")
    assert CREDIT.bet(credit.run(setting)).wins == where


@pytest.mark.parametrize(
    ("phi", "psi", "said"),
    [
        ("0.1", "0.1", "theory puts that line at **50 %**"),
        ("0.55", "0.45", "a mark says nothing"),  # it is 1 only up to rounding
        ("0.8", "0.8", "learns to give one on purpose:** it is wrong on 98 %"),
        ("0.4", "0.9", "no answer pays more than silence"),
    ],
)
def test_beyond_a_grader_that_says_nothing_the_line_is_no_line(
    phi: str, psi: str, said: str
) -> None:
    for preset in ("noisy-grader", "too-lenient"):
        happened = told(CREDIT, preset=preset, false_positive=phi, false_negative=psi)
        assert said in happened.replace("\u00a0", " ")


def test_the_peak_of_a_pushed_proxy_is_one_number_in_text_and_picture() -> None:
    pushed, flaws = drawn(CREDIT, preset="pushed-too-hard")
    axis = {p.title: shape_of(p, "axis-x-title").text for p in (pushed, flaws)}
    assert len(set(axis.values())) == 1
    top = peak(Proxy())
    assert top is not None
    floor, mark = (shape_of(pushed, key).geometry for key in ("axis-floor", "mark-0"))
    assert (mark[0] - floor[0]) / (floor[2] - floor[0]) == pytest.approx(top / 2)
    assert f"at a pressure of **{top:.2f}**" in told(CREDIT, preset="pushed-too-hard")
    assert "it has no peak" in told(CREDIT, preset="pushed-too-hard", exploits="0")


def test_worth_rises_again_where_nearly_all_answers_are_flawed() -> None:
    far = np.array([1.9, 2.0])
    for share in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02):
        proxy = Proxy(exploits=share)
        rises = bool(np.diff(tilted_limit(proxy, far).gold) > 0)
        flawed = expit(np.log(share / (1 - share)) + 2 * proxy.gain)
        assert rises == (share in tabular_graded.rising()) == (flawed > 0.9)


def test_strips_and_lengths_say_the_times_of_the_closed_form() -> None:
    strip, lengths = drawn(CREDIT, tokens="3", choices="6")
    for kind, name in ((Credit.TOKEN, "A mark for each word"), (Credit.SEQUENCE, "One mark at")):
        found = [tokens.time_to(Sequences(n, 6), kind) for n in range(1, 9)]
        assert re.search(f"{name}[^:]*: 90 % at {time(found[2])}\\.", strip.description)
        assert re.search(f"{name}[^:]*: {', '.join(map(time, found))}\\.", lengths.description)


def test_the_map_of_graders_is_answered_on_the_sides_of_its_lines_that_theory_says() -> None:
    answered = tabular_graded._answered(0.5)
    middles = (np.arange(20) + 0.5) * 0.9 / 20
    psi, phi = np.meshgrid(middles, middles, indexing="ij")
    assert answered[phi > 0.55].min() > 0.95
    assert answered[(phi < 0.45) & (psi > 0.55)].max() < 0.05
    inside = (phi < 0.4) & (psi < 0.4)
    line = (0.5 - phi) / (1 - psi - phi)
    world = Knowledge()
    should = (world.right_given_bin[:, None, None] > line) * world.share[:, None, None]
    assert answered[inside] == pytest.approx(should.sum(axis=0)[inside], abs=0.06)


def test_the_gate_is_that_of_exact_training_and_its_mark_the_threshold() -> None:
    setting = credit.Setting(target=0.7, false_positive=0.2, false_negative=0.1, view="grader")
    graded = Reward.confidence_target(0.7).graded(false_positive=0.2, false_negative=0.1)
    run = exact.train(
        Knowledge(), objectives.PolicyGradient(), graded, steps=400, rate=setting.rate
    )
    gate, _ = drawn(CREDIT, view="grader", target="0.7", false_positive="0.2")
    line = thresholds.predicted(
        objectives.PolicyGradient(), setting.reward, false_positive=0.2, false_negative=0.1
    )
    assert line is not None
    assert f"line for this grader: {percent(line)}" in gate.description
    answered = percent(float(Knowledge().share @ run.gate[-1]))
    assert f"In all, {answered} is answered." in gate.description


def test_what_is_drawn_by_chance_is_called_a_simulation() -> None:
    for word, sure in (
        ("few-labels", "Simulation, n = 50"),
        ("pushed-too-hard", "simulation, with 20,000"),
        ("which-token", "Exact computation"),
        ("noisy-grader", "Theorem"),
    ):
        margin = dict(tabular_explain.margin(opened(CREDIT, {"preset": word})))
        assert sure in margin["How sure?"]


def test_intervals_stand_about_the_means_of_the_ledger() -> None:
    setting = credit.Setting(view="labels")
    picture = tabular_graded.ledger(credit.run(setting), width=700)
    dots = [s.geometry for s in picture.shapes if s.key.startswith("dot-")]
    assert len(dots) == 12
    for entries in credit.run(setting).ledger.values():
        for entry in entries:
            low, high = entry.interval
            assert low < entry.mean < high


@pytest.mark.parametrize("exploits", ["0", "0.02"])
def test_a_proxy_without_flaws_rises_and_one_with_many_turns(exploits: str) -> None:
    run = CREDIT.page.run(opened(CREDIT, {"view": "proxy", "exploits": exploits}).setting)
    assert CREDIT.bet(run).wins == ("rises" if exploits == "0" else "turns")
