"""What one file may cost. A file above a limit is refused with a sentence, never cut short."""

MEGABYTE = 1_000_000

LARGEST = 20 * MEGABYTE
"""Bytes of one file."""
MOST_TEXT = 20 * MEGABYTE
"""Characters read from one file: its documents' texts together."""
MOST_EXPANDED = 200 * MEGABYTE
"""Bytes in an archive (DOCX, ODT, EPUB), unpacked."""
MOST_PARTS = 5_000
"""Files in an archive."""
MOST_PAGES = 2_000
"""Pages of a PDF."""
MOST_PAGE_CHARACTERS = 100_000
"""Characters on one page of a PDF: a page of a newspaper has 20,000."""
