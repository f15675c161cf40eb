"""Claim B6: text at hand, knowledge, invention: what each way of training loses on each, held out.

Regret, the best mean reward less the one reached, on text-grounded prompts (98 % known), on
knowledge-seeking ones (50 %) and on creative ones (64 wordings, every second one valid), with the
number of wordings that are left of the 32. Supervised training fails at the second and is as narrow
as its writers at the third. Where it fails: wrong marks alone refuse everything; reward alone keeps
one wording; with a divergence penalty it is good at all three. Wrong costs 1, then 3. All exact:
--seeds has no effect.
"""

from __future__ import annotations

from functools import partial

from teachsim import sweep
from teachsim.draw import plot, plot_table
from teachsim.tabular import Reward, modes

CASES = ("text at hand", "knowledge", "knowledge, c = 3", "creative")
LEFT = "wordings left"
figure = partial(
    plot_table.table_figure,
    title="What is lost, by kind of prompt",
    deeper="regret (the deeper, the more is lost); wordings left of 32 (the deeper, the fewer)",
)


def rows_of(way: modes.Row, *, steps: int) -> list[sweep.Row]:
    """A way of training in all columns of the table."""
    by_one = modes.regrets([way], steps=steps)
    by_three = modes.regrets([way], reward=Reward(wrong=-3), steps=steps)
    text, knowledge, creative = by_one.regret[0].tolist()
    lost = (text, knowledge, float(by_three.regret[0, 1]), creative)
    rows: list[sweep.Row] = []
    for case, value in zip(CASES, lost, strict=True):
        about: sweep.Row = {"way": way.name, "case": case, "shown": f"{max(value, 0):.2f}"}
        rows.append({**about, "value": value, "depth": min(max(value, 0.0), 1.0)})
    left = float(by_one.effective[0])
    about = {"way": way.name, "case": LEFT, "shown": f"{left:.0f}"}
    rows.append({**about, "value": left, "depth": 1 - left / by_one.most})
    return rows


def one_way(_: object, *, way: str, steps: int) -> sweep.Found:
    """The rows of a way of training, by name."""
    named = {way.name: way for way in modes.rows()}
    return sweep.packed(rows_of(named[way], steps=steps))


def main() -> None:
    """Run the study."""
    asked = sweep.options("three_modes", __doc__ or "", seeds=1)
    ways = [way.name for way in modes.rows()]
    cells = sweep.grid({"way": ways, "steps": [100 if asked.quick else 2_000]})
    sweep.write_table(sweep.rows(one_way, cells, asked=asked), asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
