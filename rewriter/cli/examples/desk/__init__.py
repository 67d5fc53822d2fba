"""The screen of `rewriter examples review`: imported only where it is shown, since Textual takes its time."""
