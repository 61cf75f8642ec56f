"""What answers now: snapshots of every guild's documents, held in memory, changed beside it, kept on disk."""
