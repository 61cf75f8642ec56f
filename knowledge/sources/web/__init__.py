"""The web as a source."""
