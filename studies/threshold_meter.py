"""The threshold meter: how sure must a model be before it answers, by what it was trained with?

Each gate is trained to the end where wrong answers cost 3: its chance of answering over confidence
p, the threshold measured on it and the one in closed form. First where a question is always or
never answered right (epistemic); GRPO and best of 4 again where each is right with chance p
(aleatoric). Then a real model, TriviaQA in six bins (K. Kang et al., 2024, bars read off a figure,
+-.01): "I don't know" after PPO with rewards +2, -3, 0 beside the fitted gate of KL-regularised RL,
its residuals, how much more often than its bin it is right, which the fit leaves unexplained, and
two fine-tuned runs beside the labels that they were shown. Six decimals are written, as later ones
differ between processors. Nothing is drawn: no use of --seeds.
"""

from functools import partial

import numpy as np

from teachsim import sweep
from teachsim.core.arrays import FloatArray
from teachsim.draw import plot, plot_meter
from teachsim.tabular import Reward, kang, objectives, thresholds
from teachsim.tabular.distillation import Teacher

DEAR, NONE, USUAL = Reward(wrong=-3), float("nan"), thresholds.USUAL
MORE: dict[str, objectives.Objective] = {
    "PPO": objectives.PPO(),
    "RLOO": objectives.RLOO(),
    "natural gradient": objectives.NaturalGradient(),
    "rejection sampling": objectives.RejectionSampling(),
    "W-REINFORCE": objectives.WReinforce(),
    "DPO, sampled labels": objectives.DPO(labels="sampled"),
    "SFT random IDK": objectives.SFT("random", idk=0.4),
    "distilled": objectives.Distillation(Teacher.independent(0.6)),
}
figure = partial(plot_meter.meter_figure, columns=5)


def gates(_: object, *, grid: int) -> sweep.Found:
    """The meter's rows."""
    rows: list[sweep.Row] = []
    again = {name: USUAL[name] for name in ("GRPO", "best of 4")}
    for ignorance, of in (("epistemic", {**USUAL, **MORE}), ("aleatoric", again)):
        for one in thresholds.meter(thresholds.Setting(DEAR, ignorance), of=of, grid=grid):
            title = one.objective + (", aleatoric" if ignorance == "aleatoric" else "")
            row: sweep.Row = {"panel": title, "x is": "p", "value is": "chance to answer"}
            seen: sweep.Row = {"x": one.p, "value": one.answering, "measured": NONE}
            both = {"predicted": one.predicted, "effective": one.effective}
            ticks = {tick: NONE if at is None else at for tick, at in both.items()}
            rows.append({**row, **seen, **ticks})
    return sweep.packed(rows)


def panel(title: str, value: FloatArray, *, measured: FloatArray, said: str) -> list[sweep.Row]:
    """Six bars of a real model, over the chance that its answer is right."""
    right = kang.fit().right
    about: sweep.Row = {"panel": title, "x is": "p, right when it answers", "value is": said}
    return [
        {**about, "x": x, "value": y, "measured": seen, "predicted": NONE, "effective": NONE}
        for x, y, seen in zip(right.tolist(), value.tolist(), measured.tolist(), strict=True)
    ]


def main() -> None:
    """Run the study."""
    asked = sweep.options("threshold_meter", __doc__ or "", seeds=1)
    rows = sweep.rows(gates, [{"grid": 20 if asked.quick else 100}], asked=asked)
    fit, bars, said = kang.fit(), kang.bars(), "chance of IDK"
    rows += panel("TriviaQA: PPO", fit.idk, measured=fit.measured.idk, said=said)
    rows += panel("TriviaQA: residuals", np.zeros(6), measured=fit.residuals, said="IDK less fit")
    more = "TriviaQA: righter than its bin"
    rows += panel(more, np.zeros(6), measured=fit.sharpened, said="right less p")
    for run, labels in kang.labelled().items():
        name = {"D2": "least familiar", "D3": "random"}[run]
        rows += panel(f"SFT, IDK on {name} 40 %", labels, measured=bars[run].idk, said=said)
    rows = [{k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()} for row in rows]
    sweep.write_table(rows, asked)
    sweep.write_figure(plot.png, figure, asked=asked)


if __name__ == "__main__":
    main()
