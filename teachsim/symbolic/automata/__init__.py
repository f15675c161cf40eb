"""Regular languages as automata: their algebra, and how they are learned.

From queries: `lstar` and `kearns_vazirani` ask an exact teacher, whose "yes" is a proof, or one
that walks at random, whose "yes" may be false. From positive words alone: `k_reversible` and
`k_testable`.

>>> from teachsim.symbolic import automata
>>> target = automata.random_dfa(20, "ab", rng=0)
>>> learned = automata.lstar(automata.Channel(automata.Exact(target)))
>>> len(learned.dfa), learned.standing.value, learned.rounds <= 20
(20, 'verified', True)
"""

from teachsim.symbolic.automata.bisimulation import difference, equivalent
from teachsim.symbolic.automata.channel import Channel, Ledger, SpentError
from teachsim.symbolic.automata.dfa import Dfa
from teachsim.symbolic.automata.kearns_vazirani import kearns_vazirani, kearns_vazirani_bound
from teachsim.symbolic.automata.language import RegularLanguage, language, numbered, word
from teachsim.symbolic.automata.learning import Learned, Standing, audit
from teachsim.symbolic.automata.lstar import lstar, lstar_bound
from teachsim.symbolic.automata.minimal import minimal
from teachsim.symbolic.automata.positive import characteristic_sample
from teachsim.symbolic.automata.products import (
    complement,
    intersection,
    minus,
    subset,
    symmetric_difference,
    union,
)
from teachsim.symbolic.automata.reversible import k_reversible
from teachsim.symbolic.automata.samples import random_dfa, section
from teachsim.symbolic.automata.sizes import is_empty, is_finite, shortest, size
from teachsim.symbolic.automata.teachers import Choice, Exact, Reply, Teacher, Walks
from teachsim.symbolic.automata.testable import k_testable

__all__ = [
    "Channel",
    "Choice",
    "Dfa",
    "Exact",
    "Learned",
    "Ledger",
    "RegularLanguage",
    "Reply",
    "SpentError",
    "Standing",
    "Teacher",
    "Walks",
    "audit",
    "characteristic_sample",
    "complement",
    "difference",
    "equivalent",
    "intersection",
    "is_empty",
    "is_finite",
    "k_reversible",
    "k_testable",
    "kearns_vazirani",
    "kearns_vazirani_bound",
    "language",
    "lstar",
    "lstar_bound",
    "minimal",
    "minus",
    "numbered",
    "random_dfa",
    "section",
    "shortest",
    "size",
    "subset",
    "symmetric_difference",
    "union",
    "word",
]
