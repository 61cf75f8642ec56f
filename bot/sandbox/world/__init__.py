"""The deeds that change the sandbox's state."""
