"""Suites, runs, scores, comparisons, reports: what `rewriter eval` does. Outputs are made once and scored again without a model."""
