"""Question → quotes: candidates, then care; how sure; what is shown of it."""
