"""Situations: templates of what clients ask and what operators answer, with realistic made-up data; candidates for pairs are built from them."""
