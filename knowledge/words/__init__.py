"""Words and what they may stand for, in every language."""
