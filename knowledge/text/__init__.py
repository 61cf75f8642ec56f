"""Text → blocks, sentences, terms; nothing of this knows more than one document."""
