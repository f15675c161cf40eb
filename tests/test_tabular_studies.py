"""The committed results of the studies of claims B1 to B9 are those of the program as it is."""

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from teachsim import sweep
from teachsim.draw import plot
from teachsim.draw.plot_lines import Look
from teachsim.draw.plot_maps import maps_figure
from teachsim.tabular import (
    Knowledge,
    Reward,
    distillation,
    exact,
    kang,
    modes,
    objectives,
    overoptimisation,
    phases,
    thresholds,
    tokens,
)

RESULTS = Path(__file__).parent.parent / "studies" / "results"


def committed(study: str) -> list[dict[str, str]]:
    return sweep.read_table(RESULTS / f"{study}.csv")[1]


def numbers(rows: list[dict[str, str]], column: str, **where: str) -> list[float]:
    """What stands in the rows where the other columns say this."""
    found = [float(row[column]) for row in rows if where.items() <= row.items()]
    assert found, where
    return found


def last(study: str, *, panel: str, line: str) -> float:
    """Where a line ends."""
    return numbers(committed(study), "value", panel=panel, line=line)[-1]


# ---------------------------------------------------------------- numbers equal the library's
@pytest.mark.parametrize("study", ["rl_is_honest", "abstention", "stealing"])
def test_what_is_predicted_is_what_was_measured(study: str) -> None:
    tolerance = {"rl_is_honest": 0.02, "abstention": 0.16, "stealing": 0.02}[study]
    rows = committed(study)
    told = [row for row in rows if row["line"].endswith(", predicted")]
    assert told
    for row in told:
        where = {"panel": row["panel"], "x": row["x"]}
        found = numbers(rows, "value", line=row["line"].removesuffix(", predicted"), **where)
        size = max(1.0, abs(float(row["value"])))
        assert abs(found[0] - float(row["value"])) <= tolerance * size, row


def test_sft_lies_says_what_training_says() -> None:
    run = exact.train(Knowledge(), objectives.SFT("gold"), steps=2_000).held_out
    rows = committed("sft_lies")
    where = {"case": "held out, unknown", "way": "SFT: right answers"}
    columns = "truthful", "made up", "I don't know"
    for column, rate in zip(columns, run.by_knowledge[-1, 0], strict=True):
        assert numbers(rows, column, **where)[0] == pytest.approx(rate, rel=1e-6)
    assert numbers(rows, "I don't know", **where)[0] < 1e-3  # claim B1


def test_where_sft_does_not_lie() -> None:
    rows = committed("sft_lies")
    said = {(row["case"], row["way"]): float(row["made up"]) for row in rows}
    everything = "held out, if everything is known"
    assert said[everything, "SFT: right answers"] == pytest.approx(
        said[everything, "reward, wrong costs 1"], abs=1e-3
    )
    greedy = "held out, unknown, greedy"
    assert said[greedy, "SFT: IDK where unknown"] == said[greedy, "reward, wrong costs 1"]
    by_rote = "memorising, held out, unknown"
    assert said[by_rote, "SFT: right answers"] == pytest.approx(said[by_rote, "before"], abs=0.02)


def test_without_a_charge_reward_makes_up_as_much_as_it_can() -> None:
    rows = committed("rl_is_honest")
    free = {"panel": "No charge, or IDK charged too", "line": "IDK is free"}
    assert (
        numbers(rows, "value", x="0", **free)[0]
        > 0.5
        > 0.15
        > numbers(rows, "value", x="1", **free)[0]
    )


def test_stealing_is_predicted_from_the_pair() -> None:
    told = distillation.predicted(Knowledge(d_prime=1.0), distillation.Teacher(0.9, 0.5))
    panel = {"panel": "Made up: what the teacher knew", "line": "d' = 1, predicted", "x": "0.5"}
    assert numbers(committed("stealing"), "value", **panel) == pytest.approx([told.invents])
    repaired = "Then reward, from step 1,000 on"
    assert last("stealing", panel=repaired, line="made up") < 0.2
    assert last("stealing", panel=repaired, line="made up, T knows all") > 0.3


def test_variety_ends_where_the_theory_says() -> None:
    step = "Step by step"
    assert last("diversity", panel=step, line="SFT, one writer") == pytest.approx(1, abs=0.02)
    assert last("diversity", panel=step, line="SFT, many writers") == pytest.approx(8, abs=0.01)
    assert last("diversity", panel=step, line="natural gradient") == pytest.approx(6.04, abs=0.01)
    assert last("diversity", panel=step, line="reward") < 1.1


def test_the_three_modes_are_those_of_the_library() -> None:
    way = next(way for way in modes.rows() if way.name == "policy gradient")
    found = modes.regrets([way])
    rows = committed("three_modes")
    lost = numbers(rows, "value", way=way.name)
    assert lost[:2] == pytest.approx(found.regret[0, :2].tolist(), abs=1e-8)
    assert lost[4] == pytest.approx(found.effective[0])


def test_credit_waits_as_long_as_the_closed_form_says() -> None:
    rows, panel = committed("credit"), "Time to .9, from 1 in 4"
    for T in (1, 4, 8):
        told = tokens.time_to(tokens.Sequences(T))
        found = numbers(rows, "value", panel=panel, line="whole sequence", x=str(T))
        assert found[0] == pytest.approx(told, rel=0.05, abs=0.5)
        where = {"panel": "Noise of one drawn sequence", "line": "all tokens, predicted"}
        assert numbers(rows, "value", x=str(T), **where) == [T * (T - 1) / 16]


def test_gold_peaks_while_the_proxy_rises() -> None:
    rows, panel = committed("no_human_in_the_loop"), "Climbing a flawed proxy"
    gold, proxy = (numbers(rows, "value", panel=panel, line=one) for one in ("gold", "proxy"))
    assert proxy == sorted(proxy)
    assert max(gold) > gold[-1] + 0.3
    assert overoptimisation.peak(overoptimisation.Proxy()) is not None


def test_memory_learns_the_facts_and_leaves_the_gate() -> None:
    assert last("new_knowledge", panel="New facts, taught", line="50% new") > 0.99
    left = numbers(
        committed("new_knowledge"), "value", panel="IDK left on other questions", line="50% new"
    )
    assert left[0] < 1e-3
    assert left[-1] == pytest.approx(0.2, abs=0.01)


def test_the_meter_agrees_with_itself_and_with_the_library() -> None:
    for row in committed("threshold_meter"):
        told, found = float(row["predicted"]), float(row["effective"])
        assert math.isnan(told) == math.isnan(found), row["panel"]
        assert math.isnan(told) or abs(told - found) <= 0.01, row["panel"]
    where = {"panel": "TriviaQA: PPO"}
    fitted = numbers(committed("threshold_meter"), "value", **where)
    assert fitted == pytest.approx(kang.fit().idk.tolist(), abs=1e-6)  # as it is written


def test_a_phase_diagram_turns_where_its_boundary_is() -> None:
    small = phases.charge(objectives.PolicyGradient(), title="who answers", n=9)
    for i, c in enumerate(small.x.tolist()):
        t = Reward(wrong=-c).threshold
        assert t is not None
        answered = small.value[:, i] > 0.5
        assert answered.tolist() == (small.y > t).tolist()
    assert thresholds.predicted(objectives.GRPO(), Reward(wrong=-3)) == 0.5


@pytest.mark.parametrize("map_of", [partial(phases.window, n=5), partial(phases.doubt, n=4)])
def test_doubt_is_half_way_when_theory_says(map_of: Callable[[], phases.Diagram]) -> None:
    one = map_of()
    for i, (_, half_way) in enumerate(one.boundaries["half-way"].tolist()):
        late, early = one.y > 1.35 * half_way, one.y < half_way / 1.35
        assert (one.value[late, i] > 0.5).all()
        assert (one.value[early, i] < 0.5).all()


def test_a_copy_is_worth_having_where_the_teacher_knows_more_of_what_the_student_does() -> None:
    copied = phases.copies(n=3)
    assert copied.value[0, -1] > 0 > copied.value[-1, 0]


def test_right_answers_do_no_harm_where_all_is_better_answered() -> None:
    one = phases.narrow(n=4)
    above = one.y[:, np.newaxis] > one.boundaries["all is better answered"][:, 1]
    assert ((one.value < 0.02) == above).all()
    assert above.any(axis=0).all()
    assert not above[0].any()


def test_a_grader_that_errs_moves_the_threshold_as_far_as_theory_says() -> None:
    one, reward = phases.grader(n=5), Reward(wrong=-1.5)
    for j, psi in enumerate(one.y.tolist()):
        for i, phi in enumerate(one.x.tolist()):
            at = thresholds.Setting(reward, false_positive=phi, false_negative=psi)
            told = thresholds.explain(objectives.PolicyGradient(), at).value
            found = float(one.value[j, i])
            assert math.isnan(found) if told is None else abs(found - told) <= 0.005
    assert one.boundaries["phi = t"][0].tolist() == [0.6, 0.0]


def test_what_is_memorised_leaves_the_gate_and_what_is_not_moves_it() -> None:
    """Untaught, the model makes up .8 of what it does not know."""
    shown = phases.memory(objectives.SFT("gold"), title="shown", n=3)
    asked = phases.memory(objectives.PolicyGradient(), title="asked", n=3)
    for one in (shown, asked):
        assert one.value[:, -1] == pytest.approx(0.8, abs=0.03)
    assert (shown.value[:, 0] > 0.95).all()
    assert (asked.value[1:, 0] < 0.2).all()


def test_a_sequence_takes_as_long_as_its_flow() -> None:
    one = phases.credit(longest=3, choices=4)
    told = [[tokens.time_to(tokens.Sequences(int(T), int(B))) for T in one.x] for B in one.y]
    assert one.value == pytest.approx(np.log10(told), abs=0.02)


def test_a_figure_of_maps_is_the_same_bytes_each_time() -> None:
    about: sweep.Row = {"panel": "a map", "x is": "x", "y is": "y", "value is": "value"}
    cells = [(1.0, 1.0, 0.1), (10.0, 1.0, 0.2), (1.0, 2.0, 0.3), (10.0, 2.0, math.nan)]
    rows: list[sweep.Row] = [
        {**about, "line": "", "x": x, "y": y, "value": value} for x, y, value in cells
    ]
    for panel, line in (("a map", "boundary"), ("curves", "theory"), ("curves", "trained")):
        rows += [
            {**about, "panel": panel, "line": line, "x": x, "y": x, "value": 0} for x in (1, 2)
        ]
    looks = {"a map": Look(log_x=True, log_y=True)}
    figures = [maps_figure(rows, columns=2, looks=looks) for _ in range(2)]
    first, second = (plot.png(figure, source="a test") for figure in figures)
    assert first == second
