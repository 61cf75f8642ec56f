"""reStructuredText as docutils shows it, with what Sphinx adds."""
