"""How Discord is reached: what is safe to repeat is repeated, so that a broken connection costs nobody an answer."""
