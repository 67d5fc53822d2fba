"""The page with the numbers at /stats: static files without a number in them; its script asks `/v1/stats` with the key."""
