"""The trainers' page at `/review`: candidates for pairs, looked through and decided of."""
