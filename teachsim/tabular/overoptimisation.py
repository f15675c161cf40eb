r"""A proxy followed too far: the true reward rises, peaks and falls while the proxy keeps rising.

Of N responses, alike under the base model, each has a gold reward, N(0, 1), and a proxy of it: gold
plus noise. A few are exploits: their proxy is raised, their gold lowered. The best policy for the
proxy at a given divergence from the base model tilts it, w ~ exp(s proxy) with s = 1 / beta, and

    d E[proxy] / ds = Var_w(proxy),  d KL / ds = s Var_w(proxy),
    d E[gold] / ds = Cov_w(gold, proxy):

proxy and divergence never fall, and gold falls where the covariance is negative: where the weight
is about to move to the exploits. In the limit of many responses both parts stay normal, each with
its mean moved by s times its covariance with the proxy, and exploits have share

    e(s) = e exp(s a) / (1 - e + e exp(s a)),  a what an exploit gains,  b what it loses:
    E[proxy] = s v + a e(s),  E[gold] = s - b e(s),  KL = s E[proxy] - ln Z,
    ln Z = s^2 v / 2 + ln(1 - e + e exp(s a)),  v = 1 + noise^2.

Gold has slope 1 - a b e(s) (1 - e(s)), so it has a peak iff a b > 4: where e(s) is the smaller root
of e (1 - e) = 1 / (a b). Beyond the larger root the limit fails: it rises again among ever better
exploits, which any finite number of responses runs out of. Such curves along sqrt(KL) were measured
by L. Gao, J. Schulman and J. Hilton, "Scaling laws for reward model overoptimization", 2023.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logsumexp

from teachsim.core.arrays import FloatArray
from teachsim.core.checks import chance, generator, one_of
from teachsim.tabular.numbers import count, floats, number

__all__ = ["Curve", "Proxy", "Responses", "best_of", "best_of_kl", "peak", "tilted", "tilted_limit"]

_MOST_RESPONSES = 2_000_000
_MOST_CELLS = 100_000_000  # responses times points of a curve


@dataclass(frozen=True)
class Proxy:
    """How a proxy errs.

    Attributes:
        responses: N, at least 2.
        noise: Standard deviation of what it adds to gold, at least 0 and below 1e100.
        exploits: Share of exploits, in [0, 1].
        gain: What the proxy of an exploit is raised by.
        loss: What its gold is lowered by.
    """

    responses: int = 20_000
    noise: float = 0.7
    exploits: float = 0.002
    gain: float = 4.0
    loss: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what is no proxy.

        Raises:
            ValueError: If a number is out of its range.
        """
        way_out = "use 20000, or tilted_limit, which draws none"
        count(self.responses, thing="responses", least=2, most=_MOST_RESPONSES, way_out=way_out)
        number(self.noise, thing="noise", least=0, below=1e100, way_out="use 0.7")
        chance(self.exploits, thing="exploits")
        number(self.gain, thing="gain", way_out="use 4")
        number(self.loss, thing="loss", way_out="use 2")

    def draw(self, rng: int | np.random.Generator = 0) -> Responses:
        """Responses of such a proxy; `rng` is consumed. The first ones are the exploits."""
        source = generator(rng, way_out="pass a seed such as 0, or a numpy Generator")
        gold = source.normal(size=self.responses)
        proxy = gold + self.noise * source.normal(size=self.responses)
        n_exploits = round(self.exploits * self.responses)
        proxy[:n_exploits] += self.gain
        gold[:n_exploits] -= self.loss
        return Responses(gold, proxy)


@dataclass(frozen=True, eq=False)
class Responses:
    """Responses, equally likely under the base model.

    Attributes:
        gold: `(N,)` what they are worth.
        proxy: `(N,)` what they seem to be worth.
    """

    gold: FloatArray
    proxy: FloatArray

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit.

        Raises:
            ValueError: If they are not two finite vectors of the same length.
        """
        for name, given in (("gold", self.gold), ("proxy", self.proxy)):
            one_of(np.ndarray, given, thing=name, way_out="pass an array, as Proxy().draw() does")
        fits = self.gold.ndim == 1 and self.gold.shape == self.proxy.shape and self.gold.size > 1
        if not fits or not (np.isfinite(self.gold).all() and np.isfinite(self.proxy).all()):
            raise ValueError(
                f"gold and proxy have shapes {self.gold.shape} and {self.proxy.shape}, but must be "
                "two vectors of the same responses, all finite; pass one number of each for each"
            )


@dataclass(frozen=True, eq=False)
class Curve:
    """What optimising against the proxy gives, harder and harder.

    Attributes:
        pressure: `(S,)` s = 1 / beta of a tilt, or n of the best of n.
        kl: `(S,)` divergence from the base model, in nats.
        gold: `(S,)` mean gold reward.
        proxy: `(S,)` mean proxy reward.
    """

    pressure: FloatArray
    kl: FloatArray
    gold: FloatArray
    proxy: FloatArray


def tilted(responses: Responses, pressures: FloatArray) -> Curve:
    """The optimum of E[proxy] - beta KL for each s = 1 / beta: w ~ exp(s proxy), exactly.

    Args:
        responses: N of them.
        pressures: `(S,)` s, at least 0 and finite.

    Raises:
        ValueError: If a pressure is not, or N S is over 1e8.
    """
    s = _pressures(responses, pressures, least=0)
    told = np.empty((3, len(s)))
    for i, pressure in enumerate(s.tolist()):
        logs = pressure * responses.proxy
        told[:, i] = _means(responses, np.exp(logs - logsumexp(logs)))
    return Curve(s, *told)


def best_of(responses: Responses, counts: FloatArray) -> Curve:
    """The best of n by the proxy, exactly: rank r of N has (r / N)^n - ((r - 1) / N)^n.

    Equal proxies share what they have together; draws are independent, so n may exceed N.

    Args:
        responses: N of them.
        counts: `(S,)` n, at least 1; whole numbers, or between them by the same formula.

    Raises:
        ValueError: If a count is less, or N S is over 1e8.
    """
    n = _pressures(responses, counts, least=1)
    _, place, ties = np.unique(responses.proxy, return_inverse=True, return_counts=True)
    below = np.concatenate([[0], np.cumsum(ties)]) / len(responses.proxy)
    told = np.empty((3, len(n)))
    for i, draws in enumerate(n.tolist()):
        share = np.diff(below**draws) / ties
        told[:, i] = _means(responses, share[place])
    return Curve(n, *told)


def best_of_kl(n: float) -> float:
    """Divergence of the best of n from the base model, in nats: ln n - (n - 1) / n.

    Exact if no two responses tie: with u the quantile of a response, the best of n has density
    n u^(n - 1), whose mean of ln(n u^(n - 1)) is ln n - (n - 1) / n. An upper bound for finitely
    many responses: they are a function of u, and no function raises a divergence.

    Raises:
        ValueError: If n is below 1.
    """
    number(n, thing="n", least=1, way_out="use 4")
    return math.log(n) - (n - 1) / n


def tilted_limit(proxy: Proxy, pressures: FloatArray) -> Curve:
    """`tilted` in the limit of many responses, in closed form: see the head of this module.

    Raises:
        ValueError: If a pressure is negative or not finite.
    """
    one_of(Proxy, proxy, thing="the proxy", way_out="pass Proxy()")
    s = _checked(pressures, least=0)
    e, v = proxy.exploits, 1 + proxy.noise**2
    with np.errstate(divide="ignore"):  # no exploits, or nothing else
        odds = np.log(e) - np.log1p(-e)
        part = np.logaddexp(np.log1p(-e), np.log(e) + s * proxy.gain)
    share = expit(odds + s * proxy.gain)
    mean = s * v + proxy.gain * share
    return Curve(s, s * mean - s**2 * v / 2 - part, s - proxy.loss * share, mean)


def peak(proxy: Proxy) -> float | None:
    """The pressure at which gold peaks in the limit of many responses; None if it never falls.

    It is s = [logit e* - logit e] / a with e* = (1 - sqrt(1 - 4 / (a b))) / 2. None also if the
    exploits are so many that gold falls from the start on, or there are none.

    Raises:
        ValueError: If the proxy is none.
    """
    one_of(Proxy, proxy, thing="the proxy", way_out="pass Proxy()")
    product, e = proxy.gain * proxy.loss, proxy.exploits
    if product <= 4 or not 0 < e < 1 or proxy.gain < 0:
        return None
    turn = (1 - math.sqrt(1 - 4 / product)) / 2
    if e >= turn:
        return None
    return (math.log(turn / (1 - turn)) - math.log(e / (1 - e))) / proxy.gain


def _means(responses: Responses, w: FloatArray) -> tuple[float, float, float]:
    """Divergence from the uniform distribution, mean gold, mean proxy."""
    given = w[w > 0]
    kl = float((given * np.log(given * len(w))).sum())
    return kl, float(w @ responses.gold), float(w @ responses.proxy)


def _pressures(responses: Responses, values: FloatArray, *, least: float) -> FloatArray:
    """The points of a curve.

    Raises:
        ValueError: If one is too small or not finite, or there are too many.
    """
    one_of(Responses, responses, thing="the responses", way_out="pass Proxy().draw()")
    found = _checked(values, least=least)
    if found.size * len(responses.gold) > _MOST_CELLS:
        raise ValueError(
            f"{found.size:,} points of {len(responses.gold):,} responses are over "
            f"{_MOST_CELLS:,} numbers; use fewer points"
        )
    return found


def _checked(pressures: FloatArray, *, least: float) -> FloatArray:
    """The pressures, if they are a vector of finite numbers of at least the least."""
    values = floats(pressures, thing="the pressures", way_out="pass np.linspace(1, 9)")
    if values.ndim != 1 or not np.isfinite(values).all() or (values < least).any():
        raise ValueError(
            f"the pressures have shape {values.shape} and least value {values.min(initial=np.inf)},"
            f" but must be a vector of finite numbers of at least {least:g}; pass np.linspace(1, 9)"
        )
    return values
