"""Mutators: each breaks good replies so that one rule must see it. Importing the package registers them all."""

from benchmarks.mutators import blame, clean, emoji, facts, laws, manners, meaning, questions, saying, spelling, wording, words
from benchmarks.mutators.base import MUTATORS, Mutant, Mutator, goods, mutants, verdict

__all__ = [
    "MUTATORS",
    "Mutant",
    "Mutator",
    "blame",
    "clean",
    "emoji",
    "facts",
    "goods",
    "laws",
    "manners",
    "meaning",
    "mutants",
    "questions",
    "saying",
    "spelling",
    "verdict",
    "wording",
    "words",
]
