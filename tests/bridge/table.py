"""The simplest model there can be: a table of logits, a row for each question.

A question is one token, its row; an answer is one of V + 1 tokens, then the end.
"""

import torch
from torch import Tensor, nn

from teachsim.bridge.actor import Actor
from teachsim.bridge.questions import Questions

END, IDK = 0, 1
GOLD = 2  # the first of the answers is right


class Table(Actor):
    """`(rows, V + 1)` logits of "I don't know" and V answers; double precision."""

    def __init__(self, chances: Tensor) -> None:
        super().__init__()
        self.logits = nn.Parameter(chances.double().log())

    @property
    def padding(self) -> int:
        return self.logits.shape[1] + 1

    def first(self, prompts: Tensor) -> Tensor:
        logs = torch.log_softmax(self.logits, dim=-1)[prompts[:, 0]]
        return torch.nn.functional.pad(logs, (IDK, 0), value=-torch.inf)  # never the end

    def log_likelihood(self, prompts: Tensor, completions: Tensor) -> Tensor:
        said = self.first(prompts).gather(1, completions[:, :, 0])
        # The second token is the end, for sure; what follows is padding.
        return torch.nn.functional.pad(said[..., None], (0, completions.shape[2] - 1))

    @torch.no_grad()
    def sample(
        self, prompts: Tensor, *, group: int, tokens: int, generator: torch.Generator | None
    ) -> Tensor:
        said = torch.full((len(prompts), group, tokens), self.padding)
        chances = self.first(prompts).exp()
        if generator is None:
            said[:, :, 0] = chances.argmax(-1)[:, None]
        else:
            said[:, :, 0] = torch.multinomial(chances, group, replacement=True, generator=generator)
        said[:, :, 1] = END
        return said


def asked(rows: int, *, answers: int, known: list[bool] | None = None) -> Questions:
    """One question for each row of a table: the first answer is right."""
    return Questions(
        torch.arange(rows)[:, None],
        torch.tensor([GOLD, END]).expand(rows, 1, 2).contiguous(),
        torch.ones(rows, dtype=torch.long),
        torch.tensor([True] * rows if known is None else known),
        torch.tensor([[IDK, END]]),
        END,
        answers + 2,
        answers,
    )
