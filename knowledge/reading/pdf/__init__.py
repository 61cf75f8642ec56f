"""PDF: lines are put together again as paragraphs; every page is a place."""
