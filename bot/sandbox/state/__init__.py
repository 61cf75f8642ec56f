"""Records of the sandbox, and what happens to them; nothing above is imported."""
