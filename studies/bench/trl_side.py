"""TRL's side of the bench: a process in an environment of its own, led by lines of JSON.

It imports nothing of teachsim. It reads one line of settings, answers with versions and with the
log-likelihood of some answers (so that both sides can see that they have the same network), then
takes as many steps as each further line says, and answers with the seconds they took. On "stop" it
writes its weights, under the bridge's names, and ends.

Settings: trainer ("grpo" or "sft"), weights (a file of the bridge's, safetensors), heads, padding,
end, prompts `(N, P)`, gold `(N, T)`, idk `(T,)`, pays [wrong, right, abstain], group, batch (rows
of a step), rate, betas, probe `[[prompt, answer], ...]`, scratch (a folder).

Switched off, as far as TRL lets one: logging, saving, evaluation, progress bars, gradient
checkpointing, clipping of gradients, bf16, workers that load data, the reference model (beta = 0).
Rewards are compared as token ids, in Python. TRL's own bookkeeping (entropies, means of rewards and
lengths, decoded completions) cannot be switched off.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from typing import Any, TextIO

for name, value in (
    ("OMP_NUM_THREADS", "1"),
    ("TOKENIZERS_PARALLELISM", "false"),
    ("HF_HUB_OFFLINE", "1"),  # everything is made here
    ("HF_DATASETS_DISABLE_PROGRESS_BARS", "1"),
    ("TRL_EXPERIMENTAL_SILENCE", "1"),
):
    os.environ.setdefault(name, value)

# By name, as the environment in which the bench's types are checked has none of them.
torch: Any = import_module("torch")
datasets: Any = import_module("datasets")
safetensors: Any = import_module("safetensors.torch")
tokenizers: Any = import_module("tokenizers")
transformers: Any = import_module("transformers")
trl: Any = import_module("trl")

Settings = dict[str, Any]

_EPOCH = 200_000  # rows, so that no run is long enough to load its data twice
_NEVER = 1_000_000  # steps, of which "stop" comes first
_IGNORED = -100  # the label of a token without loss
_BLOCK = (
    ("ln_1", "before", False),
    ("attn.c_attn", "attention.into", True),
    ("attn.c_proj", "attention.out", True),
    ("ln_2", "between", False),
    ("mlp.c_fc", "up", True),
    ("mlp.c_proj", "down", True),
)
"""GPT-2's name of a part of a block, the bridge's, and whether GPT-2 has its matrix transposed."""


# ---------------------------------------------------------------- the same network
def names(layers: int) -> list[tuple[str, str, bool]]:
    """GPT-2's name of each tensor, the bridge's, and whether one is the other's transpose."""
    listed = [
        ("transformer.wte.weight", "tokens.weight", False),
        ("transformer.wpe.weight", "places.weight", False),
        ("transformer.ln_f.weight", "last.weight", False),
        ("transformer.ln_f.bias", "last.bias", False),
        ("lm_head.weight", "head.weight", False),
    ]
    for layer in range(layers):
        for theirs, ours, turned in _BLOCK:
            for kind in ("weight", "bias"):
                their_name = f"transformer.h.{layer}.{theirs}.{kind}"
                our_name = f"blocks.{layer}.{ours}.{kind}"
                listed.append((their_name, our_name, turned and kind == "weight"))
    return listed


def network(settings: Settings) -> Any:
    """GPT-2 with the sizes and weights of the bridge's network: they are the same function."""
    ours = safetensors.load_file(settings["weights"])
    (vocabulary, width), positions = ours["tokens.weight"].shape, len(ours["places.weight"])
    layers = len({name.split(".")[1] for name in ours if name.startswith("blocks.")})
    model = transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            vocab_size=vocabulary,
            n_positions=positions,
            n_embd=width,
            n_layer=layers,
            n_head=settings["heads"],
            n_inner=4 * width,
            activation_function="relu",
            resid_pdrop=0.0,
            embd_pdrop=0.0,
            attn_pdrop=0.0,
            tie_word_embeddings=False,
            bos_token_id=settings["end"],
            eos_token_id=settings["end"],
            pad_token_id=settings["padding"],
        )
    )
    head = ours["head.weight"]
    model.lm_head = torch.nn.Linear(width, len(head), bias=False)  # over the tokens of answers
    model.load_state_dict(
        {
            theirs: ours[name].T.contiguous() if turned else ours[name]
            for theirs, name, turned in names(layers)
        }
    )
    return model


def written(model: Any, path: str) -> None:
    """Write its weights under the bridge's names."""
    theirs = model.state_dict()
    found = names(model.config.n_layer)
    safetensors.save_file(
        {
            ours: (theirs[name].T if turned else theirs[name]).contiguous().clone()
            for name, ours, turned in found
        },
        path,
    )


@torch.no_grad()  # type: ignore[untyped-decorator]  # its types are not here
def log_likelihood(model: Any, probe: list[list[list[int]]]) -> list[float]:
    """Of each answer after its prompt, in nats."""
    found = []
    for prompt, answer in probe:
        logits = model(torch.tensor([prompt + answer])).logits[0, len(prompt) - 1 : -1]
        logs = torch.log_softmax(logits, dim=-1)
        found.append(float(logs.gather(1, torch.tensor(answer)[:, None]).sum()))
    return found


def tokenizer(vocabulary: int, *, end: int, padding: int) -> Any:
    """Words "<0>", "<1>", ... for tokens: TRL wants text. None is a part of another."""
    words = {f"<{token}>": token for token in range(vocabulary)}
    plain = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token=f"<{padding}>"))
    plain.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=plain,
        eos_token=f"<{end}>",
        bos_token=f"<{end}>",
        pad_token=f"<{padding}>",
        padding_side="left",
    )


# ---------------------------------------------------------------- steps on demand
class Turns(transformers.TrainerCallback):  # type: ignore[misc]  # its types are not here
    """Lets the trainer go as many steps as asked for, and no further."""

    def __init__(self, out: TextIO, model: Any) -> None:
        """Nothing is asked for yet."""
        self.out, self.model, self.until = out, model, 0
        self.cpu = self.wall = 0.0

    # Three positional arguments, as the trainer calls it.
    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: PLR0917
        """Wait for the first line."""
        self.wait(control, done=0)

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: PLR0917
        """Say how long the steps took, and wait for more."""
        if state.global_step == self.until:
            took = {"cpu": time.process_time() - self.cpu, "wall": time.perf_counter() - self.wall}
            answer(self.out, took)
            self.wait(control, done=state.global_step)

    def wait(self, control: Any, *, done: int) -> None:
        """Read what is asked for."""
        asked = json.loads(sys.stdin.readline() or '{"stop": null}')
        if "stop" in asked:
            if asked["stop"]:
                written(self.model, asked["stop"])
            control.should_training_stop = True
            self.until = -1
        else:
            self.until = done + asked["steps"]
        self.cpu, self.wall = time.process_time(), time.perf_counter()


def answer(out: TextIO, line: dict[str, Any]) -> None:
    """One line to whoever asked."""
    print(json.dumps(line), file=out, flush=True)


def common(settings: Settings) -> dict[str, Any]:
    """What both trainers are told: nothing that is not training."""
    first, second = settings["betas"]
    return {
        "output_dir": settings["scratch"],
        "use_cpu": True,
        "bf16": False,
        "max_steps": _NEVER,
        "learning_rate": settings["rate"],
        "lr_scheduler_type": "constant",
        "optim": "adamw_torch_fused",
        "adam_beta1": first,
        "adam_beta2": second,
        "weight_decay": 0.01,  # as torch's AdamW by default
        "max_grad_norm": 0.0,
        "per_device_train_batch_size": settings["batch"],
        "gradient_checkpointing": False,
        "dataloader_num_workers": 0,
        "dataloader_pin_memory": False,
        "logging_strategy": "no",
        "save_strategy": "no",
        "eval_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
        "seed": 0,
    }


def often(rows: list[Any]) -> list[Any]:
    """The rows, again and again, for one long epoch."""
    return (rows * (_EPOCH // len(rows) + 1))[:_EPOCH]


def grpo(settings: Settings, *, model: Any, words: Any) -> Any:
    """GRPO as the bridge has it: rewards scaled by their deviation, no clipping that could bind."""
    idk, (wrong, right, abstain) = settings["idk"], settings["pays"]

    def reward(completion_ids: list[list[int]], gold: list[list[int]], **_: Any) -> list[float]:
        return [
            right if said == true else abstain if said == idk else wrong
            for said, true in zip(completion_ids, gold, strict=True)
        ]

    prompts = [" ".join(f"<{token}>" for token in prompt) for prompt in settings["prompts"]]
    config = trl.GRPOConfig(
        **common(settings),
        num_generations=settings["group"],
        max_completion_length=len(settings["gold"][0]),
        beta=0.0,
        temperature=1.0,
        top_k=0,
        scale_rewards="group",
        loss_type="dr_grpo",
        log_completions=False,
    )
    rows = {"prompt": often(prompts), "gold": often(settings["gold"])}
    data = datasets.Dataset.from_dict(rows)
    return trl.GRPOTrainer(
        model, reward_funcs=reward, args=config, train_dataset=data, processing_class=words
    )


def sft(settings: Settings, *, model: Any, words: Any) -> Any:
    """Supervised fine-tuning on answers alone, tokens given."""
    pairs = list(zip(settings["prompts"], settings["gold"], strict=True))
    rows = {
        "input_ids": often([prompt + gold for prompt, gold in pairs]),
        "labels": often([[_IGNORED] * len(prompt) + gold for prompt, gold in pairs]),
    }
    config = trl.SFTConfig(
        **common(settings), packing=False, dataset_kwargs={"skip_prepare_dataset": True}
    )
    return trl.SFTTrainer(
        model,
        args=config,
        train_dataset=datasets.Dataset.from_dict(rows),
        processing_class=words,
    )


def main() -> None:
    """Read settings, say what there is, take steps."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    sys.stdout = sys.stderr  # whatever the libraries print is not an answer
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    settings = json.loads(sys.stdin.readline())
    model = network(settings)
    words = tokenizer(model.config.vocab_size, end=settings["end"], padding=settings["padding"])
    make = {"grpo": grpo, "sft": sft}[settings["trainer"]]
    trainer = make(settings, model=model, words=words)
    said = {
        "versions": {part.__name__: part.__version__ for part in (trl, transformers, torch)},
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "log_likelihood": log_likelihood(model, settings["probe"]),
    }
    answer(out, said)
    trainer.add_callback(Turns(out, model))
    trainer.train()


if __name__ == "__main__":
    main()
