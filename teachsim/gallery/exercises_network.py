"""Exercises on a real network: claims C1 and C2. Their scripts read stored runs, without torch."""

from __future__ import annotations

from typing import Final

from teachsim.gallery.lesson import Exercise, place

__all__ = ["NETWORK"]

NETWORK: Final = (
    Exercise(
        "C1-network",
        "A small transformer is taught in three ways. How much does each make up of what it does "
        "not know, and on how much of what it knows is it right afterwards? The table of the "
        "other pages said so before it was taught: where is it off?",
        place("bridge", "contrast"),
        "A real network is not a table: it generalises, and some doubt survives right answers.",
        "Shown right answers it makes up 1.00, and so it does with reward from a cold start, as "
        "predicted. Shown a few “I don’t know” first, and then marked, it makes up 0.01, where "
        "0.03 was predicted. What the table does not have is forgetting: it says that all three "
        "stay right on what they know, and they are right on 0.81, 0.97 and 0.92 of it.",
        """\
from teachsim.gallery import bridge
unknown, known, right, made_up = 0, 1, 0, 1
for column in bridge.run(bridge.Setting("contrast")).columns:
    found, said = column.end, column.aim
    print(f"{bridge.NAMES[column.way]}: makes up {found[unknown, made_up]:.2f} "
          f"(predicted {said[unknown, made_up]:.2f}), right on {found[known, right]:.2f} "
          f"({said[known, right]:.2f})")
""",
        """\
SFT, right answers: makes up 1.00 (predicted 1.00), right on 0.81 (1.00)
reward, cold: makes up 1.00 (predicted 1.00), right on 0.97 (1.00)
IDK, then reward: makes up 0.01 (predicted 0.03), right on 0.92 (1.00)
""",
    ),
    Exercise(
        "C1-facts",
        "The same training, a few “I don’t know” and then reward, where knowledge comes fact by "
        "fact instead of name by name, so that the network can tell less well what it knows. Does "
        "it begin to make things up?",
        place("bridge", "facts"),
        "Yes: who cannot tell what they know answers, and is wrong more often.",
        "Hardly: it makes up 0.10 instead of 0.01. The price is paid on the other side. It is "
        "right on 0.43 of what it knows instead of 0.92, and says “I don’t know” to most of the "
        "rest. The table saw the direction, but not the size: it said 0.78.",
        """\
from teachsim.gallery import bridge
unknown, known, right, made_up, idk = 0, 1, 0, 1, 2
for world in ("names", "facts"):
    column = bridge.run(bridge.Setting(world=world)).ways["few_reward"]
    found, said = column.end, column.aim
    print(f"{world}: makes up {found[unknown, made_up]:.2f}, right on {found[known, right]:.2f} "
          f"(predicted {said[known, right]:.2f}), silent on {found[known, idk]:.2f}")
""",
        """\
names: makes up 0.01, right on 0.92 (predicted 1.00), silent on 0.01
facts: makes up 0.10, right on 0.43 (predicted 0.78), silent on 0.54
""",
    ),
    Exercise(
        "C2-marking",
        "Sampled answers are marked as words, one by one in Python, or as numbers where they were "
        "sampled, all at once. Go down to “Time to mark one answer”. On a processor, which is "
        "cheaper for 128 answers, and for 16,384?",
        place("bridge", "contrast"),
        "Numbers, and always by about the same factor.",
        "Words for 128 answers: 1.1 microseconds each, against 2.5. Numbers for 16384: 0.4 against "
        "1.7. The calls cost the same for few answers as for many, and only many share that cost. "
        "On a GPU the way to the host and back is saved as well. It matters where models are "
        "small and answers short: in a step of a large model, marking is next to nothing.",
        """\
from teachsim.gallery import marking_speed
rows = [row for row in marking_speed.rows() if row.on_processor]
for size in dict.fromkeys(row.size for row in rows):
    prompts, group, *_ = size
    told = {row.how: f"{row.microseconds:.1f}" for row in rows if row.size == size}
    print(prompts * group, "answers:", told)
""",
        """\
128 answers: {'words on the host': '1.1', 'torch on the device': '2.5'}
512 answers: {'words on the host': '0.8', 'torch on the device': '0.8'}
4096 answers: {'words on the host': '1.1', 'torch on the device': '0.4'}
16384 answers: {'words on the host': '1.7', 'torch on the device': '0.4'}
""",
    ),
)
