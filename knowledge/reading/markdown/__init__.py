"""Markdown as GitHub, MkDocs, Docusaurus, VitePress, GitBook, Mintlify, Hugo, Retype and Obsidian write it."""
