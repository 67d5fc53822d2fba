"""Candidates for pairs over HTTP: the trainer's page `/review` decides of them as the terminal screen does, in the same file of decisions."""
