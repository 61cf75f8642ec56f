"""Discord as a source of documents, and what people hand over."""
