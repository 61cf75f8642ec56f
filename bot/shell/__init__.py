"""The commands of the shell that are more than a line."""
