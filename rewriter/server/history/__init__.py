"""What was asked of the service and what became of it: kept in SQLite or PostgreSQL, counted, erased. Importing this package loads no database.

`recorder` takes rewrites from the desk into a thread of its own, `rows` makes of each what may be kept, `store` writes it; `feedback` adds
what the operator did with it. `stats`, `reading` and `candidates` are what one gets back, `erasing` is how it goes. `keeping` puts them together.
"""
