"""Sentences of letters that nobody wrote, with labels, to train the tagger on."""
