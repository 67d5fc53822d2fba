"""Before/after pairs: kept in order, made, reviewed, exported, practised. Nothing enters a pack without a person."""
