"""Question → quotes: candidates, then care; how sure."""
