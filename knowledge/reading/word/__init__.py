"""DOCX: what Word shows, with its automatic numbers, formulas and check boxes."""
