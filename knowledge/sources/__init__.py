"""Where documents come from and how they stay current: one module per kind of source."""
