"""The deeds that change state and tell facts."""
