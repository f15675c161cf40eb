# mypy: disable-error-code="import-untyped, import-not-found, untyped-decorator, no-untyped-def"
# mypy: disable-error-code="no-untyped-call"
# ruff: noqa: PLR0917
# Triton has no types, and is not there everywhere; what it compiles has no keywords.
"""The rewards of `reward_reference` in one launch: each token is read once, nothing is in between.

A program takes a few whole groups and holds the first columns of their completions as a tile,
`(groups, members, columns)`, each axis filled up to a power of two. Of a completion it needs three
numbers: the column of its end token, and how many first tokens agree with the accepted answer, and
with the abstention, that goes along furthest. It is right if `end < agreed`. In bytes, with tokens
of s bytes, there are

    read     s (B G T + B K Tg + B + A Ta)
    written  13 B G (reward, advantage, prefix, outcome) + 4 B G T (weights).

Whether kernels are compiled or interpreted is settled when Triton is imported: TRITON_INTERPRET=1,
set before, runs them on the CPU. No other module imports Triton.
"""

from __future__ import annotations

import triton
import triton.language as tl

__all__ = ["INTERPRETED", "advantage_kernel", "reward_kernel"]

INTERPRETED = not isinstance(tl.sum, triton.JITFunction)  # as Triton's own functions are


# No function here ever runs as Python in a test's process, so no coverage is taken of them.
@triton.jit
def _levels(
    right, wrong, abstained, right_worth, wrong_worth, abstain_worth, SCALE: tl.constexpr
):  # pragma: no cover  # fmt: skip
    """Advantages of right, wrong and abstaining members of groups, which lie along axis 1."""
    n_right = tl.sum(right.to(tl.int32), axis=1, keep_dims=True).to(tl.float64)
    n_wrong = tl.sum(wrong.to(tl.int32), axis=1, keep_dims=True).to(tl.float64)
    n_abstained = tl.sum(abstained.to(tl.int32), axis=1, keep_dims=True).to(tl.float64)
    n = n_right + n_wrong + n_abstained
    total = n_right * right_worth + n_wrong * wrong_worth + n_abstained * abstain_worth
    mean = total / tl.maximum(n, 1.0)
    right_apart, wrong_apart = right_worth - mean, wrong_worth - mean
    abstain_apart = abstain_worth - mean
    factor = tl.full(n.shape, 1.0, tl.float64)
    if SCALE == "loo":
        factor = n / tl.maximum(n - 1.0, 1.0)
    if SCALE == "std":
        squares = n_right * (right_apart * right_apart) + n_wrong * (wrong_apart * wrong_apart)
        squares += n_abstained * (abstain_apart * abstain_apart)
        variance = squares / tl.maximum(n - 1.0, 1.0)
        factor = 1.0 / tl.sqrt(tl.where(variance == 0.0, 1.0, variance))
    return (
        (right_apart * factor).to(tl.float32),
        (wrong_apart * factor).to(tl.float32),
        (abstain_apart * factor).to(tl.float32),
    )


@triton.jit
def _end(
    tile, completions, inside, eos, T: tl.constexpr, COLUMNS: tl.constexpr
):  # pragma: no cover  # fmt: skip
    """`(groups, members)` column of the first end token, T if there is none."""
    column = tl.arange(0, COLUMNS)[None, None, :]
    end = tl.min(tl.where((tile == eos) & (column < T), column, T), axis=2)
    for start in range(COLUMNS, T, COLUMNS):
        at = column + start
        unread = inside & (end == T)[:, :, None] & (at < T)
        token = tl.load(completions + start, mask=unread, other=0)
        end = tl.minimum(end, tl.min(tl.where((token == eos) & unread, at, T), axis=2))
    return end


@triton.jit
def _same(token, wanted, there, pad, eos):  # pragma: no cover
    """Whether tokens agree with a pattern that is there; padding agrees with nothing."""
    return (token == wanted) & there & ((wanted != pad) | (wanted == eos))


@triton.jit
def _agreed(
    tile, completions, inside, pattern, there, pad, eos,
    WIDTH: tl.constexpr, COLUMNS: tl.constexpr,
):  # pragma: no cover  # fmt: skip
    """`(groups, members)` first tokens, of the first WIDTH, that agree with one pattern.

    `completions` points to the tile, `pattern` and `there` are `(groups, 1, 1)`.
    """
    column = tl.arange(0, COLUMNS)[None, None, :]
    wanted = tl.load(pattern + column, mask=there & (column < WIDTH), other=0)
    same = _same(tile, wanted, there, pad, eos) | (column >= WIDTH)
    agreed = tl.min(tl.where(same, WIDTH, column), axis=2)
    for start in range(COLUMNS, WIDTH, COLUMNS):
        at = column + start
        unread = inside & (agreed == WIDTH)[:, :, None] & (at < WIDTH)
        token = tl.load(completions + start, mask=unread, other=0)
        wanted = tl.load(pattern + at, mask=there & (at < WIDTH), other=0)
        same = _same(token, wanted, there, pad, eos) | (at >= WIDTH)
        agreed = tl.minimum(agreed, tl.min(tl.where(same, WIDTH, at), axis=2))
    return agreed


@triton.jit
def _furthest(
    tile, completions, inside, patterns, listed, pad, eos,
    N: tl.constexpr, SIZE: tl.constexpr, T: tl.constexpr, COLUMNS: tl.constexpr,
):  # pragma: no cover  # fmt: skip
    """`(groups, members)` the most that agree with one of the first `listed` of N patterns.

    `patterns` points to the first of each group, `(groups, 1, 1)`; each has SIZE tokens.
    """
    furthest = tl.zeros([tile.shape[0], tile.shape[1]], tl.int32)
    for k in range(N):
        agreed = _agreed(
            tile, completions, inside, patterns + k * SIZE, k < listed, pad, eos,
            T if T < SIZE else SIZE, COLUMNS,
        )  # fmt: skip
        furthest = tl.maximum(furthest, agreed)
    return furthest


@triton.jit
def _write_weights(
    weight, inside, length, prefix, abstained, right_worth, wrong_worth, abstain_worth,
    T: tl.constexpr, REACH: tl.constexpr, SCALE: tl.constexpr, CREDIT: tl.constexpr,
    COLUMNS: tl.constexpr,
):  # pragma: no cover  # fmt: skip
    """Write the weights. By prefix, tokens from REACH on have none; otherwise REACH is T.

    `weight` points to the tile; `inside` to `abstained` are `(groups, members, 1)`.
    """
    column = tl.arange(0, COLUMNS)[None, None, :]
    share = tl.full(length.shape, 1.0, tl.float32)
    if CREDIT == "length":
        share = tl.div_rn(share, length.to(tl.float32))
    for start in range(0, REACH, COLUMNS):
        at = column + start
        if CREDIT == "prefix":
            silent = inside & abstained & (at < length)
            stays = inside & (~abstained) & (at < prefix)
            leaves = inside & (~abstained) & (at == prefix) & (at < length)
            by_right, by_wrong, by_abstaining = _levels(
                stays, leaves, silent, right_worth, wrong_worth, abstain_worth, SCALE
            )
            value = tl.where(leaves, by_wrong, tl.where(silent, by_abstaining, 0.0))
            value = tl.where(stays, by_right, value)
        else:
            value = tl.where(at < length, share, 0.0)
        tl.store(weight + start, value, mask=inside & (at < T))
    for start in range((REACH + COLUMNS - 1) // COLUMNS * COLUMNS, T, COLUMNS):
        nothing = tl.zeros(weight.shape, tl.float32)
        tl.store(weight + start, nothing, mask=inside & (column + start < T))


@triton.jit(do_not_specialize=["n_groups", "pad", "eos"])
def reward_kernel(
    completions, gold, n_gold, abstain, reward, advantage, outcome, weight, prefix,
    n_groups, pad, eos, right_worth, wrong_worth, abstain_worth,
    G: tl.constexpr, T: tl.constexpr, K: tl.constexpr, TG: tl.constexpr,
    A: tl.constexpr, TA: tl.constexpr, REACH: tl.constexpr,
    SCALE: tl.constexpr, CREDIT: tl.constexpr,
    GROUPS: tl.constexpr, MEMBERS: tl.constexpr, COLUMNS: tl.constexpr,
):  # pragma: no cover  # fmt: skip
    """Reward GROUPS whole groups."""
    first = tl.program_id(0).to(tl.int64) * GROUPS
    group = tl.arange(0, GROUPS)[:, None]
    member = tl.arange(0, MEMBERS)[None, :]
    there = first + group < n_groups  # (groups, 1)
    inside = there & (member < G)  # (groups, members)
    row = group * G + member
    cell = row[:, :, None] * T + tl.arange(0, COLUMNS)[None, None, :]
    real = inside[:, :, None] & (tl.arange(0, COLUMNS)[None, None, :] < T)
    completions += first * (G * T) + cell
    tile = tl.load(completions, mask=real, other=0)
    end = _end(tile, completions, inside[:, :, None], eos, T, COLUMNS)
    gold += first * (K * TG) + group * (K * TG)
    listed = tl.load(n_gold + first + group, mask=there, other=0)
    agreed = _furthest(
        tile, completions, inside[:, :, None], gold[:, :, None], listed[:, :, None], pad, eos,
        K, TG, T, COLUMNS,
    )  # fmt: skip
    silent = _furthest(  # of ways to abstain that are the same for all
        tile, completions, inside[:, :, None], (abstain + group * 0)[:, :, None],
        tl.where(there, A, 0)[:, :, None], pad, eos, A, TA, T, COLUMNS,
    )  # fmt: skip
    right, abstained = inside & (end < agreed), inside & (end < silent) & (end >= agreed)
    wrong = inside & (end >= agreed) & (end >= silent)
    by_right, by_wrong, by_abstaining = _levels(
        right, wrong, abstained, right_worth, wrong_worth, abstain_worth, SCALE
    )
    relative = tl.where(right, by_right, tl.where(abstained, by_abstaining, by_wrong))
    worth = tl.where(right, right_worth, tl.where(abstained, abstain_worth, wrong_worth))
    length = tl.minimum(end + 1, T)
    agreed = tl.minimum(agreed, length)
    row += first * G
    tl.store(reward + row, worth.to(tl.float32), mask=inside)
    tl.store(advantage + row, relative, mask=inside)
    tl.store(outcome + row, tl.where(right, 1, tl.where(abstained, 2, 0)).to(tl.int8), mask=inside)
    tl.store(prefix + row, agreed, mask=inside)
    _write_weights(
        weight + (first * (G * T) + cell), inside[:, :, None], length[:, :, None],
        agreed[:, :, None], abstained[:, :, None], right_worth, wrong_worth, abstain_worth,
        T, REACH, SCALE, CREDIT, COLUMNS,
    )  # fmt: skip


@triton.jit(do_not_specialize=["n_groups"])
def advantage_kernel(
    scores, advantage, n_groups,
    G: tl.constexpr, SCALE: tl.constexpr, GROUPS: tl.constexpr, MEMBERS: tl.constexpr,
):  # pragma: no cover  # fmt: skip
    """Compare the scores of GROUPS whole groups, as `reward_reference.advantage` does."""
    first = tl.program_id(0).to(tl.int64) * GROUPS
    group = tl.arange(0, GROUPS)[:, None]
    member = tl.arange(0, MEMBERS)[None, :]
    inside = (first + group < n_groups) & (member < G)
    row = first * G + group * G + member
    score = tl.load(scores + row, mask=inside, other=0.0).to(tl.float64)
    apart = tl.where(inside, score - tl.sum(score, axis=1, keep_dims=True) / G, 0.0)
    if SCALE == "loo":
        apart *= G / (G - 1 if G > 1 else 1)
    if SCALE == "std":
        variance = tl.sum(apart * apart, axis=1, keep_dims=True) / (G - 1 if G > 1 else 1)
        apart *= 1.0 / tl.sqrt(tl.where(variance == 0.0, 1.0, variance))
    tl.store(advantage + row, apart.to(tl.float32), mask=inside)
