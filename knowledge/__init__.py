"""Documents in, quotes out; no Discord here."""
