"""Officialese put plainly: constructions that no list of words can repair, one a module; each yields a `Plainer`, a span and what to say instead."""
