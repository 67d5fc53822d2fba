"""Mutators: each breaks good replies so that one rule must see it. Importing the package registers them all."""

from benchmarks.mutators import blame, clean, emoji, facts, laws, meaning, questions, soft, words
from benchmarks.mutators.base import MUTATORS, Mutant, Mutator, goods, mutants, verdict

__all__ = ["MUTATORS", "Mutant", "Mutator", "blame", "clean", "emoji", "facts", "goods", "laws", "meaning", "mutants", "questions", "soft", "verdict", "words"]
