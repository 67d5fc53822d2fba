"""The stages of the loop: prepare the draft, rewrite its sentences, accept or refuse them, compose the reply."""
