"""AsciiDoc: what its documentation calls the common subset; other files are never included here."""
