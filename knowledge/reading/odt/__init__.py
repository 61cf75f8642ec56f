"""ODT: what a word processor shows, with its automatic numbers and formulas."""
