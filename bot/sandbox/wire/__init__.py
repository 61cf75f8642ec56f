"""State ↔ Discord's JSON; pure."""
